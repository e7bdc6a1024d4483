"""Print a first look at a case: the answer, the answer to its trigger beside recorded crises, back-test, surprises."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from offramp.cli.terminal import console, fill

if TYPE_CHECKING:
    from offramp.study.first_look.study import FirstLook
    from offramp.study.first_look.trigger import Answered

WIDTH = 88
SHOWN = 5  # surprises


def print_look(made: FirstLook) -> None:
    """Print a first look, and what in it wants a reason."""
    screen = console()
    for line in told(made):
        screen.print(fill(screen, line, WIDTH, rest="  "))
    if made.unexplained:
        screen.print("\nNot explained:", style="bold")
        for each in made.unexplained:
            screen.print(fill(screen, each, WIDTH, "  ", "  "))


def told(made: FirstLook) -> Iterator[str]:
    """Say a first look in lines."""
    yield made.paragraph
    yield ""
    yield from _answer(made.answered)
    if not made.verdicts:
        yield "Back-test: none is declared (backtest: in the case), so its past says nothing for or against it."
    for days, verdict in made.verdicts.items():
        yield f"Back-test over {days} days: {verdict.word}. {' '.join(verdict.reasons)}"
    if made.events:
        yield f"Surprises: {len(made.surprises)} of {made.events} recorded events had less than 5 in 100."
        yield from (f"  {100 * each.chance:.1f} in 100: {each.what} ({each.date})" for each in made.surprises[:SHOWN])


def _answer(each: Answered | None) -> Iterator[str]:
    from offramp.wording.shares import in_100

    if each is None:
        yield "Trigger: the record has no hostile act of the first principal's side on the other, so none is compared."
        return
    known = each.recorded
    yield (
        f"Your trigger at rung {each.rung} ({each.event}) is answered with violence in {in_100(each.share)} within "
        f"{each.days} days; recorded crises: {100 * known.share:.0f} ({100 * known.lowest:.0f} to "
        f"{100 * known.highest:.0f} by region and period; {known.of} actors with {known.trigger} against them)."
    )
    if each.explained:
        yield f"  Explained by the author: {each.explained}"


def summary(made: FirstLook) -> dict[str, Any]:
    """Return a first look as an object of JSON."""
    return {
        "runs": made.runs,
        "paragraph": made.paragraph,
        "answered": asdict(made.answered) if made.answered else None,
        "verdicts": {days: asdict(verdict) for days, verdict in made.verdicts.items()},
        "surprises": [asdict(each) for each in made.surprises],
        "events": made.events,
        "unexplained": list(made.unexplained),
    }
