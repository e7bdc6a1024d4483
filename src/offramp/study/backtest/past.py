"""What a world would have expected of the days just before: measure by measure, beside what came about.

An effect of an event or of a way out is measured against a world without it. Where that world would not have expected
its own past, the effect leans on a peace, or on a war, that never was; so both stand beside each other.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from offramp.ensemble.execute import Plan
from offramp.ensemble.player import Player, World
from offramp.scenario import Scenario
from offramp.scenario.asof import as_of
from offramp.study.shared.paired import filled
from offramp.study.shared.record import Record
from offramp.study.shared.recorded_future import of_acts, recorded_future, silence
from offramp.wording.measures import SHARES, change, level

RANGE = (0.05, 0.95)  # of futures
FACTOR = 2.0  # an expectation is off if what came is beyond its range, and more or less than this factor


@dataclass(frozen=True)
class Past(Record):
    """One measure over the days before a day: what the world expected of them, and what came about.

    Attributes
    ----------
    measure : str
    expected : float
        Mean over futures; of a probability, the chance.
    low, high : float
        5 and 95 in 100 of the futures are at or below these.
    came : float
    start, end : str
        The day as of which it was played, and the last day that counts.
    """

    KEYS = "measure expected low high came start end is_off"
    NAMED_BY = "measure"

    measure: str
    expected: float
    low: float
    high: float
    came: float
    start: str
    end: str

    @property
    def is_off(self) -> bool:
        """Whether the world did not expect what came: it lies beyond nine in ten futures, and far from the mean."""
        near = self.came / FACTOR <= self.expected <= self.came * FACTOR
        return not (self.low <= self.came <= self.high or near)

    def words(self, unit: str) -> str:
        """Say it in words: `0.2 (0 to 1) expected, 11 came`; chances are told in 100 futures."""
        low, high = (change(end, unit, "") for end in (self.low, self.high))
        around = "" if unit in SHARES else f" ({low} to {high})"
        came = ("yes" if self.came else "no") if unit == "probability" else change(self.came, unit, "")
        return f"{level(self.expected, unit)}{around} expected, {came} came"


def past(
    case: Scenario, end: str, plan: Plan, rule: str, player: Player, measures: Iterable[str]
) -> Mapping[str, Past]:
    """Play a case from as many days before a day as a plan has, and set its measures beside what came about.

    Parameters
    ----------
    case : Scenario
        As it is set; with all ranges of its author.
    end : str
        The last day that counts.
    plan : Plan
    rule : str
        How actors decide.
    player : Player
    measures : iterable of str

    Returns
    -------
    mapping of str to Past
        By measure, over the futures that have it; without those that no event can tell, and empty where the record does
        not reach so far back.
    """
    days = plan.clock.days
    start = (dt.date.fromisoformat(end) - dt.timedelta(days=days)).isoformat()
    if start < min((event.date for event in case.record.values()), default=end):
        return {}
    then, came = as_of(case, start), recorded_future(case, start, days)
    found = filled(player.play(World(then), plan, rule).measures, then.measures, days)
    made = {}
    for name in measures:
        value = None if silence(came.case, (name,)) else of_acts(name, came)
        had = found[name][~np.isnan(found[name])]
        if value is not None and had.size:
            low, high = np.quantile(had, RANGE)
            made[name] = Past(name, float(had.mean()), float(low), float(high), float(value), start, end)
    return made
