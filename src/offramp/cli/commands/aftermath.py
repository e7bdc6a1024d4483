"""`offramp aftermath`: the case's named questions, foretold from the eve, beside what came about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from offramp.cli import options
from offramp.cli.guard import guarded
from offramp.cli.outlook import deliver
from offramp.cli.terminal import console, fill, print_table
from offramp.study.aftermath.question import ScoreAftermath

if TYPE_CHECKING:
    from offramp.study.aftermath.result import Aftermath, Foretold

UNKNOWN, WIDTH = "·", 110
HEADS = ("Question", "Foretold", "Luck", "Assumptions", "Structure", "Base rate", "Came", "Brier", "Brier of base")


@guarded
@options.asks(ScoreAftermath)
def aftermath(asked: ScoreAftermath, figure: options.Figure = None, as_json: options.Json = False) -> None:
    """Foretell a case's named questions from its start; score them by what came.

    Beside each stand how often such things come about and what people said at the time.

        offramp aftermath baghdad-2020 --structure
    """
    deliver(asked, _print, figure, as_json)


def _print(made: Aftermath, asked: ScoreAftermath) -> None:
    from rich.text import Text

    from offramp.study.aftermath.result import told

    screen = console()
    screen.print(Text(made.title, "bold"))
    screen.print()
    rules = " and ".join(made.rules)
    screen.print(f"What was foretold as of {made.as_of}, in 100: {made.runs:,} futures under each rule ({rules}).")
    print_table(screen, HEADS, (_row(each) for each in made.questions))
    for line in _said(made):
        screen.print(Text(fill(screen, line, WIDTH, rest="  ")))
    for line in told(made):
        screen.print(Text(fill(screen, line, WIDTH), "dim"))


def _row(each: Foretold) -> list[str]:
    def in_100(share: float | None) -> str:
        return UNKNOWN if share is None else f"{100 * share:.0f}"

    def score(value: float | None) -> str:
        return UNKNOWN if value is None else f"{value:.2f}"

    chance = each.chance
    spans = [
        " to ".join(map(in_100, span)) if span else UNKNOWN
        for span in (chance.luck, chance.assumptions, chance.structure)
    ]
    came = UNKNOWN if each.came is None else "yes" if each.came else "no"
    scores = [score(each.brier), score(each.base_brier)]
    return [each.says, in_100(chance.estimate), *spans, in_100(each.base), came, *scores]


def _said(made: Aftermath) -> Iterator[str]:
    """What the base rates count, and who said what."""
    for each in made.questions:
        if each.base_says:
            yield f"{each.says}. Base rate: {each.base_says}."
        for voice in each.voices:
            yield f"  {voice.who}: {voice.says}."
