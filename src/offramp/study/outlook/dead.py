"""The number of dead in the middle future, in a bad one, and the share of futures without any."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from offramp.wording.counts import futures, people

Floats = NDArray[np.float64]
MIDDLE, BAD = 0.5, 0.95  # so many or fewer dead in half of the futures; in 95 of 100, which is a bad one


@dataclass(frozen=True)
class Ranked:
    """Futures by their dead, the fewest first.

    Attributes
    ----------
    total, civilian : float[future]
        All the dead of each future, and the civilians among them.
    weight : float[future]
        What it counts.
    order : int[future]
        Its row in what was given.
    """

    total: Floats
    civilian: Floats
    weight: Floats
    order: NDArray[np.intp]

    @classmethod
    def of(cls, military: Floats, civilian: Floats, weight: Floats) -> Ranked:
        """Rank futures.

        Parameters
        ----------
        military, civilian, weight : float[future]
            The dead of each future, and what it counts.
        """
        total = military + civilian
        order = np.argsort(total, kind="stable")
        return cls(total[order], civilian[order], weight[order], order)

    def rows(self, shares: Floats) -> NDArray[np.intp]:
        """Where futures stand that have so many dead that these shares of the futures have as many or fewer."""
        return np.minimum(
            np.searchsorted(np.cumsum(self.weight) / self.weight.sum(), shares - 1e-12), len(self.weight) - 1
        )

    def at(self, share: float) -> float:
        """So many dead or fewer have this share of the futures."""
        return float(self.total[self.rows(np.array([share]))[0]])

    def at_least(self, number: float, civilians: bool = False) -> float:
        """The share of the futures with at least so many dead, or so many dead civilians."""
        return self._share((self.civilian if civilians else self.total) >= number)

    def fewer(self, number: float, civilians: bool = False) -> float:
        """The share of the futures with fewer dead, or fewer dead civilians."""
        return self._share((self.civilian if civilians else self.total) < number)

    def _share(self, some: NDArray[np.bool_]) -> float:
        return float(self.weight[some].sum() / self.weight.sum())


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
        bad = f"in one of twenty {people(self.bad)} or more do." if self.bad >= 1 else "in few of them somebody does."
        if self.middle < 1:
            return f"In {futures(self.nobody)} nobody dies; {bad}{civil}"
        half = f"Half of the futures have {people(self.middle)} dead or fewer"
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
    ranked = Ranked.of(military[known], civilian[known], each[known])
    nobody, no_civilian = (ranked.fewer(1, civilians) for civilians in (False, True))
    return Dead(ranked.at(MIDDLE), ranked.at(BAD), nobody, no_civilian)


def _in_100(share: float) -> str:
    return futures(share).removesuffix(" futures")
