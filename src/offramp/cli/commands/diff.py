"""`offramp diff`: two files of one crisis, what differs, which difference moves the answer, what both agree on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from offramp.cli import options
from offramp.cli.guard import guarded
from offramp.cli.outlook import deliver
from offramp.cli.terminal import console, fill, print_table
from offramp.study.diff.question import CompareFiles
from offramp.wording.names import date_words

if TYPE_CHECKING:
    from rich.text import Text

    from offramp.scenario.differences import Difference
    from offramp.study.diff.result import Diff, MeasureDifference

WIDTH = 100
SHOWN = 4  # measures whose difference is shared out on the screen
ROWS = 30
CONTRADICTS = "contradict"


@guarded
@options.asks(CompareFiles)
def diff(asked: CompareFiles, figure: options.Figure = None, as_json: options.Json = False) -> None:
    """Compare two analysts' files of one crisis: what differs, and which difference moves the answer.

    Both must have the same principals and start on the same day. What is set is set in both.

    \b
        offramp diff baghdad-2020 my-case.yaml
        offramp diff baghdad-2020 my-case.yaml --measure war_prob --structure
        offramp diff baghdad-2020 my-case.yaml --out out/baghdad-2020
    """
    deliver(asked, _print, figure, as_json)


def _print(made: Diff, asked: CompareFiles) -> None:
    from rich.text import Text

    screen = console()

    def say(words: str, style: str = "") -> None:
        screen.print(Text(fill(screen, words, WIDTH), style))

    screen.print(Text(f"{made.title} / {made.other_title}", "bold"))
    screen.print()
    say(_about(made))
    moving = [each for each in made.differences if each.moves]
    if moving:
        print_table(screen, ("What differs", made.case, made.other, "Overlap"), [_row(each) for each in moving[:ROWS]])
    for line in _told_apart(made, moving):
        say(line)
    shown = _shown(made, bool(asked.measures))
    if made.groups and shown:
        print_table(screen, ("Measure", made.case, made.other, "Differ by", "luck"), [_level(each) for each in shown])
        for each in shown:
            if not each.agree:
                print_table(screen, *_shares(made, each))
    say(_agreement(made))
    screen.print()
    say(" ".join(_foot(made)), "dim")


def _row(each: Difference) -> Sequence[str]:
    overlap = "" if each.overlap is None else CONTRADICTS if each.overlap == 0 else f"{100 * each.overlap:.0f}"
    return each.path, each.one, each.other, overlap


def _shown(made: Diff, asked: bool) -> list[MeasureDifference]:
    """What was asked for; else of the case's own and what matters for any case what moves, or the first few."""
    from offramp.study.shared.leading import leading_of

    if asked:
        return list(made.measures)
    known = leading_of(made.measures)
    return ([each for each in known if not each.agree] or known)[:SHOWN]


def _level(each: MeasureDifference) -> Sequence[str | Text]:
    from rich.text import Text

    from offramp.wording.measures import change, span, title

    differ = change(each.difference.estimate or 0.0, each.unit)
    return (
        title(each.measure, each.says),
        change(each.one, each.unit, ""),
        change(each.other, each.unit, ""),
        Text(differ, "dim" if each.agree else "bold"),
        span(each.difference.luck, each.unit),
    )


def _shares(made: Diff, told: MeasureDifference) -> Any:
    """Each group's share in the difference, the largest first."""
    from rich.text import Text

    from offramp.wording.measures import change, span, title

    names = {each.id: f"{each.name} ({each.id})" for each in made.groups}
    rows: list[Sequence[str | Text]] = []
    for each in told.ranked:
        share, name = each.share, names[each.group]
        words = Text(change(each.size, told.unit), "bold" if each.beyond_luck else "dim")
        orders = change(1.96 * each.by_chance, told.unit, "")
        bars = span(share.luck, told.unit), span(share.assumptions, told.unit)
        rows.append((name, words, *bars) if made.exact else (name, words, *bars, f"±{orders}"))
    heads = (title(told.measure, told.says), "Share", "luck", "assumptions")
    return (heads if made.exact else (*heads, "orders")), rows


def _about(made: Diff) -> str:
    last = dt.date.fromisoformat(made.as_of) + dt.timedelta(days=made.days)
    return (
        f"{made.case} and {made.other}: {made.same:,} of {made.quantities:,} quantities that both have are the same. "
        f"{made.runs:,} futures to {date_words(last)} in each of {made.worlds} worlds between them, with one luck."
    )


def _told_apart(made: Diff, moving: Sequence[Difference]) -> Iterator[str]:
    if len(moving) > ROWS:
        yield f"… and {len(moving) - ROWS} more: --json."
    if words := len(made.differences) - len(moving):
        yield f"{words} more in words, sources, claims and off-ramps, on which no future hangs."
    if not made.differences:
        yield "The two files say the same."


def _agreement(made: Diff) -> str:
    from offramp.wording.measures import title

    agreed = [title(each.measure, each.says) for each in made.measures if each.agree and (each.one or each.other)]
    if not made.groups:
        return "So every answer is the same."
    few = "; ".join(agreed[:6]) + ("; …" if len(agreed) > 6 else "")
    apart = sum(not each.agree for each in made.measures)
    return (
        f"Of {len(made.measures)} measures {apart} differ beyond luck. Where something happens at all they agree on "
        f"{len(agreed)}{': ' + few if agreed else ''}."
    )


def _foot(made: Diff) -> Iterator[str]:
    yield "Overlap: the share, in 100, of the span of both ranges that both hold possible."
    yield "Share: what a difference adds when the second file's is taken over, on average over"
    yield (
        "all orders (Shapley);"
        if made.exact
        else "some orders (Shapley; orders: 95 in 100 of what the choice of orders adds);"
    )
    yield "shares add up to the whole difference. Bold: beyond luck (95 in 100)."
