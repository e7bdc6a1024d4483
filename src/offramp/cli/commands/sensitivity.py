"""`offramp sensitivity`: which assumptions carry the answer, what knowing them is worth, which early signs to watch."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from offramp.cli import options
from offramp.cli.guard import guarded
from offramp.cli.outlook import deliver
from offramp.cli.terminal import console, fill, print_table
from offramp.study.sensitivity.question import FindSensitivity
from offramp.wording.names import date_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from offramp.analysis.sensitivity import Share
    from offramp.study.sensitivity.groups import Known
    from offramp.study.sensitivity.result import Carried, Dial, Sensitivity, Sign

WIDTH = 100
UNKNOWN = "·"
ROWS, WORTH = 14, 8
SOURCES = 4


@guarded
@options.asks(FindSensitivity)
def sensitivity(asked: FindSensitivity, figure: options.Figure = None, as_json: options.Json = False) -> None:
    """Find out which assumptions carry the answer, what it is worth to know them, and which early signs to watch.

    \b
        offramp sensitivity baghdad-2020
        offramp sensitivity baghdad-2020 --measure violent_acts --dials 24
        offramp sensitivity baghdad-2020 --out out/baghdad-2020
    """
    deliver(asked, _print, figure, as_json)


def _print(made: Sensitivity, asked: FindSensitivity) -> None:
    """Print the first measure in full, and every other one if it was asked for; else a line each."""
    from rich.text import Text

    screen = console()

    def say(words: str, style: str = "") -> None:
        screen.print(Text(fill(screen, words, WIDTH), style))

    screen.print(Text(made.title, "bold"))
    screen.print()
    say(_about(made))
    for n, each in enumerate(made.measures):
        screen.print()
        say(_level(each), "bold" if n == 0 else "")
        if n == 0 or asked.measures:
            for piece in _in_full(made, each):
                say(piece) if isinstance(piece, str) else print_table(screen, *piece)
    screen.print()
    say(" ".join(_foot(made)), "dim")


def _in_full(made: Sensitivity, each: Carried) -> Iterator[Any]:
    shown = [dial for dial in each.dials if dial.counts][:ROWS]
    if shown:
        heads = ("Assumption", "Range", "Rests on", "Alone", "Interval", "In all", "Interval", "Low", "High", "Bar")
        yield heads, [_dial(dial, each.unit) for dial in shown]
        yield _others(each)
        yield from _bar(each)
        worth = ("Worth knowing", "Dials", "Assumed", "Takes away", "Interval")
        yield worth, [_known(part) for part in each.subjects[:WORTH]]
        yield (
            "By what the dials rest on: "
            + "; ".join(
                f"{part.id} ({part.dials}) {_share(part.share)} ({_span(part.share)})"
                for part in each.sources[:SOURCES]
            )
            + "."
        )
    if each.signs:
        seen = (f"Sign by day {made.watched}", "Seen in", "With", "Without", "Difference", "(luck)", "Futures")
        yield seen, [_sign(sign, each.unit) for sign in each.signs]


def _dial(dial: Dial, unit: str) -> Sequence[str]:
    from offramp.wording.measures import change

    bar = UNKNOWN if dial.bar is None else change(dial.bar, unit, "")
    return (
        dial.path,
        dial.range,
        ", ".join(dial.source),
        _share(dial.first),
        _span(dial.first),
        _share(dial.total),
        _span(dial.total),
        change(dial.low, unit, ""),
        change(dial.high, unit, ""),
        bar,
    )


def _known(part: Known) -> Sequence[str]:
    return f"{part.name} ({part.id})", f"{part.dials}", f"{part.assumed}", _share(part.share), _span(part.share)


def _sign(sign: Sign, unit: str) -> Sequence[str]:
    from offramp.wording.measures import change
    from offramp.wording.shares import in_100

    found, often = sign.found, f"{sign.at_least} times: " if sign.at_least > 1 else ""
    return (
        f"{often}{sign.what}",
        in_100(sign.seen),
        change(found.with_it, unit, ""),
        change(found.without, unit, ""),
        change(sign.difference, unit),
        " to ".join(change(end, unit) for end in found.luck),
        f"{found.n_with:,} / {found.n_without:,}",
    )


def _share(share: Share | None) -> str:
    return UNKNOWN if share is None else f"{100 * share.share:.0f}".replace("-0", "0").replace("-", "−")


def _span(share: Share | None) -> str:
    ends = (f"{100 * end:.0f}".replace("-0", "0").replace("-", "−") for end in share.interval) if share else ()
    return " to ".join(ends) or UNKNOWN


def _about(made: Sensitivity) -> str:
    last = dt.date.fromisoformat(made.as_of) + dt.timedelta(days=made.days)
    sets = " and ".join(f"{path}={value}" for path, value in made.sets.items())
    return (
        f"{made.runs:,} futures to {date_words(last)} in {made.draws:,} settings of {made.dials:,} assumptions"
        f"{f', with {sets}' if sets else ''}; the most promising of them were also drawn again, one by one, in the "
        "same futures."
    )


def _level(each: Carried) -> str:
    """A measure, its bars, and how much of its variance the assumptions make."""
    from offramp.wording.measures import change, level, title

    def span(ends: tuple[float, float]) -> str:
        return " to ".join(change(end, each.unit, "") for end in ends)

    found, name = each.found, title(each.measure, each.says)
    bars = [(bar, getattr(found, bar)) for bar in ("luck", "assumptions", "structure")]
    told = "; ".join(f"{bar} {span(ends)}" for bar, ends in bars if ends)
    words = f"{name}: {level(found.estimate or 0.0, each.unit)} ({told}"
    if not each.variance.known:
        return f"{words}). The assumptions do not move it beyond luck: there is nothing to share out."
    most = ", ".join(f"{dial.path} {_share(dial.first)}" for dial in each.dials[:4] if dial.counts)
    part = 100 * each.variance.of_assumptions
    return (
        f"{words}). Of the variance between futures luck makes {100 - part:.0f} in 100, the assumptions {part:.0f}; "
        f"of that, alone: {most or 'no dial beyond luck'}."
    )


def _bar(each: Carried) -> Iterator[str]:
    from offramp.wording.measures import level

    if each.bar is not None:
        wide = level(each.bar, each.unit)
        yield f"The assumptions' bar of an eighth of the draws is {wide} wide, if nothing more is known."


def _others(each: Carried) -> str:
    idle = sum(dial.idle for dial in each.dials)
    nothing = f" {idle} of those that were drawn again changed no future at all." if idle else ""
    if each.others is None:
        return nothing.strip()
    part = f"{_share(each.others)} in 100 ({_span(each.others)})"
    return f"The {each.other_dials} others together have a part in {part}.{nothing}"


def _foot(made: Sensitivity) -> Iterator[str]:
    yield "Shares are in 100 of the variance that the assumptions make, luck removed, with 95 % intervals."
    yield "Alone: what is gone if it is known. In all: what it has any part in, with others; parts overlap."
    yield "Low, high: the measure in the lowest and the highest fifth of its range."
    yield "Bar: how wide the assumptions' bar is on average once it is known."
    if made.watched:
        yield f"Signs: acts that can be seen by day {made.watched}; the measure is what is still to come after it."
