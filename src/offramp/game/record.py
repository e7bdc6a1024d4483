"""The record as forced acts: what each actor did on each day of the last twenty years up to the start."""

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from offramp.scenario import Scenario
from offramp.scenario.record.events import Event, Losses
from offramp.scenario.recorded import REPLAYED, counted

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
    row : int16[step, actor]
        Where the numbers of an act that draws change stand in the dials; -1 if they change none of it.
    further : bool[step, actor]
        Whether the act is another told once more, for a further side that lost people: nobody chose it by itself.
    counted : bool[step, span]
        Which spans of days, as `scenario.recorded.counted` lists them, the step lies in.
    """

    days: NDArray[np.float32]
    move: NDArray[np.int16]
    target: NDArray[np.int16]
    arena: NDArray[np.int16]
    deaths: NDArray[np.float32]
    lost: NDArray[np.bool_]
    ordered: NDArray[np.bool_]
    row: NDArray[np.int16]
    further: NDArray[np.bool_]
    counted: NDArray[np.bool_]


class Told(NamedTuple):
    """An event as it is told to one of the sides that it hit."""

    key: str
    event: Event
    target: str
    further: bool


def told(scenario: Scenario) -> list[Told]:
    """Every event of the record as its target learns of it, and each further side that lost people."""
    return [
        Told(key, event, target, target != event.target)
        for key, event in sorted(scenario.record.items(), key=lambda item: (item[1].date, item[0]))
        for target in (event.target, *sorted(event.deaths.by_side.keys() - {event.target, event.actor}))
    ]


def in_dials(scenario: Scenario) -> list[Told]:
    """The acts of the record of which a draw changes something, in the order of their rows in the dials."""
    return [act for act in told(scenario) if _drawn(act.event)]


def _drawn(event: Event) -> bool:
    dead, order = event.deaths, event.ordered_by
    sure = event.attribution is None and (order is None or order.prob is None)
    return not sure or dead.is_uncertain or any(losses.is_uncertain for losses in dead.by_side.values())


def losses(act: Told) -> tuple[str, Losses]:
    """The dead that an act's target counts as its own: where they stand in the case, and how many."""
    dead = act.event.deaths
    if not dead.by_side:
        return f"record.{act.key}.deaths", dead
    return f"record.{act.key}.deaths.by_side.{act.target}", dead.by_side.get(act.target, Losses())


def compile_record(scenario: Scenario, names: Names, until: dt.date | None = None) -> RecordedActs:
    """Lay out the record of the last `REPLAYED` days up to `until` (the start, if not said), day by day."""
    end = until or scenario.start_date
    oldest, newest = max(dt.date.min + REPLAYED, end) - REPLAYED, end.isoformat()
    acts = [act for act in told(scenario) if oldest.isoformat() <= act.event.date <= newest]
    spans = counted(scenario)
    if not acts:
        return _blank(np.zeros(0, np.float32), len(names.actors), np.zeros((0, len(spans)), bool))
    first = dt.date.fromisoformat(acts[0].event.date) - dt.timedelta(days=LEAD_IN)
    steps = _steps(acts, first, (end - first).days)
    length = np.array([days for days, _ in steps], np.float32)
    dates = [(first + dt.timedelta(days=int(day))).isoformat() for day in length.cumsum()]
    within = np.array([[span.start <= date <= span.end for span in spans] for date in dates], bool)
    script = _blank(length, len(names.actors), within.reshape(len(dates), len(spans)))
    rows = {(act.key, act.target): row for row, act in enumerate(in_dials(scenario))}
    for s, (_, each) in enumerate(steps):
        for act in each:
            _force(script, s, act, scenario, names)
            script.row[s, names.actors.index(act.event.actor)] = rows.get((act.key, act.target), -1)
    return script


def _steps(acts: list[Told], first: dt.date, days: int) -> list[tuple[float, list[Told]]]:
    steps: list[tuple[float, list[Told]]] = []
    for day in range(1, days + 1):
        date = (first + dt.timedelta(days=day)).isoformat()
        rounds: list[list[Told]] = [[]]
        for act in (act for act in acts if act.event.date == date):
            free = next((r for r in rounds if all(other.event.actor != act.event.actor for other in r)), None)
            if free is None:
                rounds.append(free := [])
            free.append(act)
        steps += [(1.0 if n == 0 else 0.0, each) for n, each in enumerate(rounds)]
    return steps


def _blank(days: NDArray[np.float32], actors: int, within: NDArray[np.bool_]) -> RecordedActs:
    shape = (len(days), actors)
    return RecordedActs(
        days,
        np.full(shape, -1, np.int16),
        np.zeros(shape, np.int16),
        np.full(shape, NOWHERE, np.int16),
        np.zeros((*shape, 2), np.float32),
        np.zeros(shape, bool),
        np.zeros(shape, bool),
        np.full(shape, -1, np.int16),
        np.zeros(shape, bool),
        within,
    )


def _force(script: RecordedActs, step: int, act: Told, scenario: Scenario, names: Names) -> None:
    event, (_, dead) = act.event, losses(act)
    i = names.actors.index(event.actor)
    script.move[step, i] = names.moves.index(event.move)
    script.target[step, i] = names.actors.index(act.target)
    script.arena[step, i] = NOWHERE if event.arena is None else names.arenas.index(alike(scenario)[event.arena])
    script.deaths[step, i] = dead.middle("military"), dead.middle("civilian")
    script.ordered[step, i] = event.is_ordered
    script.further[step, i] = act.further
    for leader in event.loses:
        owner = scenario.leaders[leader].actor
        if act.target == (owner if owner in event.deaths.by_side else event.target):
            script.lost[step, names.actors.index(owner)] = True
