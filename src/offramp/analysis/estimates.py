"""Estimates with two intervals: sampling error (luck), and the spread over draws (assumptions).

Futures are nested: S runs in each of K draws of the assumptions. *Luck* is the 90 % Monte Carlo interval
given these draws: how far another seed would move the estimate. *Assumptions* is the 5-95 % range of the
draws' own estimates, with the variance that is luck removed: how far the answer depends on what nobody knows. A
value that is not a number is empty (no first day in a future without an act): such futures count for nothing,
and the estimate is about the others.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from scipy.stats import beta

Statistic = Literal["probability", "mean", "median"]
Span = tuple[float, float]
Floats = NDArray[np.float64]
LUCK = 0.9  # how much of it every interval of luck holds, as the range over the assumptions does
Z90, Z95 = 1.6448536269514722, 1.959963984540054
_RANGE = (0.05, 0.95)


@dataclass(frozen=True)
class Estimate:
    """A number with its error bars; empty where no future has the measure.

    Attributes
    ----------
    estimate : float or None
    luck : (low, high) or None
        90 % Monte Carlo interval.
    assumptions : (low, high) or None
        5-95 % of the draws' own estimates without luck, and as far as the estimate where a few draws carry that
        beyond; None where luck cannot be told from assumptions, which takes two draws of two runs each.
    structure : (low, high) or None
        Range over decision rules and rival models; None until there are two.
    """

    estimate: float | None
    luck: Span | None
    assumptions: Span | None
    structure: Span | None = None

    @property
    def sure(self) -> Span | None:
        """The interval that holds 95 in 100, by which it is said whether a number is beyond luck."""
        return None if self.luck is None or self.estimate is None else widened(self.estimate, self.luck)

    @property
    def disputed(self) -> bool:
        """Whether the decision rules disagree by more than the other two bars together."""
        return width(self.structure) > width(self.luck) + width(self.assumptions)


def estimate(
    values: NDArray[np.floating[Any]], statistic: Statistic = "mean", weights: Floats | None = None
) -> Estimate:
    """Estimate a measure.

    Parameters
    ----------
    values : float[draw, run]
        One number for each future, NaN where it is empty.
    statistic : {"probability", "mean", "median"}
        A probability is a mean of zeros and ones, with an interval that stays within 0 and 1 and never has no
        width.
    weights : float[draw], optional
        How much each draw counts; all the same if left out.
    """
    x = np.asarray(values, np.float64)
    has = ~np.isnan(x)
    if not has.any():
        return Estimate(None, None, None)
    w = np.ones(len(x)) if weights is None else weights / weights.mean()
    if statistic == "median":
        return _median(x, has, w)
    x0 = np.where(has, x, 0.0)
    total = float(w @ has.sum(1))
    middle = float(w @ x0.sum(1) / total)
    spread = within(np.where(has, x - middle, 0.0), w)
    if statistic == "probability":
        luck = jeffreys(middle, total, spread * x.size / total)
    else:
        half = float(Z90 * np.sqrt(x.size * spread) / total)
        luck = (max(middle - half, float(x[has].min())), min(middle + half, float(x[has].max())))
    counted = has.sum(1)
    own = x0.sum(1)[counted > 0] / counted[counted > 0]
    noise = spread / float((w**2).mean()) * x.size / total / counted[counted > 0]
    return Estimate(middle, luck, _assumptions(own, noise, middle, x.shape[1], w[counted > 0]))


def width(span: Span | None) -> float:
    """How wide a bar is; one that is not known has no width."""
    return span[1] - span[0] if span else 0.0


def widened(middle: float, luck: Span) -> Span:
    """An interval of luck, 90 %, as one of 95 %: each side as much wider as that of a normal error is."""
    low, high = (middle + Z95 / Z90 * (end - middle) for end in luck)
    return low, high


def narrowed(middle: float, luck: Span) -> Span:
    """An interval of luck of 95 %, as older answers have it, as one of 90 %."""
    low, high = (middle + Z90 / Z95 * (end - middle) for end in luck)
    return low, high


def structured(found: Estimate, rivals: Iterable[Estimate]) -> Estimate:
    """The estimate with its third bar: the range of the estimates of the same measure under all decision rules."""
    known = [each.estimate for each in (found, *rivals) if each.estimate is not None]
    return replace(found, structure=(min(known), max(known)) if len(known) > 1 else None)


def within(values: Floats, weights: Floats | None = None) -> float:
    """The variance between runs of one draw, pooled over draws.

    One of the runs of each draw is traded for the variance of all futures together. Where draws do not
    differ, both are the same; and where every draw's runs agree by chance, or there is one run a draw, luck
    is overstated, never denied. A draw that counts more brings more of its luck with it, by the square.
    """
    s = values.shape[1]
    share = np.ones(len(values)) if weights is None else weights**2
    pooled = float(values.var() * share.mean())
    own = (share * values.var(axis=1, ddof=1)).mean() if s > 1 else 0.0
    return float(((s - 1) * own + pooled) / s)


def jeffreys(share: float, futures: float, spread: float, holds: float = LUCK) -> Span:
    """An interval of a share, Jeffreys' (Brown, Cai and DasGupta 2001).

    It is that of as many independent futures as tell as much as these.

    Parameters
    ----------
    share : float
    futures : float
        How many there were.
    spread : float
        The variance within a draw, which is below share (1 - share) where draws differ.
    holds : float
        How much of the luck it holds, 0 to 1.
    """
    binomial = share * (1 - share)
    n = futures * binomial / spread if spread > 0 and binomial > 0 else futures
    successes = share * n
    low = 0.0 if share == 0 else float(beta.ppf((1 - holds) / 2, successes + 0.5, n - successes + 0.5))
    high = 1.0 if share == 1 else float(beta.ppf((1 + holds) / 2, successes + 0.5, n - successes + 0.5))
    return low, high


def shrink(own: Floats, noise: float, centre: float, weights: Floats | None = None) -> Floats:
    """Pull the draws' own estimates towards a centre until their variance is what is left without luck.

    Parameters
    ----------
    own : float64[draw]
        Each draw's own estimate.
    noise : float
        Variance of one draw's estimate that is luck.
    centre : float
        What they are pulled towards.
    weights : float64[draw], optional
        How much each draw counts; all the same if left out.
    """
    between = float(np.cov(own, aweights=weights))
    left = max(0.0, between - noise)
    return np.asarray(centre + (own - centre) * np.sqrt(left / between if between > 0 else 0.0))


def _assumptions(own: Floats, noise: Floats, centre: float, runs: int, weights: Floats) -> Span | None:
    if len(own) < 2 or runs < 2:
        return None
    left = shrink(own, float(np.average(noise, weights=weights)), centre, weights)
    low, high = (_quantile(left, share, weights) for share in _RANGE)
    return stretched((low, high), centre)


def stretched(span: Span, number: float) -> Span:
    """A bar that holds its own number: a few draws, or one that counts for many, may carry a mean beyond the rest."""
    return min(span[0], number), max(span[1], number)


def _quantile(
    values: Floats, share: float, weights: Floats, method: Literal["linear", "lower", "higher"] = "linear"
) -> float:
    """A quantile of values that count by their weights."""
    if (weights == weights[0]).all():
        return float(np.quantile(values, share, method=method))
    return float(np.quantile(values, share, method="inverted_cdf", weights=weights))


def _median(x: Floats, has: NDArray[np.bool_], w: Floats) -> Estimate:
    """The median of all values; its interval comes from the error of the share below it (Woodruff 1952)."""
    total = float(w @ has.sum(1))
    counts = np.broadcast_to(w[:, None], x.shape)[has]
    middle = _quantile(x[has], 0.5, counts)
    below = np.where(has, x <= middle, 0.0)
    share = w @ below.sum(1) / total
    spread = within(np.where(has, below - share, 0.0), w)
    half = Z90 * np.sqrt(spread * x.size) / total
    low = _quantile(x[has], max(0.0, 0.5 - half), counts, "lower")
    high = _quantile(x[has], min(1.0, 0.5 + half), counts, "higher")
    rows = [row[ok] for row, ok in zip(x, has, strict=True) if ok.any()]
    own = np.array([np.median(row) for row in rows])
    noise = np.array([_median_variance(row) for row in rows])
    return Estimate(middle, (low, high), _assumptions(own, noise, middle, x.shape[1], w[has.any(1)]))


def _median_variance(row: Floats) -> float:
    """The sampling variance of a median, from the quantiles one standard error to its sides."""
    half = 0.5 / np.sqrt(len(row))
    low, high = np.quantile(row, (max(0.0, 0.5 - half), min(1.0, 0.5 + half)))
    return float(((high - low) / 2) ** 2)
