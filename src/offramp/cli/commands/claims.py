"""`offramp claims`: the verdict on every claim, on what it turns, the quarrels, and how each author fared."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from offramp.cli import options
from offramp.cli.guard import guarded
from offramp.cli.outlook import hand_over
from offramp.cli.terminal import console, print_table

if TYPE_CHECKING:
    from rich.text import Text

    from offramp.study.claims.result import Judged, Tested
    from offramp.study.claims.study import Verdicts

WIDTH = 110
UNKNOWN = "·"
STYLES = {"holds": "bold green", "fails": "bold red", "turns": "bold yellow", "undecided": "bold", "refused": "dim"}
VERDICTS = ("holds", "fails", "turns", "undecided", "refused")

Only = Annotated[
    list[str] | None,
    typer.Option("--claim", metavar="ID", help="Judge this claim and no other that is not asked for; repeatable."),
]
Until = Annotated[
    str | None,
    typer.Option(
        "--until", metavar="COMPARISON", help='What would have to be true until this is so, such as "P(war) > 0.5".'
    ),
]
Within = Annotated[
    int | None,
    typer.Option(
        "--within",
        min=1,
        max=3_650,
        metavar="D",
        help="The days that --until is about; 90, or the case's own days if they are fewer.",
        show_default=False,
    ),
]
Structure = Annotated[
    bool, typer.Option("--structure/--one-rule", help="Under all decision rules, as a verdict has to be, or under one.")
]


@guarded
@options.designed(runs=16_384, draws=1_024, leave_out=("days", "turn"))
def claims(
    case: options.Case,
    settings: Mapping[str, Any],
    only: Only = None,
    until: Until = None,
    within: Within = None,
    structure: Structure = True,
    figure: options.Figure = None,
    out: options.Into = None,
    as_json: options.Json = False,
) -> None:
    """Judge what the sources claim: holds, fails, turns on an assumption, undecided.

    Each claim is a proposition about the futures. It is judged in every setting of the assumptions, under every
    decision rule; what it turns on is found in half of the settings and confirmed in the other half.

    \b
        offramp claims baghdad-2020
        offramp claims baghdad-2020 --claim vaez-1 --claim preempt-1
        offramp claims baghdad-2020 --claim watling-6 --set world.world-order.on=false
        offramp claims baghdad-2020 --until "P(war) > 0.5"
        offramp claims baghdad-2020 --out out/baghdad-2020 --figure claims.html
    """
    from offramp import api
    from offramp.cli.progress import progress

    if until and only:
        raise typer.BadParameter("give --until or --claim: one question at a time")
    with progress() as tell:
        made = api.claims(
            case, only=only or (), until=until, within=within, structure=structure, out=out, progress=tell, **settings
        )
    hand_over("claims", made, lambda: _print(made, bool(until)), figure, out, as_json)


def _print(made: Verdicts, until: bool) -> None:
    from rich.text import Text

    screen = console()

    def say(words: str, style: str = "", indent: str = "") -> None:
        later = " " * len(indent)
        folded = textwrap.fill(words, min(screen.width, WIDTH), initial_indent=indent, subsequent_indent=later)
        screen.print(Text(folded, style))

    screen.print(Text(made.title, "bold"))
    screen.print()
    say(_about(made))
    for each in made.claims:
        _claim(each, made, say)
    for line in made.region_says:
        say(line, indent="  ")
    if made.region_says:
        say("")
    for n, quarrel in enumerate(made.quarrels):
        say(f"{'' if n else 'They quarrel. '}{quarrel.one} against {quarrel.other}: {made.told(quarrel)}")
    if not until and len(made.claims) > 1:
        print_table(screen, ("Voice", "Claims", *map(str.capitalize, VERDICTS), "As it came"), _cards(made))
    say(" ".join(_foot(made, until)), "dim")


def _claim(each: Judged, made: Verdicts, say: Any) -> None:
    """One claim: what it says, the verdict, the numbers that decided."""
    voice = f", {each.claim.voice}" if each.claim.voice else ""
    say(f"{each.id}{voice}: {each.claim.says}")
    say(made.sentence(each), STYLES[each.verdict], "  ")
    for test in each.tests:
        say(number(test, len(made.rules) > 1), indent="  - ")
    say("")


def number(each: Tested, structure: bool) -> str:
    """What was compared, with its three bars, and what came of it in the later record."""
    from offramp.wording.measures import SHARES, change

    test, found = each.test, each.found
    effect = bool(test.effect_of or test.minus or test.minus_record)
    unit = "probability" if test.statistic == "probability" or test.passes else each.measure.unit

    def figure(value: float | None, mark: str = "+" if effect else "") -> str:
        return UNKNOWN if value is None else change(value, unit, mark)

    bars = [
        f"{name} {figure(span[0])} to {figure(span[1])}"
        for name in ("luck", "assumptions", "structure")[: 2 + structure]
        if (span := getattr(found, name))
    ]
    of = " in 100" if unit in SHARES else f" {unit}"
    came = each.later
    said = (
        ""
        if came.as_claimed is None
        else f" Later record: {came.value:g}, {'' if came.as_claimed else 'not '}as claimed."
    )
    return f"{_asked(each)}: {figure(found.estimate)}{of} ({'; '.join(bars)}); claimed {test.holds}.{said}"


def _asked(each: Tested) -> str:
    """What a test compares, in words."""
    test = each.test
    words = f"{each.measure.says}, {test.passes}" if test.passes else each.measure.says
    words += f", given {test.given}" if test.given else ""
    words += f", less {test.minus}" if test.minus else ""
    words += f", less the {test.minus_record} days before" if test.minus_record else ""
    words += f", {' and '.join(test.effect_of)} against {' and '.join(test.than) or 'not'}" if test.effect_of else ""
    words += f", under {' and '.join(test.under)}" if test.under else ""
    return f"{words} ({test.statistic}, {each.measure.period(test.within)})"


def _cards(made: Verdicts) -> Iterator[Sequence[str | Text]]:
    for card in made.scorecard:
        came = f"{card['as_claimed']} of {card['said']}" if card["said"] else UNKNOWN
        yield (card["voice"], str(card["claims"]), *(str(card[word] or UNKNOWN) for word in VERDICTS), came)


def _about(made: Verdicts) -> str:
    sets = " and ".join(f"{path}={value}" for path, value in made.sets.items())
    rules = "both decision rules" if len(made.rules) > 1 else f"one decision rule ({made.rules[0]})"
    several = f"{len(made.claims)} claims" if len(made.claims) > 1 else "One claim"
    return (
        f"{several}, judged in {made.draws:,} settings of the assumptions under {rules}, "
        f"{made.played:,} futures{f', all with {sets}' if sets else ''}."
    )


def _foot(made: Verdicts, until: bool) -> Iterator[str]:
    yield "Holds, fails: true in at least 90 or at most 10 of 100 settings, luck removed, under every rule played."
    yield "What it turns on was found in one half of the settings; the numbers are from the other half."
    if not until:
        yield "As it came: in so many of the claims of which the later record says anything, it is as claimed."
