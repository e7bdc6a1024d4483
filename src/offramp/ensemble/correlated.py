"""Where dials that a case correlates stand in each draw: moved by a Gaussian copula, each over its whole range."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from offramp.scenario import Scenario
from offramp.scenario.reading.joint import TIED, tied

Floats = NDArray[np.float64]
END = 0.5**31  # points stay so far from 0 and 1, where an unbounded quantity has no value


def of_correlations(scenario: Scenario, alone: Callable[[str], Floats]) -> dict[str, Floats]:
    """Where in their ranges the correlated dials of a case stand, by path: float64[draw], between 0 and 1.

    Each is uniform there, as if it were drawn by itself. The first dial of each correlation, by path, is not moved.
    One that somebody sets to a number counts on with the place that it would have had, so that no other is moved.

    Parameters
    ----------
    scenario : Scenario
    alone : callable
        Gives where the dial of a path stands if it is drawn by itself: float64[draw].
    """
    found: dict[str, Floats] = {}
    for id, drawn in tied(scenario).items():
        each = scenario.correlations[id.removeprefix(f"{TIED}.")]
        paths = sorted(each.dials)
        scores = _factor(each.correlation, len(paths)) @ ndtri(np.stack([alone(path) for path in paths]))
        moved = dict(zip(paths[1:], np.clip(ndtr(scores[1:]), END, 1 - END), strict=True))
        found |= {path: points for path, points in moved.items() if path in drawn}
    return found


def _factor(asked: float, count: int) -> Floats:
    """What makes so many independent normal scores correlate: [score, score], for a rank correlation (Pearson 1907)."""
    matrix = np.full((count, count), 2 * np.sin(np.pi * asked / 6))
    np.fill_diagonal(matrix, 1.0)
    return np.asarray(np.linalg.cholesky(matrix))
