"""The state study: replay the record of a case up to a day, read the state off, and say which events made it so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from offramp.compile import compile_game
from offramp.engine.readings import Reading, readings
from offramp.engine.record import opening
from offramp.engine.record_effects import before_record
from offramp.ensemble.design import draws as drawn
from offramp.ensemble.execute import MOST_DRAWS
from offramp.errors import CaseError, Fault, RunError
from offramp.game import Game
from offramp.scenario import Scenario, case_hash, load
from offramp.scenario.asof import as_of as on_day
from offramp.scenario.words import nearest, one_of, show
from offramp.study.shared.record import Record

from .effects import SHARES, EventEffect, event_effects
from .words import FAR, GROUPS, says_of, sentence_of

DRAWS = 64
Floats = NDArray[np.float64]
SAME = 0.01  # of its scale: nearer to where the record began is no change


@dataclass(frozen=True)
class Row(Record):
    """One row of the state at the start.

    Attributes
    ----------
    id : str
        System, field and ids: `reciprocity.debt.iran.united-states`.
    group, says : str
    actors : tuple of str
        The ids that it is about.
    median, low, high : float
        Over the draws: the middle, and the middle nine in ten.
    before : float
        The median before the record.
    moved : float
        How far the record moved the median, on the scale of the field.
    """

    id: str
    group: str
    says: str
    actors: tuple[str, ...]
    median: float
    low: float
    high: float
    before: float
    moved: float


@dataclass(frozen=True)
class WorldState(Record):
    """The state of a world on the evening of a start.

    Attributes
    ----------
    case, title, hash : str
        The case after what was set.
    sets : mapping
    as_of : str
        The day; the state is that of its evening.
    draws, seed : int
    acts : int
        Of the record that are replayed.
    principals : tuple of str
    rows : tuple of Row
        In the order of `GROUPS`; in a group those that the record moved most first.
    events : tuple of EventEffect
        Those asked for; the one that moved most first.
    """

    case: str
    title: str
    hash: str
    sets: Mapping[str, str]
    as_of: str
    draws: int
    seed: int
    acts: int
    principals: tuple[str, ...]
    rows: tuple[Row, ...]
    events: tuple[EventEffect, ...]

    def telling(self) -> tuple[Row, ...]:
        """Return the rows that say something: those that the record moved, and those between the principals."""
        ends = {*self.principals}
        return tuple(
            each
            for each in self.rows
            if each.moved >= SAME or (each.median and ({*each.actors} == ends or each.group == "Rates"))
        )


def state(
    case: str | Path,
    *,
    as_of: str | None = None,
    actor: str | None = None,
    event: str | None = None,
    draws: int = DRAWS,
    seed: int = 1,
    sets: Mapping[str, str] | None = None,
) -> WorldState:
    """Read the state of a world on the evening of its start, and what each event of the record did to it.

    No future is played: the record is replayed once for every draw of the assumptions.

    Parameters
    ----------
    case : str or Path
    as_of : str, optional
        Another day, with what had happened by then.
    actor : str, optional
        Leave out whatever is not about this actor.
    event : str, optional
        Leave out all other events.
    draws, seed : int
        Settings of the dials.
    sets : mapping, optional
        Quantities and switches to set, by their paths.

    Raises
    ------
    CaseError
        If the case is faulty, says nothing of the day, or has no such actor or event.
    RunError
        If there are too few or too many draws.
    """
    if not 1 <= draws <= MOST_DRAWS or seed < 0:
        raise RunError(f"draws {draws}, seed {seed}; allowed: 1 to {MOST_DRAWS:,} draws and a seed of at least 0")
    as_set = load(case, sets=dict(sets or {}))
    then = on_day(as_set, as_of or as_set.start)
    _refuse(then, actor, event)
    game = compile_game(then, drawn(then, seed, draws))
    rows = (each for each in _rows(then, game, draws) if actor is None or actor in each.actors)
    effects = event_effects(then, game, draws)
    return WorldState(
        case=as_set.case,
        title=as_set.title,
        hash=case_hash(as_set),
        sets=dict(sets or {}),
        as_of=then.start,
        draws=draws,
        seed=seed,
        acts=len(effects),
        principals=then.principals,
        rows=tuple(sorted(rows, key=lambda each: (GROUPS.index(each.group), -each.moved, each.id))),
        events=tuple(_about(effects, actor, event)),
    )


def _refuse(case: Scenario, actor: str | None, event: str | None) -> None:
    """Refuse an actor or an event that the case does not have."""
    by = f" by {case.start}"
    faults = [
        Fault(option, None, "", show(name), f"{what}: {one_of(known)}", nearest(name, known))
        for option, name, known, what in (
            ("--actor", actor, case.actors, "an actor of the case"),
            ("--event", event, case.record, f"an event of the record{by}"),
        )
        if name is not None and name not in known
    ]
    if faults:
        raise CaseError(faults)


def _rows(case: Scenario, game: Game, draws: int) -> Iterator[Row]:
    now, before = (readings(game, world, draws) for world in (opening(game), before_record(game)))
    for new, old in zip(now, before, strict=True):
        says = says_of(new)
        for ids, values, began in zip(new.ids, new.values * says.times, old.values * says.times, strict=True):
            if not _is_idle(new, ids, values, began) and abs(values).max() < FAR:
                low, middle, high = (float(each) for each in np.quantile(values, (SHARES[0], 0.5, SHARES[1])))
                start = float(np.median(began))
                yield Row(
                    id=".".join((new.system, new.field, *ids)),
                    group=says.group,
                    says=sentence_of(case, new, ids),
                    actors=ids,
                    median=middle,
                    low=low,
                    high=high,
                    before=start,
                    moved=abs(middle - start) / says.scale,
                )


def _is_idle(reading: Reading, ids: tuple[str, ...], values: Floats, before: Floats) -> bool:
    """Whether a row counts days of quiet that nothing has broken yet, or says again what its other direction says."""
    return reading.field == "quiet" and (ids[0] > ids[-1] or bool((values >= before).all()))


def _about(effects: Iterable[EventEffect], actor: str | None, event: str | None) -> Iterator[EventEffect]:
    """Yield the effects that are asked for; of an actor, those of what it did, suffered or was changed by."""
    for each in effects:
        touched = any(actor in change.id.split(".") for change in each.changes)
        if event in (None, each.id) and (actor is None or touched):
            yield each
