"""The Pareto front of risk against price: the points that no other point beats in both."""

from __future__ import annotations

from collections.abc import Sequence


def front(points: Sequence[tuple[float, float]]) -> list[bool]:
    """Say of each point whether no other is as low in both and lower in one.

    Parameters
    ----------
    points : sequence of (float, float)
        Less is better.
    """
    return [not any(_beats(other, each) for other in points) for each in points]


def _beats(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one != other and one[0] <= other[0] and one[1] <= other[1]
