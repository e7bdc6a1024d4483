"""Means over cases that are grouped in episodes, with intervals from resampling whole episodes.

Cases of one episode are alike, so that the rows of a table are not independent: only episodes are resampled,
and the same resamples serve every model, so that a difference is a paired one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .estimates import Span

Floats = NDArray[np.float64]
DRAWS, SEED = 2_000, 1
ENDS = (2.5, 97.5)


@dataclass(frozen=True)
class Mean:
    """A weighted mean over cases.

    Attributes
    ----------
    value : float
    resampled : float[draw]
        The same over episodes that were drawn anew.
    """

    value: float
    resampled: Floats

    @property
    def interval(self) -> Span:
        """95 %."""
        return ends(self.resampled)


class Episodes:
    """The episodes of some cases.

    Parameters
    ----------
    labels : str[case]
        The episode of each case.
    draws, seed : int
        How many resamples, and their luck.
    """

    def __init__(self, labels: ArrayLike, draws: int = DRAWS, seed: int = SEED) -> None:
        names, first, code = np.unique(np.asarray(labels), return_index=True, return_inverse=True)
        order = np.argsort(np.argsort(first))  # episodes count in the order in which they come up
        self.code: NDArray[np.intp] = order[code]
        self.n = len(names)
        self.size = np.bincount(self.code, minlength=self.n).astype(float)
        chance = np.full(self.n, 1 / self.n)
        self.times = np.random.default_rng(seed).multinomial(self.n, chance, size=draws).astype(float)

    def weights(self, alike: str) -> Floats:
        """How much each case counts where every `case`, or every `episode`, counts alike."""
        return np.ones(len(self.code)) if alike == "case" else 1 / self.size[self.code]

    def mean(self, score: Floats, weight: Floats) -> Mean:
        """The weighted mean of a score [case], and its resamples."""
        return self.means([score], weight)[0]

    def means(self, scores: Sequence[Floats], weight: Floats) -> list[Mean]:
        """The same of several scores at once, which is quicker."""
        columns = [weight, *(score * weight for score in scores)]
        total, *sums = (self.times @ np.stack([np.bincount(self.code, each, self.n) for each in columns], axis=1)).T
        values = [float(np.sum(each) / weight.sum()) for each in columns[1:]]
        return [Mean(value, each / total) for value, each in zip(values, sums, strict=True)]


def ends(resampled: Floats) -> Span:
    """The 95 % interval of resampled values."""
    low, high = np.percentile(resampled, ENDS)
    return float(low), float(high)
