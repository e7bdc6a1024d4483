"""Estimate in which draws a statement is true, from a few futures of each draw.

A proposition compares a number of a draw (a share or a mean over its futures) with a bound. What a few futures say of
that number is part luck. *Together* the draws' numbers are taken to come from one distribution, which is fitted to all
of them with their luck, and each draw is true with the chance that its number is on the right side given its futures
and that distribution (empirical Bayes; Efron and Morris 1973). Shares come from a beta distribution, by its moments;
means from any that falls off on both sides of the bound, as a mixture of stretches that begin there (Stephens 2017), so
that a long tail on one side is not mistaken for doubt about the sign. Where luck is most of what tells the draws' means
apart, no such shape can be seen, and they are pulled together until what is left has the right variance (Louis 1984),
as the assumptions' bar is. *Alone* each draw is judged by its own futures
with no leaning to either side, which is what a search for the assumption behind it needs: a draw that is pulled
towards the others may be pulled across the bound.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc, btdtria, btdtrib, ndtr

from .estimates import Span, Statistic, estimate

Floats = NDArray[np.float64]
ENDS = (5.0, 95.0)
RESAMPLES, SEED = 100, 1
STRETCHES, STEPS = 12, 60  # of a distribution of means, on either side of the bound; of its fit
_LEAST, _MOST, _TINY = 1e-12, 1e6, 1e-300
_FORM = re.compile(r"(>=|<=|>|<) *([-+]?\d+(?:\.\d+)?)")


@dataclass(frozen=True)
class Bound:
    """A comparison with a number: above or below it, or at it."""

    above: bool
    number: float
    equal: bool

    @classmethod
    def read(cls, text: str) -> Bound:
        """Read a comparison such as `>= 2`."""
        found = _FORM.fullmatch(text.strip())
        assert found is not None, text
        return cls(found[1][0] == ">", float(found[2]), "=" in found[1])

    def met(self, numbers: NDArray[np.floating[Any]] | float) -> NDArray[np.bool_]:
        """Whether numbers are on the right side."""
        x = np.asarray(numbers, np.float64)
        right = x > self.number if self.above else x < self.number
        return np.asarray(right | (x == self.number) if self.equal else right)


@dataclass(frozen=True)
class Proposition:
    """A comparison of each draw's own number with a bound.

    Attributes
    ----------
    values : float64[draw, run]
        Of which the number is the mean; NaN where a future has none.
    bound : Bound
    whole : float
        The variance of all futures, where these are some of the draws of more.
    """

    values: Floats
    bound: Bound
    whole: float = 0.0

    @classmethod
    def of(cls, values: NDArray[np.floating[Any]], statistic: Statistic, bound: Bound) -> Proposition:
        """State it; a median is on one side of a bound where half the futures are.

        Parameters
        ----------
        values : float[draw, run]
            One number for each future; NaN where it is empty.
        statistic : Statistic
            What of them is compared with the bound.
        bound : Bound
        """
        x = np.asarray(values, np.float64)
        if statistic != "median":
            return cls(x, bound)
        return cls(np.where(np.isnan(x), np.nan, bound.met(x)), Bound(True, 0.5, bound.equal))

    @property
    def is_share(self) -> bool:
        """Whether the number is a share that could be on either side."""
        known = self.values[~np.isnan(self.values)]
        return bool(np.isin(known, (0.0, 1.0)).all()) and 0 < self.bound.number < 1

    def rows(self, rows: NDArray[Any]) -> Proposition:
        """The same of some of the draws, which keep in mind that the futures of the others may differ."""
        return Proposition(self.values[rows], self.bound, self.whole or _variance(self.values))

    def shifted(self, weights: Floats | None, against: bool) -> Proposition:
        """The same with the bound moved by the luck of the number, as if that had been all one way, if it straddles it.

        Parameters
        ----------
        weights : float64[draw], optional
            How much each draw counts; all the same if left out.
        against : bool
            Whether luck is taken to have helped the proposition, so that the bound is harder to meet, or to have hurt.
        """
        found = estimate(self.values, "probability" if self.is_share else "mean", weights)
        if found.estimate is None or found.sure is None:
            return self
        low, high = found.sure
        if not low <= self.bound.number <= high:  # a few futures that carry a mean say nothing against clear ones
            return self
        upwards = self.bound.above == against
        by = found.estimate - low if upwards else found.estimate - high
        return replace(self, bound=replace(self.bound, number=self.bound.number + by))

    @cached_property
    def counts(self) -> tuple[Floats, Floats]:
        """Futures that have it and futures in all, by draw."""
        return np.nansum(self.values, axis=1), (~np.isnan(self.values)).sum(axis=1).astype(float)

    @cached_property
    def means(self) -> tuple[Floats, Floats]:
        """The draws' own means, NaN where there is none, and the variance that is luck.

        Of the variance between a draw's futures, one future's worth is that of all futures together, so that a draw
        whose futures agree by chance is not taken to be sure. Where all of some draws agree, it is that of the others.
        """
        values, has = self.values, ~np.isnan(self.values)
        n = has.sum(axis=1)
        own = np.where(n > 0, np.nansum(values, axis=1) / np.maximum(n, 1), np.nan)
        within = np.nansum((values - own[:, None]) ** 2, axis=1)
        pooled = _variance(values) or self.whole
        return own, np.where(n > 0, (within + pooled) / np.maximum(n, 1) ** 2, np.inf)

    @cached_property
    def likely(self) -> Floats:
        """How likely the draws' own means [draw, stretch] are, if the true ones lie in a stretch from the bound on."""
        own, noise = self.means
        y, sd = np.where(np.isnan(own), 0.0, own - self.bound.number), np.sqrt(noise)
        reach = np.geomspace(sd.min() / 4, 2 * max(float(np.abs(y).max()), float(sd.min())), STRETCHES)
        ends, z = np.concatenate([reach, -reach]), y[:, None] / sd[:, None]
        found = np.abs(ndtr(z) - ndtr(z - ends / sd[:, None])) / np.abs(ends)
        return np.maximum(np.where(np.isinf(sd)[:, None], 1.0, found), _TINY)

    def alone(self) -> Floats:
        """The chance [draw] that it is true in each draw, by the draw's own futures: a half if they say nothing."""
        if self.is_share:
            return _tail(*_undecided(self.bound.number), *self.counts, self.bound)
        own, noise = self.means
        return np.where(np.isnan(own), 0.5, _beyond(np.nan_to_num(own), noise, self.bound))

    def together(self, weights: Floats | None = None) -> Floats:
        """The chance [draw] that it is true in each draw, by its own futures and by what the draws have in common."""
        w = np.ones(len(self.values)) if weights is None else weights
        if self.is_share:
            return _tail(*_spread(*self.counts, w), *self.counts, self.bound)
        own, noise = self.means
        has = ~np.isnan(own)
        if not has.any() or not noise[has].any():  # nothing to go by, or no luck at all
            return np.where(has, self.bound.met(np.where(has, own, 0.0)), 0.5)
        share, known = w / w.sum(), np.where(has, own, np.average(own[has], weights=w[has]))
        heard = share * has / (share * has).sum()
        luck, spread = float(heard @ np.where(has, noise, 0.0)), float(heard @ (known - heard @ known) ** 2)
        if luck > spread / 2:
            return _beyond(*_pulled(known, np.where(has, noise, 0.0), heard, spread - luck), self.bound)
        return _fitted(self.likely, share, self.bound.above)


def differing(values: Floats) -> int:
    """How many futures have another value than most have; those without a value are left out."""
    known = values[~np.isnan(values)]
    return int(known.size - np.unique(known, return_counts=True)[1].max(initial=0))


def share_true(tests: Sequence[Proposition], weights: Floats | None = None) -> float:
    """Share of the draws' weight in which all these propositions are true, luck removed."""
    return float(np.average(chance(tests, weights), weights=weights))


def chance(tests: Sequence[Proposition], weights: Floats | None = None) -> Floats:
    """The chance [draw] that all of them are true, given luck that they do not share."""
    return np.asarray(np.prod([each.together(weights) for each in tests], axis=0))


def luck(share: Callable[[Floats], float], weights: Floats, draw: NDArray[np.intp] | None = None) -> Span:
    """The 90 % interval of a share, from drawing draws with their futures anew.

    Parameters
    ----------
    share : callable
        Of the weights of the rows.
    weights : float64[row]
    draw : int[row], optional
        The draw of each row, where a draw has several; a draw each if left out.
    """
    of = np.arange(len(weights)) if draw is None else np.unique(draw, return_inverse=True)[1]
    n = int(of.max()) + 1
    again = np.random.default_rng(SEED).multinomial(n, np.full(n, 1 / n), size=RESAMPLES)
    found = [share(weights * times[of]) for times in again]
    low, high = np.percentile(found, ENDS)
    return float(low), float(high)


def _variance(values: Floats) -> float:
    return float(np.nanvar(values)) if not np.isnan(values).all() else 0.0


def _undecided(number: float) -> tuple[float, float]:
    """A distribution of shares, worth about one future, of which half is above a number."""
    if number <= 0.5:
        return 0.5, float(btdtrib(0.5, 0.5, number))
    return float(btdtria(0.5, 0.5, number)), 0.5


def _spread(came: Floats, of: Floats, w: Floats) -> tuple[float, float]:
    """The beta distribution of the draws' own shares, luck removed, by its first two moments."""
    has = of > 0
    if not has.any():
        return 0.5, 0.5
    came, of, w = came[has], of[has], w[has] / w[has].sum()
    middle = float((w @ came + 0.5 / len(w)) / (w @ of + 1 / len(w)))
    luck = middle * (1 - middle) * float(w @ (1 / of))
    left = (float(w @ (came / of - middle) ** 2) - luck) / max(1 - float(w @ (1 / of)), _LEAST)
    size = min(_MOST, max(middle * (1 - middle) / max(left, _LEAST) - 1, 0.01))
    return middle * size, (1 - middle) * size


def _tail(a: float, b: float, came: Floats, of: Floats, bound: Bound) -> Floats:
    """The chance that a share is on the right side of a bound, after so many of so many."""
    below = betainc(a + came, b + of - came, bound.number)
    return np.asarray(1 - below if bound.above else below)


def _pulled(own: Floats, noise: Floats, share: Floats, left: float) -> tuple[Floats, Floats]:
    """The draws' means, pulled together until their variance is what is left without luck, and that of their centre."""
    centre = float(share @ own)
    spread = float(share @ (own - centre) ** 2)
    pull = np.sqrt(max(left, 0.0) / spread) if spread > 0 else 0.0
    return centre + pull * (own - centre), np.full(len(own), float(share**2 @ noise))


def _fitted(likely: Floats, share: Floats, above: bool) -> Floats:
    """The chance that each draw's mean is on the right side, after the distribution that all of them seem to have."""
    mixture = np.full(likely.shape[1], 1 / likely.shape[1])
    for _ in range(STEPS):
        mixture = mixture * ((share / (likely @ mixture)) @ likely)
    over = likely[:, :STRETCHES] @ mixture[:STRETCHES] / (likely @ mixture)
    return np.asarray(over if above else 1 - over)


def _beyond(middle: Floats, variance: Floats, bound: Bound) -> Floats:
    """The chance that a normal number is on the right side; one without variance is or is not."""
    sure = variance <= _LEAST**2
    score = (middle - bound.number) / np.sqrt(np.where(sure, 1.0, variance))
    return np.where(sure, bound.met(middle), ndtr(score if bound.above else -score))
