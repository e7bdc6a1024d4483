"""`offramp claims`: the verdict on every claim, on what it turns, the quarrels, and how each author fared."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from offramp.cli import options
from offramp.cli.guard import guarded
from offramp.cli.outlook import deliver
from offramp.cli.terminal import console, print_table
from offramp.study.claims.question import JudgeClaims

if TYPE_CHECKING:
    from rich.text import Text

    from offramp.study.claims.result import Judged, Tested, Verdicts

WIDTH = 110
UNKNOWN = "·"
STYLES = {"holds": "bold green", "fails": "bold red", "turns": "bold yellow", "undecided": "bold", "refused": "dim"}
VERDICTS = ("holds", "fails", "turns", "undecided", "refused")


@guarded
@options.asks(JudgeClaims)
def claims(asked: JudgeClaims, figure: options.Figure = None, as_json: options.Json = False) -> None:
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
    deliver(asked, _print, figure, as_json)


def _print(made: Verdicts, asked: JudgeClaims) -> None:
    from rich.text import Text

    screen, until = console(), bool(asked.until)

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
    for n, conflict in enumerate(made.conflicts):
        say(f"{'' if n else 'They quarrel. '}{conflict.one} against {conflict.other}: {conflict.sentence}")
    if not until and len(made.claims) > 1:
        print_table(screen, ("Voice", "Claims", *map(str.capitalize, VERDICTS), "As it came"), _cards(made))
    say(" ".join(_foot(made, until)), "dim")


def _claim(each: Judged, made: Verdicts, say: Any) -> None:
    """One claim: what it says, the verdict, the numbers that decided."""
    voice = f", {each.voice}" if each.voice else ""
    say(f"{each.id}{voice}: {each.says}")
    say(each.sentence, STYLES[each.verdict], "  ")
    for test in each.tests:
        say(number(test, len(made.rules) > 1), indent="  - ")
    say("")


def number(each: Tested, structure: bool) -> str:
    """What was compared, with its three bars, and what the later record says of it."""
    from offramp.wording.measures import SHARES, change

    found, effect, unit = each.found, each.is_effect, each.unit_of_number

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
    return f"{_asked(each)}: {figure(found.estimate)}{of} ({'; '.join(bars)}); claimed {each.holds}.{said}"


def _asked(each: Tested) -> str:
    """What a test compares, in words."""
    words = f"{each.says}, {each.passes}" if each.passes else each.says
    words += f", given {each.given}" if each.given else ""
    words += f", less {each.minus}" if each.minus else ""
    words += f", less the {each.minus_record} days before" if each.minus_record else ""
    words += f", {' and '.join(each.effect_of)} against {' and '.join(each.than) or 'not'}" if each.effect_of else ""
    words += f", under {' and '.join(each.under)}" if each.under else ""
    return f"{words} ({each.statistic}, {each.period})"


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
