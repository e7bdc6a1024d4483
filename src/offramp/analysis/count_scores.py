"""Scores of laws of counts: log score, PIT, coverage, totals, and intervals by blocks of starts.

The PIT is that of counts, not randomised: the share of the chance of a count that lies below each point (Czado,
Gneiting and Held 2009). A log score is the logarithm of the chance that was given to what came; larger is better.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .count_laws import Law, Played

BLOCK = 3  # starts that are drawn together: windows overlap, and what moved one month moved the next
RESAMPLES = 4_000
BINS = 10
COVERS = (0.5, 0.8, 0.9)
GROUPS = 16  # of futures, for the Monte Carlo error
SAMPLE = 4_096
TAIL = 0.05
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Forecast:
    """One law of a window beside what came.

    Attributes
    ----------
    law : Law
    came : int64[cell]
    """

    law: Law
    came: Ints

    @property
    def log_scores(self) -> Floats:
        """Log score of each cell: float64[cell]."""
        return np.asarray(np.log(self.law.mass(self.came)))

    @property
    def pit(self) -> Floats:
        """Shares of the counts' chances in ten equal stretches of the PIT: float64[cell, bin]."""
        low = self.law.below(self.came)[:, None]
        mass = self.law.mass(self.came)[:, None]
        return np.diff(np.clip((np.linspace(0, 1, BINS + 1) - low) / mass, 0, 1), axis=1)

    @property
    def covered(self) -> Floats:
        """Share of each cell's chance of what came that lies in the central intervals: float64[cell, interval]."""
        low = self.law.below(self.came)[:, None]
        mass = self.law.mass(self.came)[:, None]
        ends = np.array([[(1 - cover) / 2, (1 + cover) / 2] for cover in COVERS])
        share = np.clip((ends.T[:, None, :] - low) / mass, 0, 1)
        return np.asarray(share[1] - share[0])


@dataclass(frozen=True)
class Total:
    """What was expected of some cells in all windows together, and what came.

    Attributes
    ----------
    expected : float
    interval : (low, high)
        Central 90 % of what the law gives.
    came : int
    """

    expected: float
    interval: tuple[float, float]
    came: int

    @property
    def fits(self) -> bool:
        """Whether the number is between half and double of what came, or its interval holds what came."""
        near = self.came / 2 <= self.expected <= 2 * self.came
        return near or self.interval[0] <= self.came <= self.interval[1]


def total(forecasts: Sequence[Forecast], part: NDArray[np.bool_], seed: int) -> Total:
    """Add up some cells over windows.

    Parameters
    ----------
    forecasts : sequence of Forecast
    part : bool[cell]
    seed : int
        Of laws that have no futures of their own.
    """
    sums = sum(each.law.sample(SAMPLE, seed + n)[part].sum(axis=0) for n, each in enumerate(forecasts))
    low, high = np.quantile(np.atleast_1d(sums), [TAIL, 1 - TAIL])
    expected = sum(float(each.law.mean[part].sum()) for each in forecasts)
    return Total(expected, (float(low), float(high)), int(sum(each.came[part].sum() for each in forecasts)))


def score(forecasts: Sequence[Forecast]) -> float:
    """Return the log score of all cells of some windows together."""
    return float(sum(each.log_scores.sum() for each in forecasts))


def monte_carlo_error(forecasts: Sequence[Forecast]) -> float:
    """Return the standard error of a score that comes of playing only so many futures (delete-a-group jackknife).

    Futures of one draw stay together, as long as there are as many draws as groups. Laws without futures have none.
    """
    played = [(each.law, each.came) for each in forecasts if isinstance(each.law, Played)]
    if len(played) < len(forecasts):
        return 0.0
    scores = [
        score([Forecast(law.without(_group(law, group)), came) for law, came in played]) for group in range(GROUPS)
    ]
    return float(np.sqrt((GROUPS - 1) * np.var(scores)))


def _group(law: Played, group: int) -> NDArray[np.bool_]:
    futures = law.counts.shape[1]
    return np.asarray(np.arange(futures) * GROUPS // futures == group)


def block_interval(by_start: Floats, seed: int) -> tuple[float, float]:
    """Return the 90 % interval of a sum over starts, by resampling blocks of neighbouring starts (Künsch 1989).

    Parameters
    ----------
    by_start : float64[start]
        In the order of time.
    seed : int
    """
    size = min(BLOCK, len(by_start))
    blocks = np.lib.stride_tricks.sliding_window_view(np.concatenate([by_start, by_start[: size - 1]]), size)
    drawn = np.random.default_rng(seed).integers(len(blocks), size=(RESAMPLES, -(-len(by_start) // size)))
    sums = blocks[drawn].reshape(RESAMPLES, -1)[:, : len(by_start)].sum(axis=1)
    low, high = np.quantile(sums, [TAIL, 1 - TAIL])
    return float(low), float(high)
