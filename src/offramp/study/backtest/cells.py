"""Cells of a back-test: every actor with an option in a band of rungs, and how often it acted there.

Cells follow from what actors can do, never from what they did: a cell in which nothing came counts as much as another.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from offramp.engine import Chunk, Clock
from offramp.game.names import Names, name
from offramp.game.series import counted_series, series_of
from offramp.scenario import Scenario
from offramp.scenario.ladder import coarse
from offramp.scenario.options import feasible
from offramp.scenario.record.counts import RUNGS, Band
from offramp.scenario.record.events import Event
from offramp.scenario.recorded import Counted, counted

BANDS: tuple[Band, ...] = tuple(RUNGS)
VIOLENT: Band = "violent"
Ints = NDArray[np.int64]


class Cell(NamedTuple):
    """An actor and a band of rungs."""

    actor: str
    band: Band


def band_of(rung: int) -> Band:
    """Return the band of a rung."""
    return BANDS[coarse(rung)]


def cells(case: Scenario) -> list[Cell]:
    """List the cells of a case: each actor with each band in which it has an option."""
    return sorted({Cell(actor, band_of(case.moves[move].rung)) for actor, move, _, _ in feasible(case)})


def dated(case: Scenario) -> list[tuple[dt.date, Event]]:
    """List all events of a case, of the record and of the aftermath, by date."""
    events = (*case.record.values(), *case.aftermath.values())
    return sorted(((dt.date.fromisoformat(event.date), event) for event in events), key=lambda item: item[0])


def cell_of(case: Scenario, event: Event) -> Cell:
    """Return the cell of an event."""
    return Cell(event.actor, band_of(case.moves[event.move].rung))


def came(case: Scenario, listed: Sequence[Cell], start: dt.date, end: dt.date) -> Ints:
    """Count the events of each cell from one day until the day before another: int64[cell].

    Parameters
    ----------
    case : Scenario
    listed : sequence of Cell
        The cells that are counted.
    start : dt.date
        The first day.
    end : dt.date
        The day after the last.
    """
    index = {cell: n for n, cell in enumerate(listed)}
    acts = (cell_of(case, event) for day, event in dated(case) if start <= day < end)
    found = [index[cell] for cell in acts if cell in index]  # what nobody has an option for is in no cell
    return np.bincount(np.array(found, np.int64), minlength=len(listed))


def places(case: Scenario) -> list[str]:
    """List the arenas of a case, and last, as an empty name, nowhere in particular."""
    return [*case.arenas, ""]


def violent_in(case: Scenario, start: dt.date, end: dt.date) -> Ints:
    """Count the violent events in each place from one day until the day before another: int64[place].

    Parameters
    ----------
    case : Scenario
    start : dt.date
        The first day.
    end : dt.date
        The day after the last.
    """
    index = {place: n for n, place in enumerate(places(case))}
    found = [
        index[event.arena or ""]
        for day, event in dated(case)
        if start <= day < end and cell_of(case, event).band == VIOLENT
    ]
    return np.bincount(np.array(found, np.int64), minlength=len(index))


class Group(NamedTuple):
    """Acts of a cell that a record tells of alike: those that a source counts, or all others."""

    cell: int
    span: Counted | None = None


def groups(case: Scenario, listed: Sequence[Cell]) -> tuple[list[Group], Ints]:
    """List the groups of a case, first the cells themselves, and the group of every option: int64[option].

    All options of a series are told alike, if a source counts any; of several spans the one that ended last holds.
    """
    index, options = {cell: n for n, cell in enumerate(listed)}, feasible(case)
    spans = sorted(zip(counted(case), counted_series(case, options), strict=True), key=lambda each: each[0].end)
    series = {each: n for n, each in enumerate(series_of(case, options))}
    found = [Group(n) for n in range(len(listed))]
    held = []
    for actor, move, target, _ in options:
        level = coarse(case.moves[move].rung)
        mine = [span for span, held_by in spans if held_by[series[level, (actor, target)]]]
        group = Group(index[Cell(actor, BANDS[level])], mine[-1] if mine else None)
        if group not in found:
            found.append(group)
        held.append(found.index(group))
    return found, np.array(held, np.int64)


class ActCounts:
    """Counts the acts of each group, and violent ones by group and place, over the first days of several lengths.

    Parameters
    ----------
    case : Scenario
        As it is played.
    listed : sequence of Cell
    clock : Clock
        Of the futures.
    lengths : iterable of int
        Days.
    """

    def __init__(self, case: Scenario, listed: Sequence[Cell], clock: Clock, lengths: Iterable[int]) -> None:
        names = name(case, feasible(case))
        options = [_cell(names, option) for option in range(len(names.actor))]
        found, self.cell = groups(case, listed)
        self.lengths, self.day = tuple(lengths), clock.day()
        self.cells, self.places = len(found), len(places(case))
        arena = np.where(names.arena < 0, self.places - 1, names.arena)
        at = self.cell * self.places + arena
        others = self.cells * self.places  # one more group, of all that is not violent
        self.place = np.where([cell.band == VIOLENT for cell in options], at, others)

    @property
    def key(self) -> str:
        """Name of what is counted: the cell and place of every option, and the days."""
        told = b"".join(each.tobytes() for each in (self.cell, self.place, self.day))
        told += str((self.cells, self.places, self.lengths)).encode()
        return "acts by cell " + hashlib.sha256(told).hexdigest()

    def read(self, chunk: Chunk, at: slice) -> dict[str, NDArray[np.int16]]:
        """Count a block of futures' acts: for each length int16[group, future] and int16[group, place, future]."""
        option = np.asarray(chunk.option)
        rounds, actors, future = np.nonzero(option >= 0)
        done, day = option[rounds, actors, future], self.day[rounds]
        found = {}
        for days in self.lengths:
            early = day <= days
            at_hand = done[early], future[early], option.shape[-1]
            found[acts_in(days)] = _counted(self.cell, *at_hand, self.cells)
            violent = _counted(self.place, *at_hand, self.cells * self.places + 1)[:-1]
            found[violence_in(days)] = violent.reshape(self.cells, self.places, -1)
        return found


def acts_in(days: int) -> str:
    """Name of the counts of acts by cell."""
    return f"acts in {days} days"


def violence_in(days: int) -> str:
    """Name of the counts of violent acts by cell and place."""
    return f"violent acts in {days} days"


def _counted(
    group: Ints, done: NDArray[np.int16], future: NDArray[np.intp], futures: int, groups: int
) -> NDArray[np.int16]:
    at = group[done] * futures + future
    return np.bincount(at, minlength=groups * futures).reshape(groups, futures).astype(np.int16)


def _cell(names: Names, option: int) -> Cell:
    return Cell(names.actors[names.actor[option]], band_of(int(names.rung[option])))
