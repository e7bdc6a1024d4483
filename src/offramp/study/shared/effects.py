"""Estimate the effect of one of two paired worlds on every measure: mean difference, intervals, share of pairs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from offramp.analysis import Estimate, estimate, structured
from offramp.ensemble.arm import Values
from offramp.errors import CaseError, Fault
from offramp.scenario import Scenario
from offramp.scenario.questions import Measure
from offramp.scenario.words import nearest, one_of, show

from .direction import harm
from .paired import Pair


@dataclass(frozen=True)
class Effect:
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
    harm : {-1, 0, 1}
        1 where more of the measure is worse, -1 where it is better, 0 where it is neither.
    """

    measure: str
    says: str
    unit: str
    period: str
    with_it: float
    without: float
    difference: Estimate
    more: float
    less: float
    harm: int

    @property
    def beyond_luck(self) -> bool:
        """Whether the difference leaves out zero at 95 in 100."""
        sure = self.difference.sure
        return sure is not None and (sure[0] > 0 or sure[1] < 0)

    @property
    def better(self) -> float | None:
        """Share of the pairs that it makes better; None where nobody could say what is better."""
        return {1: self.less, -1: self.more}.get(self.harm)

    @property
    def worse(self) -> float | None:
        """Share of the pairs that it makes worse."""
        return {1: self.more, -1: self.less}.get(self.harm)

    def summary(self) -> dict[str, Any]:
        """As it stands in the JSON object."""
        found = self.difference
        bars = {
            bar: list(span) if (span := getattr(found, bar)) else None for bar in ("luck", "assumptions", "structure")
        }
        return {
            "with": self.with_it,
            "without": self.without,
            "difference": found.estimate,
            **bars,
            "more": self.more,
            "less": self.less,
            "better": self.better,
            "worse": self.worse,
            "beyond_luck": self.beyond_luck,
            "says": self.says,
            "unit": self.unit,
            "period": self.period,
        }


def named(known: Mapping[str, Measure], wanted: Sequence[str], option: str = "--measure") -> Sequence[str]:
    """The measures that are wanted, by an option; all that are known if none is.

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
            harm(measure, case.moves),
        )


def _mean(pair: Pair, values: Values) -> float:
    """The weighted mean of a measure of which some future has a value."""
    found = estimate(values, weights=pair.weights).estimate
    assert found is not None
    return found
