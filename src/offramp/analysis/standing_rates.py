"""The plainest rival of a world: every cell acts at a rate of its own, learned from the record, which forgets.

A cell's rate has a gamma law whose shape and rate are set at each start by empirical Bayes from the record before it
(Robbins 1956); counts in a window are then negative binomial.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import gammaln

from .count_laws import NegativeBinomial

HALF_LIFE = 134.0  # days until an act counts half; `trait.memory` of the fit to disputes (docs/fit.md)
FIRST_GUESS = (0.3, 60.0)  # shape, and rate in days, of the gamma law
SPREAD = 2.0  # of the logarithms of both about the first guess: a weak prior
Floats = NDArray[np.float64]


def standing_rates(ages: list[Floats], span: float, days: int) -> NegativeBinomial:
    """Forecast the counts of all cells in a window.

    Parameters
    ----------
    ages : list of float64[act], one for each cell
        Days between each act of the cell before the window and its first day.
    span : float
        Days of record before the window.
    days : int
        Length of the window.
    """
    exposure = float(np.sum(0.5 ** (np.arange(1, int(span) + 1) / HALF_LIFE)))
    seen = np.array([np.sum(0.5 ** (age / HALF_LIFE)) for age in ages])
    shape, rate = empirical_prior(seen, exposure)
    total = rate + exposure
    return NegativeBinomial(shape + seen, float(total / (total + days)))


def empirical_prior(seen: Floats, exposure: float) -> tuple[float, float]:
    """Return the gamma law of the cells' rates that makes the counts likeliest: its shape, and its rate in days.

    Parameters
    ----------
    seen : float64[cell]
        Acts, each by how much it still counts.
    exposure : float
        Days, in the same way.
    """

    def loss(logs: Floats) -> float:
        shape, rate = np.exp(logs)
        likelihood = (
            gammaln(shape + seen)
            - gammaln(shape)
            + shape * np.log(rate / (rate + exposure))
            - seen * np.log(rate + exposure)
        )
        return float(-likelihood.sum() + ((logs - np.log(FIRST_GUESS)) ** 2).sum() / (2 * SPREAD**2))

    shape, rate = np.exp(minimize(loss, np.log(FIRST_GUESS), method="Nelder-Mead").x)
    return float(shape), float(rate)
