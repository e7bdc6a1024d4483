"""Choose futures to read: a few typical ones, and one of the worst that is still plausible."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
MOST = 1500  # futures that are compared with each other


def standardise(columns: Floats) -> Floats:
    """Centre every column [future, column] and scale it to unit variance; a constant column says nothing."""
    spread = columns.std(0)
    return np.asarray((columns - columns.mean(0)) / np.where(spread > 0, spread, 1.0))


def medoids(points: Floats, k: int = 3) -> list[int]:
    """Rows that stand for the others, that of the largest group first; see `groups`."""
    return [row for row, _ in groups(points, k)]


def groups(points: Floats, k: int = 3) -> list[tuple[int, float]]:
    """Rows that stand for the others, each with the share of them for which it stands; the largest group first.

    They are k-medoids (Kaufman and Rousseeuw 1990). Deterministic: the first is the middle of all, the next ones lower
    the sum of distances most, then each moves to the middle of its group until none moves.
    """
    step = max(1, -(-len(points) // MOST))
    rows = np.arange(0, len(points), step)
    distance = _distances(points[rows])
    chosen = _start(distance, min(k, len(rows)))
    for _ in range(100):
        group = distance[:, chosen].argmin(1)
        moved = [_middle(distance, np.flatnonzero(group == i), at) for i, at in enumerate(chosen)]
        if moved == chosen:
            break
        chosen = moved
    sizes = np.bincount(distance[:, chosen].argmin(1), minlength=len(chosen))
    order = np.lexsort((np.array(chosen), -sizes))
    return [(int(rows[chosen[i]]), float(sizes[i] / len(rows))) for i in order]


def worst_plausible(*severity: Floats, share: float = 0.97) -> int:
    """The row at the `share` of all by severity: the first column decides, then the next, then the order."""
    order = np.lexsort((np.arange(len(severity[0])), *severity[::-1]))
    return int(order[min(len(order) - 1, int(share * len(order)))])


def _distances(points: Floats) -> Floats:
    square = (points**2).sum(1)
    return np.asarray(np.sqrt(np.maximum(square[:, None] + square[None, :] - 2 * points @ points.T, 0.0)))


def _start(distance: Floats, k: int) -> list[int]:
    chosen = [int(distance.sum(0).argmin())]
    while len(chosen) < k:
        nearest = distance[:, chosen].min(1)
        gain = np.maximum(nearest[:, None] - distance, 0.0).sum(0)
        gain[chosen] = -1.0
        chosen.append(int(gain.argmax()))
    return chosen


def _middle(distance: Floats, members: NDArray[np.intp], now: int) -> int:
    if not len(members):
        return now
    return int(members[distance[np.ix_(members, members)].sum(0).argmin()])
