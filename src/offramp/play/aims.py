"""What a seat wants little of: the aims of the case, or war and the dead where it names none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from offramp.scenario import Scenario
from offramp.study.shared.paired import filled
from offramp.wording.measures import title

WAR = "war_prob"
DEAD = ("deaths_military", "deaths_civilian")
DEFAULT = {WAR: 1.0, **dict.fromkeys(DEAD, 0.0001)}  # ten thousand dead weigh as much as a war
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class SeatAim:
    """A weighted sum of measures, of which a seat wants little.

    Attributes
    ----------
    weights : mapping of str to float
        What one more of each measure costs.
    is_own : bool
        Whether the case names it for this seat.
    """

    weights: Mapping[str, float]
    is_own: bool

    @classmethod
    def of(cls, case: Scenario, seat: str) -> SeatAim:
        """Return the aim of a seat."""
        own = case.aims.get(seat)
        if own:
            return cls(dict(own), True)
        return cls({name: weight for name, weight in DEFAULT.items() if name in case.measures}, False)

    def words(self, case: Scenario) -> str:
        """Return it in words: `War; Soldiers and fighters killed (times 0.0001)`."""
        told = {name: title(name, case.measures[name].says) for name in self.weights}
        return "; ".join(told[name] + ("" if w == 1 else f" (times {w:g})") for name, w in self.weights.items())

    def missed(self, measures: Mapping[str, NDArray[Any]]) -> Floats:
        """Return how far the aim is missed in each future; `measures` has no empty values."""
        return np.asarray(sum(weight * measures[name] for name, weight in self.weights.items()), np.float64)


def whole(found: Mapping[str, NDArray[Any]], case: Scenario, days: int) -> dict[str, Floats]:
    """Return measures without empty values: a day that never comes is after the last of so many `days`, else 0.

    `found` has them by name, as float[future].
    """
    plain = {name: np.asarray(values, np.float64) for name, values in found.items()}
    return {name: np.nan_to_num(values) for name, values in filled(plain, case.measures, days).items()}
