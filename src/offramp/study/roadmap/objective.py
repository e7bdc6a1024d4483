"""The objective of a plan: a weighted sum of measures, to be minimised."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from offramp.errors import CaseError, Fault
from offramp.scenario import Scenario
from offramp.scenario.questions import Measure
from offramp.scenario.words import show
from offramp.study.shared.direction import harm
from offramp.study.shared.effects import named
from offramp.study.shared.paired import filled as filled_in

WHERE = "--aim"  # stands for the file in faults


@dataclass(frozen=True)
class Aim:
    """An objective.

    Attributes
    ----------
    weights : mapping of str to float
        What one more of each measure costs; below zero where more of it is wished for.
    """

    weights: Mapping[str, float]

    @classmethod
    def of(cls, case: Scenario, asked: Sequence[str]) -> Aim:
        """Read `measure` and `measure=weight`.

        Without a weight a measure of harm costs 1, and one of which more is better costs −1.

        Raises
        ------
        CaseError
            If the case has no such measure, a weight is no number or zero, or nobody could say what is better of a
            measure without one.
        """
        pairs = [each.partition("=") for each in asked]
        named(case.measures, [name.strip() for name, _, _ in pairs], WHERE)
        return cls({name.strip(): _weight(case, name.strip(), weight.strip()) for name, _, weight in pairs})

    @property
    def only(self) -> str | None:
        """The measure, if it is one as it stands: then the sum has its unit."""
        ((name, weight), *others) = self.weights.items()
        return name if weight == 1 and not others else None

    @property
    def words(self) -> str:
        """`war_prob + 0.02 us_deaths`."""
        parts = [f"{'−' if w < 0 else '+'} {'' if abs(w) == 1 else f'{abs(w):g} '}{m}" for m, w in self.weights.items()]
        return " ".join(parts).removeprefix("+ ")

    def score(self, measures: Mapping[str, NDArray[np.float64]]) -> NDArray[np.float64]:
        """The weighted sum, future by future."""
        return np.asarray(sum(weight * measures[name] for name, weight in self.weights.items()), np.float64)


def filled(
    found: Mapping[str, NDArray[np.float64]], measures: Mapping[str, Measure], days: int
) -> dict[str, NDArray[np.float64]]:
    """Measures of which none is empty: a day that never comes is after the last; else what is empty is nothing.

    Parameters
    ----------
    found : mapping of str to float64[line]
        By measure; NaN where it is empty.
    measures : mapping of str to Measure
        The measures of the case.
    days : int
        That were played.
    """
    return {name: np.nan_to_num(each) for name, each in filled_in(found, measures, days).items()}


def _weight(case: Scenario, name: str, weight: str) -> float:
    if not weight:
        if sign := harm(case.measures[name], case.moves):
            return float(sign)
        allowed = f"{name}=WEIGHT: a number above zero if more of it is worse, below if it is better"
        raise CaseError(Fault(WHERE, None, "", show(name), allowed))
    try:
        number = float(weight)
    except ValueError:
        number = 0.0
    if not number or not np.isfinite(number):
        raise CaseError(Fault(WHERE, None, name, show(weight), "a number other than zero"))
    return number
