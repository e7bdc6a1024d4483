"""A rival that knows momentum: each act raises for a while the rates of the acts that follow it (Hawkes 1971).

In a day the rate of a cell is its own rate and, for every earlier act, a share that halves with time: one share for
acts of the same cell, one for the other cells of the same actor, one for the actor that the act was aimed at, in the
same band. Rates and shares maximise the likelihood of the record before the window, whose days count the less the older
they are, as for standing rates; the prior of the rates is theirs, that of the shares exponential, the half-life the
likeliest of a few. In each future the rates are drawn anew from what the record leaves open of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.signal import lfilter

from .count_laws import Played
from .standing_rates import HALF_LIFE, empirical_prior

HALF_LIVES = (2.0, 5.0, 14.0, 40.0)  # days
PRIOR_MEAN = 0.15  # of each share
MOST = 0.9  # further acts by one act, all in all: beyond 1 no number of acts would be the last
FUTURES = 4_096
TINY = 1e-9
Floats = NDArray[np.float64]
Cell = tuple[str, str]  # an actor and a band of rungs


@dataclass(frozen=True)
class Fitted:
    """A Hawkes law as fitted to a record.

    Attributes
    ----------
    shape, rate : float64[cell], float
        Gamma law of each cell's own rate, acts a day.
    push : float64[cell, cell]
        How much an act of one cell raises the rate of another on the next day.
    raised : float64[cell]
        How much the acts of the record raise each rate on the day after it.
    half_life : float
        Days.
    value : float
        The log posterior.
    """

    shape: Floats
    rate: float
    push: Floats
    raised: Floats
    half_life: float
    value: float

    def play(self, days: int, seed: int) -> Played:
        """Forecast the counts of all cells in so many days after the record, by futures of the law."""
        random = np.random.default_rng(seed)
        rates = random.gamma(self.shape, 1 / self.rate, (FUTURES, len(self.shape)))
        raised = np.tile(self.raised, (FUTURES, 1))
        total = np.zeros((FUTURES, len(self.shape)), np.int64)
        for _ in range(days):
            acts = random.poisson(rates + raised)
            total += acts
            raised = 0.5 ** (1 / self.half_life) * raised + acts @ self.push
        return Played(np.ascontiguousarray(total.T))


def relations(listed: Sequence[Cell], acts: Sequence[tuple[int, str]]) -> Floats:
    """Say whom an act of a cell excites: float64[relation, cell, cell], from the second to the third.

    Parameters
    ----------
    listed : sequence of (actor, band)
    acts : sequence of (cell, target)
        Of the record: at whom a cell's acts were aimed says whom its next ones will be aimed at.
    """
    index = {cell: n for n, cell in enumerate(listed)}
    size = len(listed)
    found = np.zeros((3, size, size))
    found[0] = np.eye(size)
    for n, cell in enumerate(listed):
        kin = [m for m, other in enumerate(listed) if other[0] == cell[0] and m != n]
        found[1, n, kin] = 1 / max(1, len(kin))
    for n, target in acts:
        answerer = index.get((target, listed[n][1]))
        if answerer is not None:
            found[2, n, answerer] += 1
    found[2] /= np.maximum(1, np.bincount([n for n, _ in acts], minlength=size))[:, None]
    return found


def hawkes(listed: Sequence[Cell], acts: Sequence[tuple[int, int, str]], span: int) -> Fitted:
    """Fit the law to a record.

    Parameters
    ----------
    listed : sequence of (actor, band)
    acts : sequence of (day, cell, target)
        Of the record, days counted from its first.
    span : int
        Days of record.
    """
    counts = np.zeros((span, len(listed)))
    for day, cell, _ in acts:
        counts[day, cell] += 1
    related = relations(listed, [(cell, target) for _, cell, target in acts])
    return max((_fit(counts, related, half_life) for half_life in HALF_LIVES), key=lambda each: each.value)


def _excitement(counts: Floats, decay: float) -> Floats:
    """Return for each day the acts before it, weighed by age: the weights of one act sum to 1 over all later days."""
    late = lfilter([1 - decay], [1, -decay], counts, axis=0)
    return np.vstack([np.zeros(counts.shape[1]), late[:-1]])


def _fit(counts: Floats, related: Floats, half_life: float) -> Fitted:
    """Maximise the posterior at one half-life."""
    span, size = counts.shape
    weight = 0.5 ** (np.arange(span, 0, -1) / HALF_LIFE)[:, None]
    exposure = float(weight.sum())
    shape, days = empirical_prior((weight * counts).sum(axis=0), exposure)
    decay = 0.5 ** (1 / half_life)
    pushed = np.stack([_excitement(counts, decay) @ each for each in related])  # [relation, day, cell]

    def loss(x: Floats) -> tuple[float, Floats]:
        rates, shares = x[:size], x[size:]
        rate = rates + np.tensordot(shares, pushed, 1)
        ratio = weight * (counts / rate - 1)
        value = (weight * (counts * np.log(rate) - rate)).sum()
        value += (shape * np.log(rates) - days * rates).sum() - (shares / PRIOR_MEAN).sum()
        of_rates = ratio.sum(axis=0) + shape / rates - days
        return -float(value), -np.concatenate([of_rates, (pushed * ratio).sum(axis=(1, 2)) - 1 / PRIOR_MEAN])

    guess = np.concatenate([np.full(size, shape / days), np.full(len(related), PRIOR_MEAN)])
    bounds = [(TINY, None)] * size + [(0.0, MOST)] * len(related)
    found = minimize(loss, guess, jac=True, bounds=bounds, method="L-BFGS-B")
    rates, shares = found.x[:size], found.x[size:]
    own = (weight * counts * rates / (rates + np.tensordot(shares, pushed, 1))).sum(axis=0)
    shares = shares * min(1.0, MOST / max(shares.sum(), TINY))
    push = (1 - decay) * np.tensordot(shares, related, 1)
    raised = (decay ** np.arange(span - 1, -1, -1) @ counts) @ push
    return Fitted(shape + own, days + exposure, push, raised, half_life, -float(found.fun))
