"""Proper scores of probability forecasts; smaller is better.

Gneiting and Raftery (2007). RPS, Brier and CRPS are scoringrules'; classes are in their order, one forecast a row.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scoringrules
from numpy.typing import ArrayLike, NDArray

from .estimates import Span, jeffreys

Floats = NDArray[np.float64]
FLOOR = 0.001  # the least chance that a log score takes a class to have had
BINS = (0.0, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1.0)


def brier(chance: ArrayLike, came: ArrayLike) -> Floats:
    """The squared error of a chance, of what came about (1) or did not (0)."""
    return _made(scoringrules.brier_score(np.asarray(came, float), np.asarray(chance, float), backend="numpy"))


def rps(chances: Floats, came: ArrayLike) -> Floats:
    """The ranked probability score, 0 to 1: squared errors of the cumulative chances, by one less than the classes.

    Parameters
    ----------
    chances : float[case, class]
    came : int[case]
        Which class came about, from 0. With two classes this is the Brier score.
    """
    score = scoringrules.rps_score(np.asarray(came, int) + 1, chances, backend="numpy")
    return _made(score / (chances.shape[1] - 1))


def log_score(chances: Floats, came: ArrayLike, floor: float = FLOOR) -> Floats:
    """Minus the natural logarithm of the chance that was given to what came about.

    No chance counts as less than `floor`, so that one "never" too many does not decide everything.

    Parameters
    ----------
    chances : float64[case, class]
        The chance that was given to each class.
    came : int[case]
        The class that came about.
    floor : float
        The least that a chance counts for.
    """
    raised = np.maximum(chances, floor)
    raised /= raised.sum(axis=1, keepdims=True)
    return _made(-np.log(raised[np.arange(len(raised)), np.asarray(came, int)]))


def crps_of_quantiles(quantiles: Floats, came: ArrayLike, levels: ArrayLike) -> Floats:
    """The continuous ranked probability score from quantiles: twice their mean pinball loss.

    Parameters
    ----------
    quantiles : float[case, level]
    came : float[case]
    levels : float[level]
        Between 0 and 1.
    """
    return _made(scoringrules.crps_quantile(np.asarray(came, float), quantiles, np.asarray(levels), backend="numpy"))


def crps_of_samples(samples: Floats, came: ArrayLike) -> Floats:
    """The continuous ranked probability score from futures [case, run], whatever their number (Ferro 2014)."""
    return _made(scoringrules.crps_ensemble(np.asarray(came, float), samples, estimator="pwm", backend="numpy"))


@dataclass(frozen=True)
class Bin:
    """Forecasts of about the same chance, and how often they came true.

    Attributes
    ----------
    low, high : float
        The chances that belong to it: above `low`, up to `high`.
    n : int
        How many forecasts.
    forecast : float
        Their mean chance.
    observed : float
        The share that came true.
    interval : (low, high)
        95 %, Jeffreys', as if they were independent.
    """

    low: float
    high: float
    n: int
    forecast: float
    observed: float
    interval: Span


def reliability(chance: ArrayLike, came: ArrayLike, edges: ArrayLike = BINS) -> list[Bin]:
    """Group forecasts by their chance and count how often they came true; groups without any are left out."""
    p, y, ends = np.asarray(chance, float), np.asarray(came, float), np.asarray(edges, float)
    group = np.clip(np.searchsorted(ends, p, side="left") - 1, 0, len(ends) - 2)
    return [_bin(ends, i, p[group == i], y[group == i]) for i in range(len(ends) - 1) if (group == i).any()]


def _bin(ends: Floats, i: int, p: Floats, y: Floats) -> Bin:
    share, n = float(y.mean()), len(y)
    interval = jeffreys(share, n, share * (1 - share), 0.95)
    return Bin(float(ends[i]), float(ends[i + 1]), n, float(p.mean()), share, interval)


def _made(score: object) -> Floats:
    return np.asarray(score, np.float64)
