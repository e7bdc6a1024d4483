"""`offramp aftermath`: the case's named questions, foretold from the eve, beside what came about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from offramp.cli import options
from offramp.cli.guard import guarded
from offramp.cli.outlook import hand_over
from offramp.cli.terminal import console, fill, print_table

if TYPE_CHECKING:
    from offramp.study.forecasting.aftermath import Aftermath, Foretold

UNKNOWN, WIDTH = "·", 110
HEADS = ("Question", "Foretold", "Luck", "Assumptions", "Structure", "Base rate", "Came", "Brier", "Brier of base")


@guarded
@options.designed(runs=16_384, draws=128, leave_out=("days", "turn"))
def aftermath(
    case: options.Case,
    settings: Mapping[str, Any],
    structure: options.Structure = False,
    figure: options.Figure = None,
    out: options.Into = None,
    as_json: options.Json = False,
) -> None:
    """Foretell a case's named questions from its start; score them by what came.

    Beside each stand how often such things come about and what people said at the time.

        offramp aftermath baghdad-2020 --structure
    """
    from offramp import api
    from offramp.cli.progress import progress

    with progress() as tell:
        made = api.aftermath(case, structure=structure, out=out, progress=tell, **settings)
    hand_over("aftermath", made, lambda: _print(made), figure, out, as_json)


def _print(made: Aftermath) -> None:
    from rich.text import Text

    from offramp.study.forecasting.aftermath import told

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

    chance, asked = each.chance, each.question
    spans = [
        " to ".join(map(in_100, span)) if span else UNKNOWN
        for span in (chance.luck, chance.assumptions, chance.structure)
    ]
    came = UNKNOWN if each.came is None else "yes" if each.came else "no"
    scores = [score(each.score(share)) for share in (chance.estimate, asked.base)]
    return [asked.says, in_100(chance.estimate), *spans, in_100(asked.base), came, *scores]


def _said(made: Aftermath) -> Iterator[str]:
    """What the base rates count, and who said what."""
    for each in made.questions:
        if each.question.base_says:
            yield f"{each.question.says}. Base rate: {each.question.base_says}."
        for voice in each.question.voices:
            yield f"  {voice.who}: {voice.says}."
