"""The head that all invented results share, and intervals around a number."""

from __future__ import annotations

from typing import Any

from offramp.analysis import Estimate

HEAD: dict[str, Any] = {
    "case": "test-data",
    "title": "Test data",
    "hash": "0123456789abcdef" * 4,
    "seed": 1,
    "draws": 16,
    "runs_per_draw": 60,
    "days": 90,
    "turn": 1,
    "as_of": "2020-01-03",
    "sets": {},
    "seconds": 1.0,
    "rules": ("quantal",),
}


def around(
    middle: float, half: float = 0.01, wide: float = 1.0, structure: tuple[float, float] | None = None
) -> Estimate:
    """A number with its luck, and with assumptions so many times as wide."""
    return Estimate(middle, (middle - half, middle + half), (middle - wide * half, middle + wide * half))
