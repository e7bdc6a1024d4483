"""The part of the record that the choice model can weigh: acts that are options of the game, and complete silences.

A curated record leaves things out, so a day without an event says nothing, except where the case declares that the
record is whole: for the acts that pass a span's filter, on the span's days.
"""

import datetime as dt
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from offramp.scenario import Scenario

from .measures import mask
from .names import NOWHERE, Names
from .record import RecordedActs


@dataclass(frozen=True)
class RecordOptions:
    """The record, as far as it can be weighed.

    Attributes
    ----------
    option : int32[step, actor]
        The option that an act amounts to; -1 for a wait, and for an act that is no option of the case.
    span : int32[step]
        The kind of day, a row of `watched`.
    watched : float32[kind, option]
        1 for the options that the record would name if they had been taken on a day of this kind.
    """

    option: NDArray[np.int32]
    span: NDArray[np.int32]
    watched: NDArray[np.float32]

    @property
    def acts(self) -> int:
        """How many acts of the record are weighed."""
        return int((self.option >= 0).sum())


def record_options(scenario: Scenario, names: Names, script: RecordedActs) -> RecordOptions:
    """Find the record's acts among the options, and the days for which it is whole."""
    ago = script.days.sum() - np.cumsum(script.days)
    dates = [(scenario.start_date - dt.timedelta(days=int(days))).isoformat() for days in ago]
    spans = [span for span in scenario.complete if span.counted is None]
    within = [tuple(span.start <= date <= span.end for span in spans) for date in dates]
    kinds = sorted({tuple(False for _ in spans), *within})  # the first: a day that no span covers
    filters = [mask(span.where, scenario, names) for span in spans]
    watched = np.zeros((len(kinds), len(names.options)), np.float32)
    for row, kind in enumerate(kinds):
        for covered, passes in zip(kind, filters, strict=True):
            watched[row] = np.maximum(watched[row], covered * passes)
    return RecordOptions(
        _options(scenario, names, script), np.array([kinds.index(day) for day in within], np.int32), watched
    )


def _options(scenario: Scenario, names: Names, script: RecordedActs) -> NDArray[np.int32]:
    columns = (names.actor, names.move, names.target, names.arena)
    at = {key: i for i, key in enumerate(zip(*(column.tolist() for column in columns), strict=True))}
    found = np.full(script.move.shape, -1, np.int32)
    wanted = [m for m, name in enumerate(names.moves) if scenario.moves[name].is_chosen]
    chosen = np.isin(script.move, wanted)
    for step, actor in zip(*np.nonzero((script.move >= 0) & chosen & ~script.further), strict=True):
        act = (part[step, actor] for part in (script.move, script.target, script.arena))
        found[step, actor] = at.get((int(actor), *map(int, act)), NOWHERE)
    return found
