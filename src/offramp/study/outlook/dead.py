"""The number of dead in the middle future, in a bad one, and the share of futures without any."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from offramp.wording.numbers import figure

MIDDLE, BAD = 0.5, 0.95


@dataclass(frozen=True)
class Dead:
    """How many die, by shares of the futures.

    Attributes
    ----------
    middle, bad : float
        So many or fewer in half of the futures, and in 95 of 100.
    nobody, no_civilian : float
        Share of the futures in which nobody dies, and no civilian.
    """

    middle: float
    bad: float
    nobody: float
    no_civilian: float

    @property
    def words(self) -> str:
        """The dead in a sentence or two."""
        if self.nobody == 1:
            return "Nobody is killed in any of them."
        civil = "" if self.no_civilian == self.nobody else f" In {_in_100(self.no_civilian)} no civilian dies."
        bad = f"in one of twenty {_people(self.bad)} or more do." if self.bad >= 1 else "in few of them somebody does."
        if self.middle < 1:
            return f"In {_in_100(self.nobody)} futures nobody dies; {bad}{civil}"
        half = f"Half of the futures have {_people(self.middle)} dead or fewer"
        return f"{half}; in {_in_100(self.nobody)} nobody dies, {bad}{civil}"


def dead(
    military: NDArray[np.float64], civilian: NDArray[np.float64], weights: NDArray[np.float64] | None = None
) -> Dead:
    """Say how many die, by shares of the futures.

    Parameters
    ----------
    military, civilian : array [draw, run]
        The dead of each future; NaN where a future was not played.
    weights : array [draw], optional
        What each draw counts; all alike if left out.
    """
    each = np.broadcast_to(np.ones(len(military)) if weights is None else weights, military.T.shape).T
    known = ~np.isnan(military)
    total, civil, weight = (military + civilian)[known], civilian[known], each[known]
    order = np.argsort(total, kind="stable")
    below = np.cumsum(weight[order]) / weight.sum()

    def at(share: float) -> float:
        return float(total[order][min(int(np.searchsorted(below, share - 1e-12)), len(order) - 1)])

    nobody, no_civilian = (float(weight[each == 0].sum() / weight.sum()) for each in (total, civil))
    return Dead(at(MIDDLE), at(BAD), nobody, no_civilian)


def _in_100(share: float) -> str:
    number = 100 * share
    if 0 < number < 0.5:
        return "fewer than 1 of 100"
    return f"{min(number, 99) if number < 100 else 100:.0f} of 100"


def _people(number: float) -> str:
    return f"{number:.0f}" if number < 10 else figure(number)
