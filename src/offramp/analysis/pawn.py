"""PAWN sensitivity: how far the whole distribution of an answer depends on an input (Pianosi and Wagener 2015, 2018).

An input that only ever acts together with others moves no mean, but it does move the spread: this score sees it. It
is there for ranking: what luck adds to the draws' own answers makes it smaller than it would be without.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
SLICES = 10
DUMMIES = 200  # inputs that do nothing, to say how high a score is by chance


def pawn(own: Floats, places: Floats, slices: int = SLICES) -> Floats:
    """The greatest distance, over slices of each input, between the answers there and all answers.

    Parameters
    ----------
    own : float64[draw]
        Each draw's own answer.
    places : float64[input, draw]
        Where the draw stands in the input's range, 0 to 1.
    slices : int
        Parts of equal probability that the range is cut into.

    Returns
    -------
    float64[input]
        Kolmogorov-Smirnov distance, 0 to 1.
    """
    order = np.argsort(own, kind="stable")
    ends = np.append(
        np.flatnonzero(np.diff(own[order])), len(own) - 1
    )  # where answers are the same, they count at once
    every = (ends + 1) / len(own)
    cell = np.minimum((places[:, order] * slices).astype(np.int64), slices - 1)
    far = np.zeros(len(places))
    for at in range(slices):
        inside = np.cumsum(cell == at, axis=1)
        share = inside[:, ends] / np.maximum(inside[:, -1:], 1)
        far = np.maximum(far, np.abs(share - every).max(axis=1))
    return far


def chance(own: Floats, slices: int = SLICES, seed: int = 1) -> float:
    """The score that one in twenty inputs that do nothing would have by chance.

    Parameters
    ----------
    own : float64[draw]
        Each draw's own answer.
    slices : int
        Parts of equal probability that a range is cut into.
    seed : int
        Of the inputs that do nothing.
    """
    rng = np.random.default_rng(seed)
    places = (rng.permuted(np.tile(np.arange(len(own)), (DUMMIES, 1)), axis=1) + 0.5) / len(own)
    return float(np.quantile(pawn(own, places, slices), 0.95))
