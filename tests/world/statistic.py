"""Statistics of an arm that know their error, whatever they are: each carries the influence of every future on it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .paired import Floats, Futures


@dataclass(frozen=True)
class Statistic:
    """A number of an arm, what each future adds to it (the influence function, mean zero), and on how much it rests."""

    value: float
    influence: Floats
    acts: float = np.inf  # counted in all futures


def mean(x: NDArray[Any]) -> Statistic:
    """Mean over the futures."""
    return Statistic(float(x.mean()), x - x.mean())


def happens(whether: NDArray[Any]) -> Statistic:
    """Share of the futures in which something happens."""
    return replace(mean(whether.astype(float)), acts=whether.sum())


def count(acts: NDArray[np.bool_]) -> Statistic:
    """Mean number of acts in a future."""
    return replace(mean(acts.sum(axis=(0, 1)).astype(float)), acts=acts.sum())


def ratio(over: Floats, under: Floats) -> Statistic:
    """Ratio of means."""
    if not under.any():
        return Statistic(0.0, np.zeros_like(under), 0.0)
    value = over.mean() / under.mean()
    return Statistic(float(value), (over - value * under) / under.mean(), under.sum())


def share(part: NDArray[np.bool_], whole: NDArray[np.bool_]) -> Statistic:
    """Share of acts that are also in the part."""
    n, m = whole.sum(axis=(0, 1)).astype(float), (part & whole).sum(axis=(0, 1)).astype(float)
    return replace(ratio(m, n), acts=min(m.sum(), (n - m).sum()))


def level(futures: Futures, acts: NDArray[np.bool_]) -> Statistic:
    """Mean rung of the acts."""
    rung = np.where(acts, futures.rung, 0).astype(float)
    return ratio(rung.sum(axis=(0, 1)), acts.sum(axis=(0, 1)).astype(float))


def spread(futures: Futures, acts: NDArray[np.bool_]) -> Statistic:
    """Spread of the rungs of the acts: their entropy. (The variance may fall where choices grow less certain.)"""
    n = acts.sum(axis=(0, 1)).astype(float)
    value, influence = 0.0, np.zeros_like(n)
    for rung in np.unique(futures.rung[acts]):
        one = ratio((acts & (futures.rung == rung)).sum(axis=(0, 1)).astype(float), n)
        value -= one.value * np.log(one.value)
        influence -= (1 + np.log(one.value)) * one.influence
    return Statistic(value, influence, n.sum())


def z(changed: Statistic, base: Statistic) -> float:
    """How many standard errors the paired difference is from nothing."""
    error = _error(changed, base)
    return float((changed.value - base.value) / error) if error > 0 else 0.0


def interval(changed: Statistic, base: Statistic, sure: float = 3.0) -> tuple[float, float]:
    """Where the paired difference is, within so many standard errors."""
    middle, error = changed.value - base.value, _error(changed, base)
    return middle - sure * error, middle + sure * error


def _error(changed: Statistic, base: Statistic) -> float:
    return float(np.std(changed.influence - base.influence) / np.sqrt(len(base.influence)))
