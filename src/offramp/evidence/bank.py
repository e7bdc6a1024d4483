"""Fit the link from onset to traits by simulation: banks of futures, weighed by how likely a crisis has their traits.

For every opening a bank of futures is played, whose traits are drawn wider than the link has them. The chance of an
outcome in a crisis is then the weighted share of the bank in which it came about; the weights are ratios of normal
laws, so the score of a link is differentiable and costs no new future. The bank is drawn anew around what was found, a
few times, so that it lies where it is needed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.stats import norm, qmc

from offramp.game.device import prepare

from . import outcomes
from .futures import last_act, opened, play
from .link import TRAITS, Link, Vector, chosen, directions, numbers
from .onset import MOVES, Onsets
from .two_sided import frame

ROUNDS = ((4096, 1.5), (8192, 1.4), (16384, 1.25), (16384, 1.2))  # futures for each opening, and how much wider drawn
STEPS = 60
FEWEST = 200.0  # futures that a weighted bank should be worth; less is held against a link
LEAST = 1e-4
CURVE = 0.1  # of a prior spread, for the curvature
CLASSES = (4, len(outcomes.DAYS), 4, 5)  # violence, days, the actor's violence, kind of answer
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Seen:
    """What came about, one 1 for each thing that is known of a case [case, outcome]; outcomes as in `CLASSES`."""

    onsets: Onsets
    came: NDArray[np.float32]


def seen(onsets: Onsets, *came: NDArray[np.int64]) -> Seen:
    """Put together what came about, by class from 0; -1 where it is not known.

    Parameters
    ----------
    onsets : Onsets
    *came : int[case]
        Violence, bin of the duration, the actor's violence, and its major response (0 to 4).
    """
    return Seen(onsets, np.concatenate([_ones(part, size) for part, size in zip(came, CLASSES, strict=True)], axis=1))


def fit(
    known: Seen, world: dict[str, Array], seed: int = 1, rounds: tuple[tuple[int, float], ...] = ROUNDS,
    steps: int = STEPS, curvature: bool = True, tell: Tell = lambda text: None,
) -> Link:  # fmt: skip
    """Fit the link.

    Parameters
    ----------
    known : Seen
    world : dict of str to scalar
        What was fitted to MID, see `fit.numbers`.
    seed : int
    rounds : tuple of (int, float)
        Of each round, the futures for each opening and how much wider than the link they are drawn.
    steps : int
        Of the search in each round.
    curvature : bool
        Whether to measure how well each number is known, too.
    tell : callable
        Told of progress.
    """
    prepare()
    peak = np.zeros(len(numbers()))
    cases = _by_opening(known)
    for k, (points, wide) in enumerate(rounds):
        link = _link(peak, known, points, seed)
        told = {o: known.onsets.known[known.onsets.opening == o] for o in cases}
        banks = {o: _bank(world, link, o, told[o], wide, seed + k) for o in cases}
        slope = _slope(cases, banks)
        found = minimize(slope, peak, jac=True, method="L-BFGS-B", options={"maxiter": steps, "maxcor": 20})
        peak = np.asarray(found.x, np.float64)
        tell(f"round {k + 1} of {len(rounds)}: {found.fun:.1f}")
    return _link(peak, known, rounds[-1][0], seed, _width(slope, peak) if curvature else None)


def traits(link: Link, known: NDArray[np.float32], points: Vector) -> Vector:
    """Traits [trait, run] of one case from standard normal points [trait, run]."""
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


def _link(peak: Vector, known: Seen, points: int, seed: int, width: Vector | None = None) -> Link:
    crises = int(known.came[:, : CLASSES[0]].sum())
    return Link(peak, np.ones(len(peak)) if width is None else width, crises, len(known.came) - crises, points, seed)


def _ones(came: NDArray[np.int64], size: int) -> NDArray[np.float32]:
    return np.asarray(came[:, None] == np.arange(size)[None], np.float32)


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


def _bank(
    world: dict[str, Array], link: Link, opening: int, known: NDArray[np.float32], wide: float, seed: int
) -> tuple[Array, Array, Array]:  # fmt: skip
    """Traits [trait, point], log weights [point] and outcomes [point, outcome] of a bank for one opening."""
    luck = uniform(link.points, seed * len(MOVES) + opening)
    points = normal(luck)
    middles, within = link.law(known)  # drawn so that the traits of all crises with this opening lie within
    middle, spread = middles.mean(axis=0), wide * np.sqrt(within**2 + middles.var(axis=0))
    z = middle[:, None] + spread[:, None] * points
    run = np.arange(link.points)
    done = play(frame(), world, z, np.full(link.points, opening), last_act(luck[-2], world, z), run, seed)
    weight = opened(frame(), world, z, opening) + 0.5 * (points**2).sum(axis=0) + np.log(spread).sum()
    came = (
        outcomes.violence(np.maximum(done.peak.max(axis=0), rung_of(opening))), outcomes.bin_of(done.end),
        outcomes.violence(done.peak[1]), outcomes.answer(done.answer),
    )  # fmt: skip
    ones = np.concatenate([_ones(part, size) for part, size in zip(came, CLASSES, strict=True)], axis=1)
    return jnp.asarray(z, jnp.float32), jnp.asarray(weight, jnp.float32), jnp.asarray(ones)


def rung_of(opening: int) -> float:
    """The rung of an opening; words for none."""
    made = frame()
    move = MOVES[opening]
    return float(made.template.board.move_rung[made.moves.index(move)]) if move else 0.0


def _slope(
    cases: dict[int, tuple[Array, Array]], banks: dict[int, tuple[Array, Array, Array]]
) -> Callable[[Vector], tuple[float, Vector]]:  # fmt: skip
    rows = numbers().values()
    scale = jnp.array([[p.middle for p in rows], [p.spread for p in rows]], jnp.float32)

    def call(whitened: Vector) -> tuple[float, Vector]:
        value, gradient = _loss(jnp.asarray(whitened, jnp.float32), scale, cases, banks)
        return float(value), np.asarray(gradient, np.float64)

    return call


@jax.jit
def _loss(
    whitened: Array, scale: Array, cases: dict[int, tuple[Array, Array]], banks: dict[int, tuple[Array, Array, Array]]
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


def _shares(free: Array, known: Array, bank: tuple[Array, Array, Array]) -> tuple[Array, Array]:
    """Chance of every outcome [case, outcome], and how many futures the weighted bank is worth [case]."""
    (z, base, ones), k = bank, len(TRAITS)
    middle = free[None, :k] + (known * free[None, 2 * k : -1]) @ jnp.asarray(directions())
    spread = jnp.exp(free[k : 2 * k])
    at, q = middle / spread[None], z / spread[:, None]
    log = base[None] - 0.5 * (q**2).sum(axis=0)[None] + at @ q - 0.5 * (at**2).sum(axis=1)[:, None]
    weight = jax.nn.softmax(log - jnp.log(spread).sum(), axis=1)
    return _coded(weight @ ones, jax.nn.sigmoid(free[-1])), 1 / (weight**2).sum(axis=1)


def _coded(share: Array, economic: Array) -> Array:
    """Kinds of answers as ICB codes them: concessions are political, some of the second rung economic."""
    rest, (none, give, second, military, violent) = share[:, :-5], share[:, -5:].T
    kinds = (none, give + (1 - economic) * second, economic * second, military, violent)
    return jnp.concatenate([rest, jnp.stack(kinds, axis=1)], axis=1)


def _width(slope: Callable[[Vector], tuple[float, Vector]], peak: Vector) -> Vector:
    """Posterior over prior width of each number alone, by Laplace's approximation."""
    steps = np.eye(len(peak)) * CURVE
    rows = np.stack([(slope(peak + step)[1] - slope(peak - step)[1]) / (2 * CURVE) for step in steps])
    values, vectors = np.linalg.eigh((rows + rows.T) / 2)
    return np.asarray(np.sqrt(((vectors / np.maximum(values, 1.0)) @ vectors.T).diagonal()))
