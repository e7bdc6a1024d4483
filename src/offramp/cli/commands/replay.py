"""`offramp replay`: one future as a dated story, and why."""

from __future__ import annotations

import sys
from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from offramp.cli import options
from offramp.cli.guard import guarded
from offramp.cli.terminal import console, print_json
from offramp.study.stories.story import VIOLENT

if TYPE_CHECKING:
    from offramp.study.stories.side_by_side import Beside
    from offramp.study.stories.story import Line, Story


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
    beside: Annotated[
        bool, typer.Option("--beside", help="Tell it beside the same luck without its off-ramp, event or setting.")
    ] = False,
    as_json: options.Json = False,
) -> None:
    """Tell one future as a dated story, and why.

    What happened by day, and what made each actor choose as it did.

    \b
        offramp replay baghdad-2020@0123456789ab/v0.1.0/s7/quantal/2020-01-03/90x1/d12/r3
        offramp replay baghdad-2020@0123456789ab/v0.1.0/s7/without:killing/quantal/2020-01-03/90x1/d12/r3 --beside

    The terms in brackets are what each causal system added to the option that was chosen.
    """
    from offramp import api

    asked = options.parse_sets(sets)
    if beside:
        both = api.beside(address, case, asked)
        shown = {"with": _plain(both.with_it), "without": _plain(both.without), "parted": both.parted}
        show = partial(_print_both, both)
    else:
        story = api.replay(address, case, asked)
        shown, show = _plain(story), partial(_print, story)
    if as_json:
        print_json(shown)
    else:
        show()


def _plain(story: Story) -> dict[str, Any]:
    """A story for a machine: every act by its ids and in words, with the terms behind it."""
    days = [
        {"day": day.day, "date": day.date.isoformat(), "acts": [_act(line) for line in day.lines]} for day in story.days
    ]
    return {"address": story.address, "ending": story.ending, "rung": story.rung, "dead": story.dead, "days": days}


def _act(line: Line) -> dict[str, Any]:
    known = asdict(line.act) if line.act else {}
    known.pop("day", None)
    return {"words": str(line), "rung": line.rung, **known}


def _print_both(both: Beside) -> None:
    """Print both worlds of a pair, with the address of each."""
    print(f"With:    {both.with_it.address}\nWithout: {both.without.address}\n\n{both.text()}")


def _print(story: Story) -> None:
    """Print a story; on a terminal with the days in bold and the reasons held back."""
    from rich.padding import Padding
    from rich.text import Text

    if not sys.stdout.isatty():
        print(f"{story.address}\n\n{story.text()}")
        return
    screen = console()
    screen.print(Text(f"{story.address}\n", "dim"))
    for day in story.days:
        screen.print(Text(day.heading, "bold"))
        for line in day.lines:
            style = "bold red" if line.rung >= VIOLENT else "green" if line.rung < 0 else ""
            screen.print(Padding(Text.assemble((f"[{line.rung:>2}]", style), f" {line}"), (0, 0, 0, 2)))
            if line.why:
                screen.print(Padding(Text(f"{line.why[:1].upper()}{line.why[1:]}.", "dim"), (0, 0, 0, 7)))
    screen.print(Text(f"\n{story.ending}"))
