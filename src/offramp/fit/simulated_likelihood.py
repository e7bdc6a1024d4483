"""Fit the onset model by simulated likelihood: futures from a bank, weighted by the density of their traits.

For every opening a bank of futures is played, whose traits are drawn wider than the link has them. The chance of an
outcome in a crisis is then the weighted share of the bank in which it came about; the weights are ratios of normal
laws, so the score of a link is differentiable and costs no new future. A search would make use of a bank's luck, so
there are many rounds: each has a new bank around what was found (and the one before it, weighed as a mixture: Cornuet,
Marin, Mira and Robert 2012) and a few steps that are held back, and the last rounds' peaks are averaged (Polyak and
Juditsky 1992).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.stats import norm, qmc

from offramp.game.xla.device import prepare
from offramp.history import outcomes

from .crisis_outcomes import ANSWERER
from .crisis_rollouts import likely, play
from .onset_covariates import MOVES, Onsets
from .onset_model import TRAITS, Link, Vector, chosen, directions, numbers
from .two_sided import frame


class Round(NamedTuple):
    """Futures for each opening, how much wider than the link they are drawn, steps at most, what holds them back."""

    points: int
    wide: float
    steps: int
    held: float


ROUNDS = (Round(4096, 1.3, 25, 1.0),) * 7 + (Round(8192, 1.15, 12, 10.0),) * 18
KEPT, MEAN = 2, 8  # banks that a round makes use of, and rounds whose peaks are averaged
FEWEST = 200.0  # futures that a weighted bank should be worth; less is held against a link
LEAST = 1e-4
CURVE = 0.1  # of a prior spread, for the curvature
LONG, LATE = len(outcomes.DAYS), len(outcomes.LAGS) + 1
# Violence; days within each class of it; the actor's violence; kind of answer; lags within each group of kinds.
CLASSES = (4, 4 * LONG, 4, 5, outcomes.GROUPS * LATE)
Tell = Callable[[str], None]
Bank = tuple[Array, Array, Array]  # traits [trait, point], log weights [point] and outcomes [point, outcome]


@dataclass(frozen=True)
class Seen:
    """What came about, one 1 for each thing that is known of a case [case, outcome]; outcomes as in `CLASSES`."""

    onsets: Onsets
    came: NDArray[np.float32]


class Part(NamedTuple):
    """Futures of one opening: their traits [trait, point], what opening so tells of them, what came, and their law."""

    traits: Vector
    opened: Vector
    came: NDArray[np.float32]
    middle: Vector
    spread: Vector


def seen(
    onsets: Onsets,
    violence: NDArray[np.int64],
    days: NDArray[np.int64],
    used: NDArray[np.int64],
    answer: NDArray[np.int64],
    lag: NDArray[np.int64],
) -> Seen:
    """Put together what came about, by class from 0; -1 where it is not known.

    Parameters
    ----------
    onsets : Onsets
    violence, days, used, answer, lag : int[case]
        Violence of the crisis, bin of its duration (`outcomes.bin_of`), the actor's violence, the kind of its major
        response (0 to 4), and the bin of that one's lag (`outcomes.lag`).
    """
    return Seen(onsets, _ones(violence, days, used, answer, lag))


def fit(
    known: Seen,
    world: dict[str, Array],
    seed: int = 1,
    rounds: tuple[Round, ...] = ROUNDS,
    curvature: bool = True,
    tell: Tell = lambda text: None,
) -> Link:
    """Fit the link.

    Parameters
    ----------
    known : Seen
    world : dict of str to scalar
        What was fitted to MID, see `fit.numbers`.
    seed : int
    rounds : tuple of Round
    curvature : bool
        Whether to measure how well each number is known, too.
    tell : callable
        Told of progress.
    """
    prepare()
    cases, peak = _by_opening(known), np.zeros(len(numbers()))
    parts: dict[int, deque[Part]] = {o: deque(maxlen=KEPT) for o in cases}
    peaks = []
    for k, each in enumerate(rounds):
        link = _link(peak, known, seed)
        for o, made in parts.items():
            told = known.onsets.known[known.onsets.opening == o]
            made.append(_part(world, link, o, told, each, seed + k))
        slope = _slope(cases, {o: _bank(made) for o, made in parts.items()})
        peak, height = _climbed(slope, peak, each)
        peaks.append(peak)
        tell(f"round {k + 1} of {len(rounds)}: {height:.1f}")
    mean = np.mean(peaks[-MEAN:], axis=0)
    return _link(mean, known, seed, _width(slope, mean) if curvature else None)


def traits(link: Link, known: NDArray[np.float32], points: Vector) -> Vector:
    """Traits [trait, run] of one case by what is `known` [covariate], from standard normal `points` [trait, run]."""
    middle, spread = link.law(known[None])
    return np.asarray(middle[0][:, None] + spread[:, None] * points)


def uniform(points: int, seed: int) -> Vector:
    """Evenly spread points of the traits, and of the luck of the last act and of coding [trait + two, point]."""
    rng = np.random.default_rng(seed)
    made = qmc.Sobol(len(TRAITS) + 2, scramble=True, seed=rng).random_base2((points - 1).bit_length())[:points]
    return np.asarray(rng.permutation(made).T)  # in sequence, every fourth lies in one quarter of the first trait


def normal(luck: Vector) -> Vector:
    """The same points of the traits as standard normal draws [trait, point]."""
    return np.asarray(norm.ppf(luck[: len(TRAITS)]))


def rungs(opening: NDArray[np.integer]) -> NDArray[np.float64]:
    """The rung of openings; words for none."""
    made = frame()
    rung = np.asarray(made.template.board.move_rung)
    every = np.array([rung[made.moves.index(move)] if move else 0.0 for move in MOVES])
    return np.asarray(every[opening], np.float64)


def _link(peak: Vector, known: Seen, seed: int, width: Vector | None = None) -> Link:
    violence, *_, lags = np.split(known.came, np.cumsum(CLASSES)[:-1], axis=1)
    crises = int(violence.sum())
    wide = np.ones(len(peak)) if width is None else width
    return Link(peak, wide, crises, len(known.came) - crises, int(lags.sum()), seed)


def _ones(violence: NDArray[np.int64], days: NDArray[np.int64], *rest: NDArray[np.int64]) -> NDArray[np.float32]:
    """What came, as in `CLASSES`: a 1 for each thing that is known [case, outcome]."""
    within = np.where((violence >= 0) & (days >= 0), violence * LONG + days, -1)
    every = zip((violence, within, *rest), CLASSES, strict=True)
    return np.concatenate([part[:, None] == np.arange(size)[None] for part, size in every], axis=1).astype(np.float32)


def _by_opening(known: Seen) -> dict[int, tuple[Array, Array]]:
    """What is known and how often what came about, by opening; cases of which the same is known are one."""
    made = {}
    told = known.onsets.known[:, chosen()]
    for o in range(len(MOVES)):
        mine = known.onsets.opening == o
        if mine.any():
            alike, where = np.unique(told[mine], axis=0, return_inverse=True)
            came = np.zeros((len(alike), known.came.shape[1]), np.float32)
            np.add.at(came, where.ravel(), known.came[mine])
            made[o] = jnp.asarray(alike), jnp.asarray(came)
    return made


def _part(world: dict[str, Array], link: Link, opening: int, known: NDArray[np.float32], of: Round, seed: int) -> Part:
    """Futures of one opening, drawn so that the traits of all crises that it opened lie within."""
    luck = uniform(of.points, seed * len(MOVES) + opening)
    middles, within = link.law(known)
    middle, spread = middles.mean(axis=0), of.wide * np.sqrt(within**2 + middles.var(axis=0))
    z = middle[:, None] + spread[:, None] * normal(luck)
    every = np.full(of.points, opening)
    done = play(frame(), world, z, every, luck[-2], np.arange(of.points), seed)
    answer = outcomes.answer(done.answer)
    came = _ones(
        outcomes.violence(np.maximum(done.peak.max(axis=0), rungs(every))),
        outcomes.bin_of(done.end),
        outcomes.violence(done.peak[ANSWERER]),
        answer,
        outcomes.lag(answer, np.floor(done.lag)),
    )
    return Part(z, likely(frame(), world, z, opening), came, middle, spread)


def _bank(parts: Collection[Part]) -> Bank:
    """All futures of some parts, weighed as draws from the mixture of the parts' laws."""
    z = np.concatenate([part.traits for part in parts], axis=1)
    laws = [np.log(part.traits.shape[1]) + _density(z, part) for part in parts]
    weight = np.concatenate([part.opened for part in parts]) - np.logaddexp.reduce(laws, axis=0)
    came = np.concatenate([part.came for part in parts])
    return jnp.asarray(z, jnp.float32), jnp.asarray(weight, jnp.float32), jnp.asarray(came)


def _density(z: Vector, part: Part) -> Vector:
    """Log-density of traits [trait, point] under a part's normal law, up to a constant."""
    apart = (z - part.middle[:, None]) / part.spread[:, None]
    return np.asarray(-0.5 * (apart**2).sum(axis=0) - np.log(part.spread).sum())


def _climbed(slope: Callable[[Vector], tuple[float, Vector]], peak: Vector, of: Round) -> tuple[Vector, float]:
    """Where a few steps lead that are held back to where they began, and minus the log posterior there."""

    def held(z: Vector) -> tuple[float, Vector]:
        value, gradient = slope(z)
        return value + 0.5 * of.held * float((z - peak) @ (z - peak)), gradient + of.held * (z - peak)

    found = minimize(held, peak, jac=True, method="L-BFGS-B", options={"maxiter": of.steps, "maxcor": 20})
    new = np.asarray(found.x, np.float64)
    return new, float(found.fun) - 0.5 * of.held * float((new - peak) @ (new - peak))


def _slope(cases: dict[int, tuple[Array, Array]], banks: dict[int, Bank]) -> Callable[[Vector], tuple[float, Vector]]:
    rows = numbers().values()
    scale = jnp.array([[p.middle for p in rows], [p.spread for p in rows]], jnp.float32)

    def call(whitened: Vector) -> tuple[float, Vector]:
        value, gradient = _loss(jnp.asarray(whitened, jnp.float32), scale, cases, banks)
        return float(value), np.asarray(gradient, np.float64)

    return call


@jax.jit
def _loss(
    whitened: Array, scale: Array, cases: dict[int, tuple[Array, Array]], banks: dict[int, Bank]
) -> tuple[Array, Array]:
    """Minus the log posterior of a link, and its gradient."""

    def loss(z: Array) -> Array:
        free = scale[0] + scale[1] * z
        total = 0.5 * jnp.sum(z**2)
        for o, (known, came) in cases.items():
            share, worth = _shares(free, known, banks[o])
            thin = jnp.maximum(jnp.log(FEWEST) - jnp.log(worth), 0.0)
            total -= (came * jnp.log(share + LEAST)).sum() - 0.02 * (thin**2 * came.sum(axis=1)).sum()
        return total

    return jax.value_and_grad(loss)(whitened)


def _shares(free: Array, known: Array, bank: Bank) -> tuple[Array, Array]:
    """Chance of every outcome [case, outcome], and how many futures the weighted bank is worth [case]."""
    (z, base, ones), k = bank, len(TRAITS)
    middle = free[None, :k] + (known * free[None, 2 * k : -1]) @ jnp.asarray(directions())
    spread = jnp.exp(free[k : 2 * k])
    at, q = middle / spread[None], z / spread[:, None]
    log = base[None] - 0.5 * (q**2).sum(axis=0)[None] + at @ q - 0.5 * (at**2).sum(axis=1)[:, None]
    weight = jax.nn.softmax(log - jnp.log(spread).sum(), axis=1)
    return _coded(weight @ ones, jax.nn.sigmoid(free[-1])), 1 / (weight**2).sum(axis=1)


def _coded(share: Array, economic: Array) -> Array:
    """Shares as ICB codes them: concessions are political, some of the second rung economic.

    Shares of days become those within a class of violence, shares of lags those within a group of answers.
    """
    violence, days, used, answer, lag = jnp.split(share, np.cumsum(CLASSES)[:-1], axis=1)
    none, give, second, military, violent = answer.T
    kinds = (none, give + (1 - economic) * second, economic * second, military, violent)
    parts = (violence, _within(days, 4), used, jnp.stack(kinds, axis=1), _within(lag, outcomes.GROUPS))
    return jnp.concatenate(parts, axis=1)


def _within(share: Array, groups: int) -> Array:
    """Shares within each group of so many classes."""
    parts = share.reshape(share.shape[0], groups, -1) + LEAST
    return (parts / parts.sum(axis=2, keepdims=True)).reshape(share.shape)


def _width(slope: Callable[[Vector], tuple[float, Vector]], peak: Vector) -> Vector:
    """Posterior over prior width of each number alone, by Laplace's approximation."""
    steps = np.eye(len(peak)) * CURVE
    rows = np.stack([(slope(peak + step)[1] - slope(peak - step)[1]) / (2 * CURVE) for step in steps])
    values, vectors = np.linalg.eigh((rows + rows.T) / 2)
    return np.asarray(np.sqrt(((vectors / np.maximum(values, 1.0)) @ vectors.T).diagonal()))
