"""Variance-based sensitivity: first-order and total indices of uncertain inputs, without the variance of luck.

Futures are nested: S runs in each of K draws of the inputs, Y = f(x) + luck. What is shared out is the variance of f
alone, the draws' own expectations; the variance that luck adds to the mean of a few runs is taken out of every
estimate, so that an input that does nothing has an index of zero on average.

First-order index (Sobol' 1993): the share of the variance that would be gone, on average, if the input were known. It
is estimated from given draws by the input's cosine series (Plischke 2012), for hundreds of inputs from one sample.
Total index (Homma and Saltelli 1996; Jansen 1999): the share that the input has any part in, alone or together with
others. It is estimated from pairs: the same draws, the same luck, that input drawn again.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from .estimates import Z95, Span

Floats = NDArray[np.float64]
TERMS = 6  # of the cosine series: what is smooth, or turns up to three times over the range, is seen


@dataclass(frozen=True)
class Share:
    """A share of the variance of the draws' expectations, and its 95 % interval; either may leave 0 to 1 by luck."""

    share: float
    interval: Span

    @classmethod
    def of(cls, parts: Floats, whole: Floats, extra: float = 0.0) -> Share:
        """The ratio of two means over draws; what moves both alike leaves it as it is (the delta method).

        Parameters
        ----------
        parts, whole : float64[draw]
            What each draw adds to the part and to the whole.
        extra : float
            A variance of the part that its draws do not show.
        """
        below = float(whole.mean())
        share = float(parts.mean()) / below if below else 0.0
        error = np.sqrt((parts - share * whole).var(ddof=1) / len(parts) + extra) / abs(below or 1.0)
        return cls(share, (share - Z95 * float(error), share + Z95 * float(error)))


@dataclass(frozen=True)
class Spread:
    """The variance of a measure over all futures, by where it comes from.

    Attributes
    ----------
    mean : float
    luck : float
        Variance within a draw, in the measure's unit squared.
    assumptions : float
        Variance of the draws' own expectations; below zero where luck has it so.
    error : float
        Standard error of `assumptions`.
    """

    mean: float
    luck: float
    assumptions: float
    error: float

    @property
    def known(self) -> bool:
        """Whether the assumptions move the measure beyond luck, so that there is something to share out."""
        return self.assumptions > Z95 * self.error

    @property
    def of_assumptions(self) -> float:
        """The share of all variance that is due to the assumptions."""
        whole = self.luck + max(self.assumptions, 0.0)
        return max(self.assumptions, 0.0) / whole if whole > 0 else 0.0


@dataclass(frozen=True)
class Firsts:
    """First-order indices of many inputs.

    Attributes
    ----------
    shares : tuple of Share
        In the order of the inputs.
    beyond : bool[input]
        Whether the input moves the mean at all, beyond luck though so many were looked at (Bonferroni).
    """

    shares: tuple[Share, ...]
    beyond: NDArray[np.bool_]


def spread(values: Floats) -> Spread:
    """Tell the variance of luck from that of the assumptions.

    Parameters
    ----------
    values : float64[draw, run]
        At least two of each, none of them empty.
    """
    each, inside = _between(values), values.var(axis=1, ddof=1)
    error = float(each.std(ddof=1) / np.sqrt(len(each)))
    return Spread(float(values.mean()), float(inside.mean()), float(each.mean()), error)


def _between(values: Floats) -> Floats:
    """What each draw adds to the variance of the draws' expectations, without luck."""
    (k, s), own = values.shape, values.mean(axis=1)
    return np.asarray((own - own.mean()) ** 2 * k / (k - 1) - values.var(axis=1, ddof=1) / s)


def place(inputs: Floats) -> Floats:
    """Where each value stands in its input's own order, between 0 and 1: inputs[input, draw] to the same shape."""
    order = np.argsort(inputs, axis=1, kind="stable")
    rank = np.empty_like(order)
    np.put_along_axis(rank, order, np.arange(inputs.shape[1])[None], axis=1)
    return np.asarray((rank + 0.5) / inputs.shape[1])


def place_together(inputs: Floats, own: Floats) -> Floats:
    """Where each draw stands, between 0 and 1, along the direction in which inputs that hang together move an answer.

    So they can be looked at as one input. Each half of the draws is placed by the direction that the other half shows
    (ridge regression of the answers on normal scores), or luck would be taken for what the inputs do. What bends along
    it is seen, what no direction shows is not: a first-order index from these places is rather too low.

    Parameters
    ----------
    inputs : float64[input, draw]
    own : float64[draw]
        Each draw's own answer.

    Returns
    -------
    float64[draw]
    """
    scores, odd, found = ndtri(place(inputs)), np.arange(len(own)) % 2, np.empty(len(own))
    for half in (0, 1):
        seen, among = scores[:, odd != half], own[odd != half]
        ridge = len(seen) * np.eye(len(seen))  # as if all inputs together were thought to make half of the variance
        slope = np.linalg.solve(seen @ seen.T + ridge, seen @ (among - among.mean()))
        found[odd == half] = place((slope @ scores[:, odd == half])[None])[0]
    return found


def first_order(values: Floats, places: Floats, terms: int = TERMS) -> Firsts:
    """First-order indices from given draws.

    Each term of the cosine series takes up the square of its coefficient, less what noise would have made of it: so
    the sum is unbiased for what the series can follow, however many inputs there are.

    Parameters
    ----------
    values : float64[draw, run]
    places : float64[input, draw]
        As `place` gives them.
    terms : int
        How many terms of the series.
    """
    whole, away, k = _between(values), values.mean(axis=1) - values.mean(), len(values)
    parts, extra, largest = np.zeros(places.shape), np.zeros(len(places)), np.zeros(len(places))
    for term in range(1, terms + 1):
        wave = np.sqrt(2.0) * np.cos(np.pi * term * places) * away
        weight, noise = wave.mean(axis=1), wave.var(axis=1, ddof=1) / k
        square = weight**2 - noise
        slope = 2 * np.sign(weight) * np.sqrt(np.maximum(square, 0.0))
        parts += square[:, None] + slope[:, None] * (wave - weight[:, None])
        extra += 2 * noise**2
        largest = np.maximum(largest, np.abs(weight) / np.sqrt(np.maximum(noise, 1e-300)))
    sure = float(ndtri(1 - 0.025 / (terms * len(places))))
    shares = tuple(Share.of(part, whole, float(more)) for part, more in zip(parts, extra, strict=True))
    return Firsts(shares, largest > sure)


def total(base: Floats, anew: Floats) -> Share:
    """The total index of what was drawn again.

    Half the mean square of what the draws' expectations move by; the square is a product of two runs' differences, so
    that the luck of neither is in it. Inputs that do nothing leave every future as it was, and have exactly zero.

    Parameters
    ----------
    base, anew : float64[draw, run]
        The same draws and the same luck, before and after some inputs were drawn again, independently of all others.
    """
    moved, s = anew - base, base.shape[1]
    square = (moved.sum(axis=1) ** 2 - (moved**2).sum(axis=1)) / (2 * s * (s - 1))
    return Share.of(square, (_between(base) + _between(anew)) / 2)


def added(shares: tuple[Share, ...]) -> Share:
    """The sum of first-order indices: what is gone if all these inputs are known, and more if they act together."""
    half = float(np.sqrt(sum(((each.interval[1] - each.interval[0]) / 2) ** 2 for each in shares)))
    share = sum(each.share for each in shares)
    return Share(share, (share - half, share + half))
