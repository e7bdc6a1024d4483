"""What each event of the record did to the state: the evening of its day with it, less the same evening without it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from offramp.engine.readings import Reading, readings
from offramp.engine.record_effects import RecordedAct, around
from offramp.game import Game
from offramp.game.record import told
from offramp.scenario import Scenario
from offramp.scenario.record.events import Event
from offramp.study.shared.record import Record
from offramp.wording.sentences import sentence

from .words import FOLLOWS, says_of, sentence_of

FEWEST = 0.005  # of its scale: a smaller change is none
SHARES = (0.05, 0.95)


@dataclass(frozen=True)
class Change(Record):
    """What an event did to one row of the state.

    Attributes
    ----------
    id : str
        System, field and ids: `reciprocity.debt.iran.united-states`.
    says : str
    by, low, high : float
        The median change over the draws, and the middle nine in ten.
    weight : float
        The median change on the scale of its field; 0 where it follows from other fields.
    """

    id: str
    says: str
    by: float
    low: float
    high: float
    weight: float


@dataclass(frozen=True)
class EventEffect(Record):
    """What an event of the record did.

    Attributes
    ----------
    id, date : str
    says : str
        The act in the words of its move.
    what : str
        The event in the words of the case.
    moved : float
        The sum of all changes, each on its own scale, up or down.
    changes : tuple of Change
        The largest first.
    """

    id: str
    date: str
    says: str
    what: str
    moved: float
    changes: tuple[Change, ...]


def event_effects(case: Scenario, game: Game, draws: int) -> tuple[EventEffect, ...]:
    """Say what each event that is replayed did to the state, the one that moved most first.

    Parameters
    ----------
    case : Scenario
    game : Game
        The case compiled.
    draws : int
        How many columns are draws.
    """
    found = placed(case, game)
    acts = [act for _, act in found]
    made = [
        _effect(case, key, *(readings(game, world, draws) for world in worlds))
        for (key, _), worlds in zip(found, around(game, acts), strict=True)
    ]
    return tuple(sorted(made, key=lambda each: -each.moved))


def _effect(case: Scenario, key: str, without: Sequence[Reading], with_it: Sequence[Reading]) -> EventEffect:
    event = case.record[key]
    changes = [each for one, other in zip(without, with_it, strict=True) for each in _changes(case, one, other)]
    changes.sort(key=lambda each: (-abs(each.weight), each.id))
    moved = sum(abs(each.weight) for each in changes)
    says = sentence(case, event.actor, event.move, event.target, event.arena)
    return EventEffect(key, event.date, says, event.what, moved, tuple(changes))


def _changes(case: Scenario, without: Reading, with_it: Reading) -> Iterator[Change]:
    """Yield the rows of a field that the event changed in half of the draws or more."""
    says = says_of(with_it)
    weight = 0.0 if f"{with_it.system}.{with_it.field}" in FOLLOWS else 1 / says.scale
    differ: NDArray[np.float64] = (with_it.values - without.values) * says.times
    for ids, each in zip(with_it.ids, differ, strict=True):
        by = float(np.median(each))
        if abs(by) >= FEWEST * says.scale:
            low, high = (float(end) for end in np.quantile(each, SHARES))
            name = ".".join((with_it.system, with_it.field, *ids))
            yield Change(name, sentence_of(case, with_it, ids), by, low, high, weight * by)


def placed(case: Scenario, game: Game) -> list[tuple[str, RecordedAct]]:
    """Find the events of a record among the steps in which they are replayed; those of long ago are not."""
    script, actors = game.script, game.names.actors
    ago = script.days.sum() - np.cumsum(script.days)
    days: dict[str, list[int]] = {}
    for step, left in enumerate(ago):
        days.setdefault((case.start_date - dt.timedelta(days=int(left))).isoformat(), []).append(step)
    used: set[tuple[int, int]] = set()
    found: dict[str, list[int]] = {}
    for act in told(case):
        actor = actors.index(act.event.actor)
        free = (n for n in days.get(act.event.date, ()) if (n, actor) not in used and script.move[n, actor] >= 0)
        step = next(free, -1)
        if step >= 0:
            used.add((step, actor))
            found.setdefault(act.key, []).append(step)
    acts = [(key, _act(case, case.record[key], steps, actors)) for key, steps in found.items()]
    return sorted(acts, key=lambda item: item[1].steps)


def _act(case: Scenario, event: Event, steps: Sequence[int], actors: Sequence[str]) -> RecordedAct:
    bereft = sorted({actors.index(case.leaders[leader].actor) for leader in event.loses})
    return RecordedAct(tuple(steps), actors.index(event.actor), tuple(bereft))
