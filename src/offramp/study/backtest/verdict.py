"""The verdict on a world by its back-test, by the protocol of `docs/backtest.md`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from offramp.analysis.count_scores import Total

FEWEST = 30.0  # expected acts, by standing rates, below which nothing is judged
Word = Literal["refused", "not refused", "too few to judge"]


@dataclass(frozen=True)
class Verdict:
    """What the back-test says of a world, and why.

    Attributes
    ----------
    word : {"refused", "not refused", "too few to judge"}
    reasons : tuple of str
        Each in a sentence.
    """

    word: Word
    reasons: tuple[str, ...]


def verdict(expected_by_rates: float, difference: tuple[float, float], world: Total) -> Verdict:
    """Judge a world by its windows before the crisis.

    Parameters
    ----------
    expected_by_rates : float
        Acts that standing rates expect in all cells and windows.
    difference : (low, high)
        90 % interval of the world's log score less that of standing rates, by blocks of starts.
    world : Total
        All acts of all cells.
    """
    if expected_by_rates < FEWEST:
        few = f"Standing rates expect {expected_by_rates:.1f} acts in all; {FEWEST:.0f} are needed to judge a world."
        return Verdict("too few to judge", (few,))
    reasons = []
    if difference[1] < 0:
        reasons.append(
            "Standing rates forecast what came better, beyond luck: the world's log score less theirs is "
            f"{difference[0]:+.0f} to {difference[1]:+.0f}."
        )
    if not world.fits:
        reasons.append(
            f"The world expects {world.expected:.0f} acts in all (90 %: {world.interval[0]:.0f} to "
            f"{world.interval[1]:.0f}); {world.came} came."
        )
    if reasons:
        return Verdict("refused", tuple(reasons))
    fine = "It forecasts what came no worse than standing rates do, and expects about as many acts as came."
    return Verdict("not refused", (fine,))
