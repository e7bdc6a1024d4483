"""Conditional means of an answer where an input is low or high, and its spread if the input were known."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .estimates import Z90, Z95, Span, estimate, width

Floats = NDArray[np.float64]
TAIL, SLICES, LEAST = 0.2, 8, 8


@dataclass(frozen=True)
class Swing:
    """The answer over one input's range.

    Attributes
    ----------
    low, high : float
        The mean where the input is in the lowest fifth of its range by probability, and in the highest.
    interval : (low, high)
        95 %, of the difference between them: luck and the other inputs.
    """

    low: float
    high: float
    interval: Span


def swing(own: Floats, places: Floats) -> Swing:
    """Compare the ends of one input's range.

    Parameters
    ----------
    own : float64[draw]
        Each draw's own mean.
    places : float64[draw]
        Where the draw stands in the input's range, 0 to 1.
    """
    ends = own[places < TAIL], own[places > 1 - TAIL]
    (low, high), error = (float(each.mean()) for each in ends), np.sqrt(sum(each.var() / len(each) for each in ends))
    return Swing(low, high, (high - low - Z95 * error, high - low + Z95 * error))


def bar_if_known(values: Floats, places: Floats) -> float | None:
    """The width of the assumptions' bar, on average, once one input is known.

    Parameters
    ----------
    values : float64[draw, run]
    places : float64[draw]
        Where the draw stands in the input's range.

    Returns
    -------
    float or None
        In the unit of the measure, with the variance that is luck removed: the mean over eighths of the draws in each
        of which the input is about the same. None where there are too few draws.
    """
    cell = np.minimum((places * SLICES).astype(int), SLICES - 1)
    if np.bincount(cell, minlength=SLICES).min() < LEAST:
        return None
    return float(np.mean([width(estimate(values[cell == at]).assumptions) for at in range(SLICES)]))


def bar_anyhow(values: Floats) -> float | None:
    """The same over eighths of the draws in each of which no input is like another: what knowing one is to beat."""
    rng = np.random.default_rng(1)
    places = (np.arange(len(values)) + 0.5) / len(values)
    found = [bar_if_known(values, rng.permutation(places)) for _ in range(SLICES)]
    return float(np.mean([each for each in found if each is not None])) if found[0] is not None else None


@dataclass(frozen=True)
class Apart:
    """A measure in the futures that show something, and in those that do not.

    Attributes
    ----------
    n_with, n_without : int
        How many futures there are of each.
    with_it, without : float
        The mean in each.
    luck : (low, high)
        90 %, of the difference; draws are drawn anew with all their futures, so what they share is in it.
    score : float
        How many standard errors the difference is away from zero.
    told : float
        The share of the variance between futures that knowing it takes away.
    """

    n_with: int
    n_without: int
    with_it: float
    without: float
    luck: Span
    score: float
    told: float


def apart(shown: NDArray[np.bool_], values: Floats) -> Apart:
    """Compare the futures that show something with the others, by the linearised ratio of totals over draws.

    Parameters
    ----------
    shown : bool[draw, run]
    values : float64[draw, run]
        NaN where the measure is of no interest.
    """
    counts = ~np.isnan(values)
    x = np.where(counts, values, 0.0)
    groups = [(counts & side).astype(float) for side in (shown, ~shown)]
    n = [float(each.sum()) for each in groups]
    mean = [float((x * each).sum() / max(size, 1.0)) for each, size in zip(groups, n, strict=True)]
    away = [
        ((x - middle) * each).sum(axis=1) / max(size, 1.0) for each, middle, size in zip(groups, mean, n, strict=True)
    ]
    k = len(values)
    share, whole = n[0] / max(sum(n), 1.0), float(x[counts].var())
    chance = whole * sum(1 / max(size, 1.0) for size in n)  # if both were alike: so that none of a few is no certainty
    error = float(np.sqrt(max(((away[0] - away[1]) ** 2).sum() * k / (k - 1), chance)))
    difference, half = mean[0] - mean[1], Z90 * error
    told = share * (1 - share) * difference**2 / whole if whole > 0 else 0.0
    return Apart(
        int(n[0]),
        int(n[1]),
        mean[0],
        mean[1],
        (difference - half, difference + half),
        abs(difference) / error if error > 0 else 0.0,
        told,
    )
