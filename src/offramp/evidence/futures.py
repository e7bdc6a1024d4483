"""Futures of a crisis: two sides play on from an opening, by the same rules as any case.

Traits of the crisis are columns, one for each run. Whatever MID taught of the world holds here, too: its dials, and the
law by which some militarised act is a quarrel's last. The first month is played by days, what follows in longer turns.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array
from numpy.typing import NDArray

from offramp.engine.choice import at_rest
from offramp.engine.random import run_keys, seed_words, threefry, uniforms
from offramp.engine.turn import act, decide
from offramp.game import Dials
from offramp.game.apart import apart
from offramp.game.board import FORCE
from offramp.world import Acts, World, advance, start

from .beginning import FEATURES
from .likelihood import closing
from .link import TRAITS
from .model import acts_of, lay_dials
from .onset import MOVES
from .outcomes import HORIZON, NO_ANSWER
from .two_sided import Frame, Template

SPANS = np.repeat([1.0, 2.0, 5.0, 10.0], [30, 30, 30, 49]).astype(np.float32)  # days of the turns, two years in all
BLOCK = 2048  # runs at a time, so that one shape is compiled
MOST = 300  # acts that a future has room for
OPENER, ANSWERER = 0, 1
SETTLED, PRINCIPAL = -3.0, 2.0  # the rung of a settlement; from here up, or down, an answer is more than words
LEAST = 1e-12
cipher = apart(threefry)


class Tally(eqx.Module):
    """What a future came to so far; every array's last axis is the run."""

    peak: Array  # [side, run] the highest rung of each
    answer: Array  # rung of the answering side's first principal act, `NO_ANSWER` for none
    lag: Array  # days until it
    last: Array  # day of the last militarised act
    forceful: Array  # militarised acts, the opening counted
    over: Array
    end: Array  # days
    settled: Array


def play(
    made: Frame, numbers: dict[str, Array], traits: NDArray[np.floating[Any]], opening: NDArray[np.integer[Any]],
    until: NDArray[np.floating[Any]], run: NDArray[np.integer[Any]], seed: int,
) -> Tally:  # fmt: skip
    """Play futures, a block at a time.

    Parameters
    ----------
    made : Frame
    numbers : dict of str to scalar
        What was fitted to MID, see `parameters`.
    traits : float[trait, run]
        On their free scales, see `link.TRAITS`.
    opening : int[run]
        Place in `onset.MOVES`.
    until : float[run]
        The militarised act that is the last.
    run : int[run]
        Number of the future: its luck.
    seed : int
    """
    world = {path: value for path, value in numbers.items() if path.startswith("world.")}
    n, moves = len(run), _moves(made)[opening]
    parts = []
    for begin in range(0, n, BLOCK):
        at = np.resize(np.arange(begin, min(begin + BLOCK, n)), BLOCK)
        told = (np.asarray(traits[:, at], np.float32), moves[at], np.asarray(until[at], np.float32))
        block = _block(made.template, world, *told, seed_words(seed), run[at].astype(np.uint32))
        parts.append(jax.tree.map(np.asarray, block))
    return jax.tree.map(lambda *xs: np.concatenate(xs, axis=-1)[..., :n], *parts)  # type: ignore[no-any-return]


def opened(
    made: Frame, numbers: dict[str, Array], traits: NDArray[np.floating[Any]], opening: int
) -> NDArray[np.float64]:
    """Log-probability that somebody with such traits would open so; 0 for an opening by nobody."""
    if not MOVES[opening]:
        return np.zeros(traits.shape[1])
    world = {path: value for path, value in numbers.items() if path.startswith("world.")}
    at = jnp.uint32(_moves(made)[opening])
    return np.asarray(_opened(made.template, world, jnp.asarray(traits, jnp.float32), at), np.float64)


def last_act(
    luck: NDArray[np.float64], numbers: dict[str, Array], traits: NDArray[np.floating[Any]]
) -> NDArray[np.float64]:
    """The number of the militarised act that is a crisis's last, from uniforms, by the law that MID sets.

    A crisis is no usual quarrel: its trait `lasting` is taken from the logit of every act's closing.
    """
    n = jnp.arange(1.0, MOST + 1)
    closed = jax.vmap(lambda k: closing(numbers, k, jnp.zeros(len(FEATURES))))(n)
    logit = np.log(np.asarray(closed, np.float64)) - np.log1p(-np.asarray(closed, np.float64))
    lasting = np.asarray(traits[list(TRAITS).index("lasting")], np.float64)
    lives = np.cumprod(1 / (1 + np.exp(logit[None] - lasting[:, None])), axis=1)
    return np.asarray(1.0 + (lives > luck[:, None]).sum(axis=1), np.float64)


def _moves(made: Frame) -> NDArray[np.int32]:
    return np.array([made.moves.index(move) if move else -1 for move in MOVES], np.int32)


def crisis_dials(template: Template, world: dict[str, Array], traits: Array) -> Dials:
    """The template's dials for crises with these traits [trait, run]."""
    z = {name: traits[k : k + 1] for k, name in enumerate(TRAITS)}
    side = jnp.array([[-1.0], [1.0]])
    own = {"world.ladder.give_cost": jnp.exp(z["give"]) - 1, "world.reciprocity.owed_pull": jnp.exp(z["owed"])}
    neutral = jnp.full((2, traits.shape[1]), 0.5)
    dials = lay_dials(template, world | own, neutral, jnp.exp(z["tempo"] + side * z["tempo between"]))
    nerve = (z["nerve"] + side * z["nerve between"])[template.board.option_actor]
    return replace(dials, climb=dials.climb + nerve * template.tilt, ceiling=10 * jax.nn.sigmoid(z["ceiling"]))


@jax.jit
def _opened(template: Template, world: dict[str, Array], traits: Array, move: Array) -> Array:
    board, dials = template.board, crisis_dials(template, world, traits)
    odds = decide(board, dials, start(board, dials), at_rest(board, dials))
    mine = ((board.option_move == move) & (board.option_actor == OPENER))[:, None].astype(jnp.float32)
    return jnp.log((odds.mass * mine).sum(axis=0) / odds.total[OPENER] + LEAST)


@jax.jit
def _block(
    template: Template, world: dict[str, Array], traits: Array, opening: Array, until: Array, seed: Array, run: Array
) -> Tally:
    board, dials = template.board, crisis_dials(template, world, traits)
    rest, keys = at_rest(board, dials), run_keys(seed, run * jnp.uint32(0), run)
    state = _open(template, dials, opening)
    tally = _blank((board.move_rung[jnp.maximum(opening, 0)] >= FORCE) & (opening >= 0))
    calm = jnp.exp(traits[list(TRAITS).index("calm")])

    def turn(carry: tuple[World, Tally, Array], now: tuple[Array, Array]) -> tuple[tuple[World, Tally, Array], None]:
        (state, tally, day), (number, days) = carry, now

        def force(taken: Array, option: Array) -> tuple[Array, Array]:
            """After a quarrel's last militarised act there are none."""
            return taken & ~((board.force[option, 0] > 0) & (tally.forceful >= until)[None]), option

        odds = decide(board, dials, state, rest)
        state, acts, _ = act(board, dials, state, odds, uniforms(keys, number, board.words, cipher), days, force)
        return (state, _count(tally, acts, day + (days - 1) / 2, calm), day + days), None

    turns = jnp.arange(1, len(SPANS) + 1, dtype=jnp.uint32), jnp.asarray(SPANS)
    (_, tally, _), _ = jax.lax.scan(turn, (state, tally, jnp.zeros(())), turns)
    return tally


def _open(template: Template, dials: Dials, opening: Array) -> World:
    """The state after the opening act."""
    board = template.board
    state = start(board, dials)
    move = jnp.stack([opening, jnp.full_like(opening, -1)])
    acts = acts_of(template, dials, state, move, jnp.zeros((2, *move.shape)))
    return advance(board, dials, state, acts, 0.0)


def _blank(forceful: Array) -> Tally:
    zero = jnp.zeros(forceful.shape[0])
    never, no = zero + HORIZON, zero > 1
    return Tally(
        peak=jnp.full((2, forceful.shape[0]), -9.0), answer=zero + NO_ANSWER, lag=never, last=zero,
        forceful=forceful.astype(jnp.float32), over=no, end=never, settled=no,
    )  # fmt: skip


def _count(tally: Tally, acts: Acts, day: Array, calm: Array) -> Tally:
    """Add a turn, unless the crisis is over."""
    faded = ~tally.over & (day - tally.last > calm)
    took = acts.taken & ~(tally.over | faded)[None]
    settled, force = (took & (acts.rung <= SETTLED)).any(axis=0), took & (acts.rung >= FORCE)
    forceful = tally.forceful + force.sum(axis=0).astype(jnp.float32)
    rung = acts.rung[ANSWERER]
    first = took[ANSWERER] & (jnp.abs(rung) >= PRINCIPAL) & (tally.answer == NO_ANSWER)
    return Tally(
        peak=jnp.where(took, jnp.maximum(tally.peak, acts.rung), tally.peak),
        answer=jnp.where(first, rung, tally.answer), lag=jnp.where(first, day, tally.lag),
        last=jnp.where(force.any(axis=0), day, tally.last), forceful=forceful,
        over=tally.over | faded | settled,
        end=jnp.where(faded, tally.last + calm, jnp.where(settled, day, tally.end)), settled=tally.settled | settled,
    )  # fmt: skip
