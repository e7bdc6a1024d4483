"""Estimate the effect of one of two paired worlds on every measure: mean difference, intervals, share of pairs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from offramp.analysis import Estimate, estimate, structured
from offramp.analysis.estimates import Z90
from offramp.ensemble.arm import Values
from offramp.errors import CaseError, Fault
from offramp.scenario import Scenario
from offramp.scenario.questions import Measure
from offramp.scenario.words import nearest, one_of, show

from .direction import harm
from .paired import Pair
from .record import Record


@dataclass(frozen=True)
class Effect(Record):
    """What it does to one measure.

    Attributes
    ----------
    measure, says, unit, period : str
    with_it, without : float
        The measure's mean with it and without it. A first day that never comes is the day after the last.
    difference : Estimate
        Mean paired difference, with less without, over futures that have the measure in both worlds; its luck is that
        of the pairs, its assumptions those of the draws' own differences.
    more, less : float
        Share of the pairs in which the measure is higher with it, and lower.
    better, worse : float or None
        Share of the pairs that it makes better, and worse; None where nobody could say what is better.
    """

    KEYS = "with:with_it without *difference more less better worse beyond_luck says unit period"
    NAMED_BY = "measure"

    measure: str
    says: str
    unit: str
    period: str
    with_it: float
    without: float
    difference: Estimate
    more: float
    less: float
    better: float | None
    worse: float | None

    @property
    def beyond_luck(self) -> bool:
        """Whether the difference leaves out zero at 95 in 100."""
        sure = self.difference.sure
        return sure is not None and (sure[0] > 0 or sure[1] < 0)

    @property
    def sureness(self) -> float:
        """How far the difference is from zero, in half-widths of its luck."""
        low, high = self.difference.luck or (0.0, 0.0)
        return abs(low + high) / max(high - low, 1e-12)


def named(known: Mapping[str, Measure], wanted: Sequence[str], option: str = "--measure") -> Sequence[str]:
    """The measures that are wanted, by an option; all that are known if none is.

    Parameters
    ----------
    known : mapping of str to Measure
        The measures of the case.
    wanted : sequence of str
        Names of those that are wanted.
    option : str
        By which they are asked for, for the message.

    Raises
    ------
    CaseError
        For each that the case does not have.
    """
    allowed = f"a measure of the case: {one_of(known)}"
    if faults := [
        Fault(option, None, "", show(name), allowed, nearest(name, known)) for name in wanted if name not in known
    ]:
        raise CaseError(faults)
    return wanted or tuple(known)


def effects(case: Scenario, days: int, pairs: Sequence[Pair], names: Sequence[str]) -> Iterator[Effect]:
    """What it does to each of some measures of which there is a pair that has it in both worlds.

    Parameters
    ----------
    case : Scenario
    days : int
        That were played.
    pairs : sequence of Pair
        Under each decision rule; the first one's numbers are given, the others' are in the structure bar.
    names : sequence of str
        Measures of the case.
    """
    for name in names:
        measure = case.measures[name]
        differences = [pair.with_it[name] - pair.without[name] for pair in pairs]
        if np.isnan(differences[0]).all():
            continue
        found = [estimate(each, weights=pair.weights) for each, pair in zip(differences, pairs, strict=True)]
        with_it, without = (_mean(pairs[0], arm[name]) for arm in (pairs[0].with_it, pairs[0].without))
        unknown = np.isnan(differences[0])
        more, less = (
            _mean(pairs[0], np.where(unknown, np.nan, way)) for way in (differences[0] > 0, differences[0] < 0)
        )
        better, worse = {1: (less, more), -1: (more, less)}.get(harm(measure, case.moves), (None, None))
        yield Effect(
            name,
            measure.description(days),
            measure.unit,
            measure.period(days),
            with_it,
            without,
            structured(found[0], found[1:]),
            more,
            less,
            better,
            worse,
        )


def _mean(pair: Pair, values: Values) -> float:
    """The weighted mean of a measure of which some future has a value."""
    found = estimate(values, weights=pair.weights).estimate
    assert found is not None
    return found


def sure(found: Estimate, among: int = 1) -> bool:
    """Whether an effect leaves out zero at 95 in 100 though so many were looked at (Bonferroni)."""
    if found.estimate is None or found.luck is None:
        return False
    error = (found.luck[1] - found.luck[0]) / 2 / Z90
    return abs(found.estimate) > NormalDist().inv_cdf(1 - 0.025 / among) * error
