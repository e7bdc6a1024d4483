"""The record as forced acts: what each actor did on each day of the last twenty years up to the start."""

import datetime as dt
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from offramp.scenario import Scenario
from offramp.scenario.questions import Event
from offramp.scenario.recorded import REPLAYED

from .names import NOWHERE, Names
from .weights import alike

LEAD_IN = 1  # quiet days before the first event


@dataclass(frozen=True)
class RecordedActs:
    """Forced turns in the order of time, without anything that a draw changes.

    Attributes
    ----------
    days : float32[step]
        Length of each step: 1 for a new day, 0 for a further act of the same actor on the same day.
    move, target, arena : int16[step, actor]
        What each actor did; `move` is -1 for a wait, `arena` -1 for nowhere.
    deaths : float32[step, actor, two]
        Military and civilian.
    lost : bool[step, actor]
        Who lost a leader.
    ordered : bool[step, actor]
    """

    days: NDArray[np.float32]
    move: NDArray[np.int16]
    target: NDArray[np.int16]
    arena: NDArray[np.int16]
    deaths: NDArray[np.float32]
    lost: NDArray[np.bool_]
    ordered: NDArray[np.bool_]


def compile_record(scenario: Scenario, names: Names, until: dt.date | None = None) -> RecordedActs:
    """Lay out the record of the last `REPLAYED` days up to `until` (the start, if not said), day by day."""
    end = until or scenario.start_date
    oldest, newest = max(dt.date.min + REPLAYED, end) - REPLAYED, end.isoformat()
    events = sorted((e.date, key, e) for key, e in scenario.record.items() if oldest.isoformat() <= e.date <= newest)
    if not events:
        return _blank(np.zeros(0, np.float32), len(names.actors))
    first = dt.date.fromisoformat(events[0][0]) - dt.timedelta(days=LEAD_IN)
    steps = _steps(events, first, (end - first).days)
    script = _blank(np.array([length for length, _ in steps], np.float32), len(names.actors))
    for s, (_, acts) in enumerate(steps):
        for event in acts:
            _force(script, s, event, scenario, names)
    return script


def _steps(events: list[tuple[str, str, Event]], first: dt.date, days: int) -> list[tuple[float, list[Event]]]:
    steps: list[tuple[float, list[Event]]] = []
    for day in range(1, days + 1):
        date = (first + dt.timedelta(days=day)).isoformat()
        rounds: list[list[Event]] = [[]]
        for _, _, event in (item for item in events if item[0] == date):
            free = next((r for r in rounds if all(e.actor != event.actor for e in r)), None)
            if free is None:
                rounds.append(free := [])
            free.append(event)
        steps += [(1.0 if n == 0 else 0.0, acts) for n, acts in enumerate(rounds)]
    return steps


def _blank(days: NDArray[np.float32], actors: int) -> RecordedActs:
    shape = (len(days), actors)
    return RecordedActs(
        days,
        np.full(shape, -1, np.int16),
        np.zeros(shape, np.int16),
        np.full(shape, NOWHERE, np.int16),
        np.zeros((*shape, 2), np.float32),
        np.zeros(shape, bool),
        np.zeros(shape, bool),
    )


def _force(script: RecordedActs, step: int, event: Event, scenario: Scenario, names: Names) -> None:
    i = names.actors.index(event.actor)
    script.move[step, i] = names.moves.index(event.move)
    script.target[step, i] = names.actors.index(event.target)
    script.arena[step, i] = NOWHERE if event.arena is None else names.arenas.index(alike(scenario)[event.arena])
    script.deaths[step, i] = event.deaths.military, event.deaths.civilian
    script.ordered[step, i] = event.ordered_by is not None
    for leader in event.loses:
        script.lost[step, names.actors.index(scenario.leaders[leader].actor)] = True
