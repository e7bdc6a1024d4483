"""Sign robustness: in how many draws an effect has its sign, and the variance that pairing saves."""

from __future__ import annotations

from statistics import NormalDist
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .estimates import within

Floats = NDArray[np.float64]
_LEAST = 1e-12


def share_above(differences: NDArray[np.floating[Any]], weights: Floats | None = None) -> float | None:
    """Share of the draws in which the mean difference is above zero, luck removed, of those in which anything differs.

    Each draw's own mean is known up to luck alone. It is pulled to the mean of all draws as far as its spread is luck
    (empirical Bayes; Efron and Morris 1973), and counts with the probability that what is left is above zero. Where
    draws do not differ this is the probability that the common mean is.

    Parameters
    ----------
    differences : float[draw, run]
        NaN where a pair has none.
    weights : float64[draw], optional
        How much each draw counts; all the same if left out.

    Returns
    -------
    float or None
        0 where nothing differs; None where luck cannot be told from assumptions.
    """
    x = np.asarray(differences, np.float64)
    differs = np.nan_to_num(x).any(axis=1)
    if not differs.any():
        return 0.0
    if differs.sum() < 2 or x.shape[1] < 2:
        return None
    x, w = x[differs], np.ones(differs.sum()) if weights is None else weights[differs]
    has = ~np.isnan(x)
    own = np.nanmean(x, axis=1)
    centre = float(np.average(own, weights=w))
    spread = within(np.where(has, x - centre, 0.0)) * x.size / has.sum()
    noise = np.maximum(spread / has.sum(axis=1), _LEAST)
    between = max(0.0, float(np.cov(own, aweights=w)) - float(np.average(noise, weights=w)))
    pull = between / (between + noise)
    middle = centre + pull * (own - centre)
    of_centre = float((w**2 * noise).sum() / w.sum() ** 2)
    sd = np.sqrt(between * (1 - pull) + (1 - pull) ** 2 * of_centre)
    above = [NormalDist().cdf(m / max(s, _LEAST)) for m, s in zip(middle, sd, strict=True)]
    return float(np.average(above, weights=w))


def narrower(one: Floats, other: Floats, weights: Floats | None = None) -> float | None:
    """How many times narrower the luck of a paired difference is than that of as many futures without pairs.

    Parameters
    ----------
    one, other : float64[draw, run]
        The measure in both worlds, future by future.
    weights : float64[draw], optional
        How much each draw counts; all the same if left out.

    Returns
    -------
    float or None
        None where nothing differs, or where some future does not have the measure.
    """
    paired = within(one - other, weights)
    return float(np.sqrt((within(one, weights) + within(other, weights)) / paired)) if paired > 0 else None
