"""The future that came about: the dated events after a day, read as the acts of a simulated future are read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from offramp.scenario import Scenario
from offramp.scenario.asof import as_of
from offramp.scenario.measure_kinds import KINDS
from offramp.scenario.measure_kinds.future_acts import FutureAct, FutureActs
from offramp.scenario.record.events import Event


def recorded_future(case: Scenario, day: str, days: int) -> FutureActs:
    """Return the acts of the record and the aftermath in the days after a day.

    Parameters
    ----------
    case : Scenario
    day : str
        The day before the first that counts.
    days : int
        How many count.

    Raises
    ------
    CaseError
        If the case says nothing of the day.
    """
    first = dt.date.fromisoformat(day)
    after = sorted((*case.record.items(), *case.aftermath.items()), key=lambda item: item[1].date)
    told = as_of(case, day).model_copy(update={"record": {name: event for name, event in after if event.date > day}})
    return FutureActs.of(told, (_act(event, first) for event in told.record.values()), range(1, days + 1))


def of_acts(name: str, future: FutureActs) -> float | None:
    """Read a measure of a case from the acts of one future.

    Parameters
    ----------
    name : str
        Of the measure.
    future : FutureActs

    Returns
    -------
    float or None
        In the measure's unit; None where it is empty.

    Raises
    ------
    ValueError
        If no acts can tell a measure of its kind; `silence` says so beforehand.
    """
    measure = future.case.measures[name]
    kind = KINDS[measure.kind]
    if isinstance(kind.events, str):
        raise ValueError(f"{name}: {kind.events}")
    value = kind.events(name, measure, future)
    return kind.instead if value is None and isinstance(kind.instead, float) else value


def silence(case: Scenario, names: Iterable[str | None]) -> str:
    """Say why no acts can tell one of these measures; empty where they can tell all."""
    reads = (KINDS[case.measures[name].kind].events for name in names if name)
    return next((f"no event can say it: {why}" for why in reads if isinstance(why, str)), "")


def _act(event: Event, start: dt.date) -> FutureAct:
    day = (dt.date.fromisoformat(event.date) - start).days
    military, civilian = (round(event.deaths.middle(who)) for who in ("military", "civilian"))
    return FutureAct(day, event.actor, event.move, event.target, event.arena, military, civilian, event.is_ordered)
