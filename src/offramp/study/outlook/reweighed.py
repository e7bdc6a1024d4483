"""Reweigh the settings that a run has played: what follows if an assumption is narrowed, without playing anything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from offramp.analysis import estimate
from offramp.ensemble import Ensemble
from offramp.ensemble.record_weights import FLOOR, effective
from offramp.errors import CaseError, Fault
from offramp.scenario.words import nearest, one_of, show
from offramp.study.shared.record import Record

from .measured import Measured
from .study import measure

Range = tuple[float, float]


@dataclass(frozen=True)
class Reweighed(Record):
    """What a run says of the settings within narrower ranges.

    Attributes
    ----------
    ranges : mapping of str to (low, high)
        By the paths of assumptions.
    settings, left : int
        Settings that were played, and those within all ranges.
    effective : float
        As how many settings of equal weight they tell.
    before, after : mapping of str to Measured
        Every measure with all settings, and with those that are left; empty if none is.
    """

    KEYS = "ranges settings left effective few before after"

    ranges: Mapping[str, Range]
    settings: int
    left: int
    effective: float
    before: Mapping[str, Measured]
    after: Mapping[str, Measured]

    @property
    def few(self) -> bool:
        """Whether so few are left that it should be played afresh."""
        return self.effective < FLOOR


def reweighed(ensemble: Ensemble, ranges: Mapping[str, Range]) -> Reweighed:
    """Keep the settings of a run within some ranges, and estimate every measure from them.

    Raises
    ------
    CaseError
        If an assumption is none of the run's, or a range is empty.
    """
    draws, _ = ensemble.sample
    known = ensemble.draws
    inside = np.ones(len(draws), bool)
    for path, (low, high) in ranges.items():
        if path not in ensemble.scenario.dials():
            dials = list(ensemble.scenario.dials())
            raise CaseError(Fault("assumptions", None, "path", show(path), one_of(dials), nearest(path, dials)))
        if not low <= high:
            raise CaseError(
                Fault("assumptions", None, path, f"{low} to {high}", "a low end that is not above the high end")
            )
        values = known[path].to_numpy(np.float64)[draws]
        inside &= (values >= low) & (values <= high)
    before = measure(ensemble)
    weights = _kept(ensemble, inside)
    after = {name: _again(ensemble, each, inside, weights) for name, each in before.items()} if inside.any() else {}
    told = effective(weights[inside]) if inside.any() else 0.0
    return Reweighed(dict(ranges), len(draws), int(inside.sum()), told, before, after)


def _kept(ensemble: Ensemble, inside: NDArray[np.bool_]) -> NDArray[np.float64]:
    """The weight of every setting, none of it outside."""
    weights = ensemble.weights()
    return np.where(inside, np.ones(len(inside)) if weights is None else weights, 0.0)


def _again(ensemble: Ensemble, each: Measured, inside: NDArray[np.bool_], weights: NDArray[np.float64]) -> Measured:
    """A measure over the settings that are left; the rules are not compared."""
    values = ensemble.measures()[each.name][inside]
    found = estimate(values, each.statistic, weights[inside])
    return Measured(each.name, each.says, **vars(found), unit=each.unit, period=each.period, statistic=each.statistic)
