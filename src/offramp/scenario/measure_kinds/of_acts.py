"""Kinds of measures that count acts which pass a filter: whether, how many, when first, how high, where, how deadly."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from .kind import ALL, Kind, Of, Source

if TYPE_CHECKING:
    from offramp.scenario.measure_kinds.future_acts import FutureActs
    from offramp.scenario.questions import Measure

DEATHS: tuple[str, ...] = get_args(Of)


def _late(measure: Measure) -> Source:
    """Totals at the end tell the first day of all acts, and so whether it came by a day, but not from one on."""
    return "rounds" if measure.from_day is not None else "totals"


def _windowed(measure: Measure) -> Source:
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


KINDS = (
    Kind(
        id="any",
        says="1 if an act passes, 0 if none does",
        events=_any,
        sources=("totals", "rounds"),
        source=_late,
        takes=("from_day", "within"),
        chance=True,
        statistic="probability",
        still_open="unless come",
    ),
    Kind(
        id="count",
        says="how many acts pass",
        events=_count,
        sources=("totals", "rounds"),
        source=_windowed,
        takes=("from_day", "within"),
        still_open="rest",
    ),
    Kind(
        id="first",
        says="day of the first act that passes; empty if none does",
        events=_first,
        sources=("totals", "rounds"),
        source=_late,
        takes=("from_day", "within"),
        statistic="median",
        empty="day after",
        late=True,
    ),
    Kind(
        id="highest",
        says="the top rung of those that pass; empty if none does",
        events=_highest,
        empty=0.0,
        direction=1,
    ),
    Kind(
        id="deaths",
        says="deaths in the acts that pass: `of` military, civilian or both",
        events=_deaths,
        argument=lambda name, measure, case: DEATHS.index(measure.of),
        takes=("of",),
        filters=tuple(field for field in ALL if field != "led_by"),
        direction=1,
        still_open="rest",
    ),
    Kind(
        id="arenas",
        says="in how many arenas acts pass",
        events=_arenas,
    ),
    Kind(
        id="spread",
        says="days from the first act that passes to the last; empty if none does",
        events=_spread,
        sources=("rounds",),
        direction=0,
    ),
)
