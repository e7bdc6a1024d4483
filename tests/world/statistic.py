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
    value = over.mean() / under.mean()
    return Statistic(float(value), (over - value * under) / under.mean(), under.sum())


def share(part: NDArray[np.bool_], whole: NDArray[np.bool_]) -> Statistic:
    """Share of acts that are also in the part."""
    return ratio((part & whole).sum(axis=(0, 1)).astype(float), whole.sum(axis=(0, 1)).astype(float))


def level(futures: Futures, acts: NDArray[np.bool_]) -> Statistic:
    """Mean rung of the acts."""
    n, s, _ = _moments(futures, acts)
    return ratio(s, n)


def spread(futures: Futures, acts: NDArray[np.bool_]) -> Statistic:
    """Variance of the rungs of the acts."""
    n, s, q = _moments(futures, acts)
    m = s.mean() / n.mean()
    return ratio(q - 2 * m * s + m * m * n, n)


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


def _moments(futures: Futures, acts: NDArray[np.bool_]) -> tuple[Floats, Floats, Floats]:
    rung = np.where(acts, futures.rung, 0).astype(float)
    return acts.sum(axis=(0, 1)).astype(float), rung.sum(axis=(0, 1)), (rung**2).sum(axis=(0, 1))
