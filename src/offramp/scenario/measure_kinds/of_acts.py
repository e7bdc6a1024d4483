"""Kinds of measures that count acts which pass a filter: whether, how many, when first, how high, where, how deadly."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, get_args

from .kind import ALL, Kind, Of, Source

if TYPE_CHECKING:
    from offramp.scenario.measure_kinds.future_acts import FutureActs
    from offramp.scenario.questions import Measure

NO_ACT = "no act passes"
DEATHS: tuple[str, ...] = get_args(Of)


def _late(measure: Measure) -> Source:
    """Totals at the end tell the first day of all acts, and so whether it came by a day, but not from one on."""
    return "rounds" if measure.from_day is not None else "totals"


def _within(measure: Measure) -> Source:
    return "rounds" if measure.from_day is not None or measure.within is not None else "totals"


def _any(name: str, measure: Measure, future: FutureActs) -> float:
    return float(bool(future.counted(measure)))


def _count(name: str, measure: Measure, future: FutureActs) -> float:
    return float(len(future.counted(measure)))


def _first(name: str, measure: Measure, future: FutureActs) -> float | None:
    acts = future.counted(measure)
    return float(acts[0].day) if acts else None


def _highest(name: str, measure: Measure, future: FutureActs) -> float | None:
    return max((float(future.rung(act)) for act in future.counted(measure)), default=None)


def _arenas(name: str, measure: Measure, future: FutureActs) -> float:
    return float(len({act.arena for act in future.counted(measure) if act.arena}))


def _spread(name: str, measure: Measure, future: FutureActs) -> float | None:
    acts = future.counted(measure)
    return float(acts[-1].day - acts[0].day) if acts else None


def _deaths(name: str, measure: Measure, future: FutureActs) -> float:
    whose = {"military": (1, 0), "civilian": (0, 1), "both": (1, 1)}[measure.of]
    return float(sum(whose[0] * act.military + whose[1] * act.civilian for act in future.counted(measure)))


_windowed = partial(Kind, sources=("totals", "rounds"), takes=("from_day", "within"))
KINDS = (
    _windowed(
        "any",
        "1 if an act passes, 0 if none does",
        _any,
        source=_late,
        chance=True,
        statistic="probability",
        still_open="unless come",
    ),
    _windowed("count", "how many acts pass", _count, source=_within, still_open="rest"),
    _windowed(
        "first",
        "day of the first act that passes",
        _first,
        source=_late,
        statistic="median",
        empty=NO_ACT,
        instead="day after",
        late=True,
    ),
    Kind("highest", "the top rung of the acts that pass", _highest, empty=NO_ACT, instead=0.0, direction=1),
    Kind(
        "deaths",
        "deaths in the acts that pass: `of` military, civilian or both",
        _deaths,
        argument=lambda name, measure, case: DEATHS.index(measure.of),
        takes=("of",),
        filters=tuple(field for field in ALL if field != "led_by"),
        direction=1,
        still_open="rest",
    ),
    Kind("arenas", "in how many arenas acts pass", _arenas),
    Kind(
        "spread",
        "days from the first act that passes to the last",
        _spread,
        sources=("rounds",),
        empty=NO_ACT,
        direction=0,
    ),
)
