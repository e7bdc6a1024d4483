"""`offramp backtest`: start the world of a case on earlier days, and score what it expected by what came."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from offramp.cli import options
from offramp.cli.guard import guarded
from offramp.cli.outlook import deliver
from offramp.cli.terminal import console, fill, print_table
from offramp.study.backtest.question import BackTestWorld

if TYPE_CHECKING:
    from offramp.study.backtest.result import BackTested, Row, Score

WIDTH = 88


@guarded
@options.asks(BackTestWorld)
def backtest(asked: BackTestWorld, figure: options.Figure = None, as_json: options.Json = False) -> None:
    """Start a case on earlier days; score what it expected by what came.

    Standing rates and a Hawkes process stand beside it. The protocol is docs/backtest.md.

    \b
        offramp backtest baghdad-2020
        offramp backtest baghdad-2020 --out out/baghdad-2020
    """
    deliver(asked, _print, figure, as_json)


def _print(made: BackTested, asked: BackTestWorld) -> None:
    from rich.text import Text

    screen = console()
    screen.print(Text(made.title, "bold"))
    screen.print()
    for length, found in made.verdicts.items():
        told = f"Windows of {length} days before the crisis: {found.word}. {' '.join(found.reasons)}"
        screen.print(Text(fill(screen, told, WIDTH)))
    screen.print()
    heads = ("Forecaster", "Windows", "Score", "Ahead", "Expected", "Came", "Covered")
    print_table(screen, heads, (_score(each) for each in made.scores))
    screen.print()
    for days, phase in dict.fromkeys((each.days, each.phase) for each in made.rows):
        for line in _wrong(made, days, phase):
            screen.print(Text(fill(screen, line, WIDTH, rest="  ")))
    for line in _about(made):
        screen.print(Text(fill(screen, line, WIDTH), "dim"))


def _score(each: Score) -> list[str]:
    ahead = "" if each.ahead is None else f"{each.ahead[0]:+.0f} to {each.ahead[1]:+.0f}"
    where = f"{each.windows} of {each.days} days, {_phase(each.phase)}"
    score = f"{each.log_score:.1f}" + (f" ± {each.error:.1f}" if each.error >= 0.05 else "")
    return [each.forecaster, where, score, ahead, f"{each.acts.expected:.0f}", str(each.acts.came), _in_100(each)]


def _in_100(each: Score) -> str:
    return f"{100 * each.covered[-1]:.0f} in 100"


def _phase(phase: str) -> str:
    return "before the crisis" if phase == "before" else "into it"


def _wrong(made: BackTested, days: int, phase: str) -> Iterator[str]:
    """Name where the world is silent and where it is loud."""
    rows = [each for each in made.rows if (each.days, each.phase) == (days, phase) and each.kind != "actor"]
    for reading in ("silent", "loud"):
        some = [_told(each) for each in rows if each.reading == reading]
        if some:
            yield f"{days} days, {_phase(phase)}, too {reading}: {'; '.join(some)}."


def _told(row: Row) -> str:
    from offramp.wording.measures import spoken

    return f"{spoken(row.says)} ({row.world.expected:.1f} expected, {row.world.came} came)"


def _about(made: BackTested) -> Iterator[str]:
    """Say what the scores are, and what they cannot show."""
    least, most = min(made.defaulted.values()), max(made.defaulted.values())
    yield (
        f"{made.runs:,} futures from each of {len(made.starts)} starts. {least} to {most} dials rest on a later source "
        f"and have the library's range; {made.kept_late} more have none there and keep the author's."
    )
    yield (
        "A score is the sum of the logarithms of the chances that were given to what came: larger is better. Ahead: "
        "less that of standing rates, 90 in 100. Covered: by the intervals of 90 in 100. It is one "
        "crisis, some five independent windows, and a record kept by people who knew where it led: this can refuse a "
        "world, not prove one."
    )
