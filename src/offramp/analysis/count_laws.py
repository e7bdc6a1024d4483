"""Laws of counts: what a forecaster says of how often each cell acts in a window."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.stats import nbinom

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
HALF = 0.5  # added to every count of futures, so that no number of acts is impossible


class Law(Protocol):
    """The counts of all cells in one window, as one forecaster expects them."""

    @property
    def mean(self) -> Floats:
        """Expected counts: float64[cell]."""

    def mass(self, count: Ints) -> Floats:
        """Chance of exactly this count in each cell: float64[cell]."""

    def below(self, count: Ints) -> Floats:
        """Chance of fewer: float64[cell]."""

    def sample(self, size: int, seed: int) -> Ints:
        """Counts of all cells in so many futures: int64[cell, future]."""


@dataclass(frozen=True)
class Played:
    """Counts in futures that were played.

    The chance of a count is (futures with it + 1/2) / (futures + 1/2 (largest count + 2)): one class for each number of
    acts from none to the largest that any future has, and one for more.

    Attributes
    ----------
    counts : int[cell, future]
    """

    counts: NDArray[np.integer]

    @cached_property
    def largest(self) -> Ints:
        """The largest count of each cell."""
        return np.asarray(self.counts.max(axis=1), np.int64)

    @property
    def mean(self) -> Floats:
        """Expected counts: float64[cell]."""
        return np.asarray(self.counts.mean(axis=1), np.float64)

    def mass(self, count: Ints) -> Floats:
        """Chance of exactly this count in each cell; beyond the largest, of more than that."""
        return np.asarray(((self.counts == count[:, None]).sum(axis=1) + HALF) / self._classes)

    def below(self, count: Ints) -> Floats:
        """Chance of fewer."""
        classes = np.minimum(count, self.largest + 1)
        return np.asarray(((self.counts < count[:, None]).sum(axis=1) + HALF * classes) / self._classes)

    def sample(self, size: int, seed: int) -> Ints:
        """The futures themselves, in their order; repeated if there are fewer."""
        at = np.arange(size) % self.counts.shape[1]
        return np.asarray(self.counts[:, at], np.int64)

    def without(self, part: NDArray[np.bool_]) -> Played:
        """The same law by the other futures alone."""
        return Played(self.counts[:, ~part])

    @property
    def _classes(self) -> Floats:
        return np.asarray(self.counts.shape[1] + HALF * (self.largest + 2), np.float64)


@dataclass(frozen=True)
class NegativeBinomial:
    """Counts of a Poisson process whose rate is known up to a gamma law.

    Attributes
    ----------
    shape : float64[cell]
    success : float64
        Chance of "no further act", the p of scipy's law.
    """

    shape: Floats
    success: float

    @property
    def mean(self) -> Floats:
        """Expected counts."""
        return self.shape * (1 - self.success) / self.success

    def mass(self, count: Ints) -> Floats:
        """Chance of exactly this count in each cell."""
        return np.asarray(nbinom.pmf(count, self.shape, self.success))

    def below(self, count: Ints) -> Floats:
        """Chance of fewer."""
        return np.asarray(nbinom.cdf(count - 1, self.shape, self.success))

    def sample(self, size: int, seed: int) -> Ints:
        """Counts of all cells in so many futures."""
        sizes = len(self.shape), size
        return np.asarray(nbinom.rvs(self.shape[:, None], self.success, size=sizes, random_state=seed), np.int64)
