"""`offramp offramps`: every exit alone, the best on other days and in pairs, ranked, and their front."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from offramp.cli import options
from offramp.cli.guard import guarded
from offramp.cli.outlook import deliver
from offramp.cli.terminal import console, fill, print_table
from offramp.study.offramps.question import TryOfframps
from offramp.wording.names import count, date_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.text import Text

    from offramp.analysis.estimates import Span
    from offramp.study.offramps.result import Offramps, Tried, Window
    from offramp.study.shared.effects import Effect

    Rows = tuple[Sequence[str], Sequence[Sequence[str | Text]]]

WIDTH = 100
UNKNOWN = "·"
STYLES = {"helps": "bold", "harms": "bold red", "no effect found": "dim"}
BESIDE = ("violent_acts", "deaths_civilian", "settlement_prob")  # measures shown beside the risk


@guarded
@options.asks(TryOfframps)
def offramps(asked: TryOfframps, figure: options.Figure = None, as_json: options.Json = False) -> None:
    """Try every exit that a case declares: what it does, what it costs, when it is too late.

    Each is taken alone in the same futures; the best few on other days and in pairs, too.

    \b
        offramp offramps baghdad-2020
        offramp offramps baghdad-2020 --risk deaths_civilian --only omani-channel,prisoner-exchange
        offramp offramps baghdad-2020 --thorough --minutes 30
        offramp offramps baghdad-2020 --out out/baghdad-2020
    """
    deliver(asked, _print, figure, as_json)


def _print(made: Offramps, asked: TryOfframps) -> None:
    from rich.text import Text

    screen = console()

    def say(words: str, style: str = "") -> None:
        screen.print(Text(fill(screen, words, WIDTH), style))

    screen.print(Text(made.title, "bold"))
    screen.print()
    say(_about(made))
    print_table(screen, *_alone(made, bool(asked.measures)))
    for line in _days(made):
        say(line)
    if made.pairs:
        print_table(screen, *_together(made))
    say(_front(made))
    screen.print()
    say(" ".join(_foot(made)), "dim")


def _alone(made: Offramps, chosen: bool) -> Rows:
    """Heads, and one row for each off-ramp, in the order of their ranks."""
    others = [name for name in made.exits[0].tried.effects if name != made.risk and (name in BESIDE or chosen)]
    heads = ("Price", _title(made, made.risk), "Effect", *_bars(made), "Better", "Worse", "Robust", "Best", "Last")
    rows = [
        [
            each.name,
            f"{each.price[1]:.2f}{'*' if each.front else ' '}",
            *_effect(made, each.tried),
            *_sides(made, each.tried),
            _share(each.tried.robust),
            *_when(each.window),
            *(_change(each.tried.effects.get(name)) for name in others),
        ]
        for each in made.exits
    ]
    return ("Off-ramp", *heads, *(_title(made, name) for name in others)), rows


def _together(made: Offramps) -> Rows:
    """Heads, and one row for each pair."""
    rows = [
        [
            " and ".join(made.names[name] for name in each.offramps),
            f"{each.price[1]:.2f}{'*' if each.front else ' '}",
            *_effect(made, each.tried),
            *_sides(made, each.tried),
            _share(each.tried.robust),
            "more" if each.more else "no more",
        ]
        for each in made.pairs
    ]
    heads = ("Together", "Price", _title(made, made.risk), "Effect", *_bars(made), "Better", "Worse", "Robust")
    return (*heads, "Than one"), rows


def _bars(made: Offramps) -> tuple[str, ...]:
    return ("Luck", "Assumptions", "Structure")[: 2 + (len(made.rules) > 1)]


def _effect(made: Offramps, tried: Tried) -> list[str | Text]:
    from rich.text import Text

    from offramp.wording.measures import change

    def span(ends: Span | None) -> str:
        return " to ".join(change(end, each.unit) for end in ends) if ends else UNKNOWN

    each = made.effect(tried)
    bars = [span(getattr(each.difference, bar.lower())) for bar in _bars(made)]
    return [change(each.with_it, each.unit, ""), Text(_said(made, tried), STYLES[tried.verdict]), *bars]


def _said(made: Offramps, tried: Tried) -> str:
    """The effect on the risk; in brackets where it is within the luck of so many tries."""
    from offramp.wording.measures import change

    effect = made.effect(tried)
    words = change(effect.difference.estimate or 0.0, effect.unit)
    return f"({words})" if tried.verdict == "no effect found" else f"{words} "


def _sides(made: Offramps, tried: Tried) -> tuple[str, str]:
    effect = made.effect(tried)
    return _share(effect.better), _share(effect.worse)


def _share(share: float | None) -> str:
    return UNKNOWN if share is None else f"{100 * share:.0f}"


def _change(each: Effect | None) -> str | Text:
    from rich.text import Text

    from offramp.wording.measures import change

    if each is None:
        return UNKNOWN
    return Text(change(each.difference.estimate or 0.0, each.unit), "" if each.beyond_luck else "dim")


def _when(window: Window | None) -> tuple[str, str]:
    """The best day and the last useful one; a + where it was useful on the last day that was tried."""
    if window is None or window.best is None:
        return UNKNOWN, UNKNOWN
    return f"{window.best}", f"{window.last}{'' if window.closes else '+'}"


def _days(made: Offramps) -> Iterator[str]:
    for each in made.exits:
        if each.window:
            tried = ", ".join(f"day {day} {_said(made, one).strip()}" for day, one in each.window.days.items())
            yield f"{each.name}, begun on {tried}."


def _title(made: Offramps, measure: str) -> str:
    from offramp.wording.measures import title

    return title(measure, made.exits[0].tried.effects[measure].says)


def _about(made: Offramps) -> str:
    from offramp.wording.measures import change, spoken

    last = dt.date.fromisoformat(made.as_of) + dt.timedelta(days=made.days)
    sets = " and ".join(f"{path}={value}" for path, value in made.sets.items())
    unit, several = made.effect(made.exits[0].tried).unit, len(made.exits)
    ways = "One way out, " if several == 1 else f"{count(several)} ways out, each ".capitalize()
    return (
        f"{ways}taken alone in "
        f"{made.runs:,} futures to {date_words(last)}{f', all with {sets}' if sets else ''}, and set beside the same "
        f"futures with none taken. "
        f"Ranked by: {spoken(_title(made, made.risk))}, which is {change(made.without, unit, '')} if none is taken."
    )


def _front(made: Offramps) -> str:
    ahead = [(each.price[1], each.name) for each in made.exits if each.front]
    ahead += [(each.price[1], " and ".join(made.names[n] for n in each.offramps)) for each in made.pairs if each.front]
    if not ahead:
        return "Nothing that was tried helps beyond luck."
    return (
        "* Nothing tried is both cheaper and safer than: "
        + "; ".join(f"{name} ({price:.2f})" for price, name in sorted(ahead))
        + "."
    )


def _foot(made: Offramps) -> Iterator[str]:
    yield "Effect: with less without, per future; share in 100, or mean. In brackets: within the luck of all tries."
    yield "Better, worse: in so many of 100 pairs; worse is the chance that it backfires."
    if made.effect(made.exits[0].tried).unit == "acts":
        yield "What an off-ramp itself orders does not count in what they are ranked by."
    yield "Robust: in so many of 100 settings of the assumptions it helps, luck removed."
    yield "Best, last: the day on which it is best begun, and the last on which it helps (+: no later one was tried)."
    far = made.tried
    yield (
        f"Tried: {far['pairs'][0]} of {far['pairs'][1]} pairs, other days of {far['on_other_days'][0]} of "
        f"{far['on_other_days'][1]}{'' if made.thorough else ' (--thorough tries all)'}."
    )
    if made.narrower:
        yield f"Pairs make the luck of these effects {made.narrower:.1f} times narrower (median)."
