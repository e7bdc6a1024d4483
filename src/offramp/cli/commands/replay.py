"""`offramp replay`: one future as a dated story, and why."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from offramp.cli import options
from offramp.cli.guard import guarded
from offramp.cli.terminal import console, fill, print_json
from offramp.wording.names import count

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from offramp.study.stories.chronicle import Line
    from offramp.study.stories.side_by_side import Beside
    from offramp.study.stories.story import Story

WIDTH = 100
MARGIN = " " * 7
TURNS = 4  # days of a short telling


@guarded
def replay(
    address: Annotated[str, typer.Argument(metavar="ADDRESS", help="The address of a future.")],
    case: Annotated[
        str | None,
        typer.Option(
            "--case", metavar="FILE|DIR", help="A case that is not shipped: its file, or the folder of its run."
        ),
    ] = None,
    sets: options.Sets = None,
    every: Annotated[bool, typer.Option("--all", help="Tell every day, not the turning points alone.")] = False,
    why: Annotated[bool, typer.Option("--why", help="Give the reasons with their numbers.")] = False,
    beside: Annotated[
        bool, typer.Option("--beside", help="Tell it beside the same luck without its off-ramp, event or setting.")
    ] = False,
    as_json: options.Json = False,
) -> None:
    """Tell one future as a dated story, and why.

    A summary and its turning points; what made each actor choose as it did.

    \b
        offramp replay baghdad-2020@0123456789ab/v0.1.0/s7/quantal/2020-01-03/90x1/d12/r3
        offramp replay baghdad-2020@0123456789ab/v0.1.0/s7/quantal/2020-01-03/90x1/d12/r3 --all
        offramp replay baghdad-2020@0123456789ab/v0.1.0/s7/without:killing/quantal/2020-01-03/90x1/d12/r3 --beside

    With --why, the numbers in brackets are what each causal system added to the option that was chosen.
    """
    from offramp import api

    asked = options.parse_sets(sets)
    if beside:
        both = api.beside(address, case, asked)
        shown = {"with": both.with_it.plain(), "without": both.without.plain(), "parted": both.parted}
        show = partial(_print_both, both, every)
    else:
        story = api.replay(address, case, asked)
        shown, show = story.plain(), partial(_print, story, every, why)
    if as_json:
        print_json(shown)
    else:
        show()


def _print_both(both: Beside, every: bool) -> None:
    """Print both worlds of a pair: how each went, then the days on which either turned, or every day."""
    from rich.text import Text

    from offramp.study.stories.side_by_side import WITH, WITHOUT

    screen, pair = console(WIDTH), {WITH: both.with_it, WITHOUT: both.without}
    for world, story in pair.items():
        screen.print(Text(f"{world.capitalize()}: {story.address}", "dim"), soft_wrap=True)
        screen.print(Text(f"{fill(screen, ' '.join(story.summary), WIDTH)}\n"))
    turns = {day.day for story in pair.values() for day in story.turning_points(TURNS)} | {both.parted}
    shown = [each for each in both.days() if every or each[0] in turns]
    for day, heading, lines in shown:
        screen.print(Text(f"{heading}{' · here they part' if day == both.parted else ''}", "bold"))
        loud = [(world, line) for world, line in lines if line.is_loud]
        for world, line in lines if every else loud or lines[:1]:
            screen.print(_line(screen, line, f"{world:<7} "))
    if not every:
        screen.print(Text("\nEvery day of both: --all.", "dim"))


def _print(story: Story, every: bool, numbers: bool) -> None:
    """Print the summary, then the turning points or every day, each act with its reasons."""
    from rich.text import Text

    from offramp.study.stories.turning_points import few

    screen = console(WIDTH)
    days = story.folded() if every else [day.pointed() for day in few(story.turning_points(TURNS), TURNS)]
    screen.print(Text(story.address, "dim"), soft_wrap=True)
    summary = " ".join(filter(None, [*story.summary, _sentence(story.stands_for)]))
    screen.print(Text(f"\n{fill(screen, summary, WIDTH)}\n"))
    for day in days:
        if day.silent > 1:
            screen.print(Text(f"  … {count(day.silent)} days without an act …", "dim"))
        screen.print(Text(fill(screen, day.heading, WIDTH), "bold"))
        for line in day.lines:
            screen.print(_line(screen, line))
            if reason := line.sums if numbers else line.why:
                screen.print(Text(fill(screen, _sentence(reason), WIDTH, MARGIN, MARGIN), "dim"))
    if not every:
        screen.print(Text(f"\n{_more(len(story.days) - len(days), numbers)}", "dim"))


def _line(screen: Console, line: Line, world: str = "") -> Text:
    """One act with its rung before it, red if violent and green if conciliatory; in a pair, with its world first."""
    from rich.text import Text

    from offramp.scenario.ladder import VIOLENT

    rung = f"  {world}[{line.rung:>2}] "
    text = Text(fill(screen, str(line), WIDTH, rung, " " * len(rung)))
    text.stylize("bold red" if line.rung >= VIOLENT else "green" if line.rung < 0 else "", 2 + len(world), len(rung))
    return text


def _more(rest: int, numbers: bool) -> str:
    """How the rest of the story is told."""
    days = f"{count(rest)} more days with acts: --all. " if rest else "Every message of these days: --all. "
    return f"{days}{'' if numbers else 'The reasons with their numbers: --why.'}".strip()


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:].rstrip('.')}." if words else ""
