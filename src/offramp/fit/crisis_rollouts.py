"""Rollouts of a two-sided crisis from its opening act, by the same rules as any case.

Traits of the crisis are columns, one for each run. Whatever MID taught of the world holds here, too: its dials, and the
law by which some militarised act is a quarrel's last. The first month is played by days, what follows in longer turns.
"""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array
from numpy.typing import NDArray

from offramp.engine.choice import at_rest
from offramp.engine.random import run_keys, seed_words, threefry, uniforms
from offramp.engine.turn import act, decide
from offramp.game import Dials
from offramp.game.xla.jit import apart
from offramp.scenario.ladder import FORCE
from offramp.world import World, advance, start

from .crisis_outcomes import ANSWERER, LOW, OPENER, WAR, Ending, Tally, count, opened
from .model import acts_of, compile_dials
from .onset_covariates import MOVES
from .onset_model import TRAITS
from .two_sided import Frame, Template

SPANS = np.repeat([1.0, 2.0, 5.0, 10.0], [30, 30, 30, 49]).astype(np.float32)  # days of the turns, two years in all
BLOCK = 2048  # runs at a time, so that one shape is compiled
LEAST = 1e-12
cipher = apart(threefry)


def play(
    made: Frame,
    numbers: dict[str, Array],
    traits: NDArray[np.floating[Any]],
    opening: NDArray[np.integer[Any]],
    luck: NDArray[np.floating[Any]],
    run: NDArray[np.integer[Any]],
    seed: int,
) -> Tally:
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
    luck : float[run]
        Uniform; says which militarised act is the last.
    run : int[run]
        Number of the future: all its other luck.
    seed : int
    """
    n, moves = len(run), _moves(made)[opening]
    parts = []
    for begin in range(0, n, BLOCK):
        at = np.resize(np.arange(begin, min(begin + BLOCK, n)), BLOCK)
        told = (np.asarray(traits[:, at], np.float32), moves[at], np.asarray(luck[at], np.float32))
        block = _block(made.template, numbers, *told, seed_words(seed), run[at].astype(np.uint32))
        parts.append(jax.tree.map(np.asarray, block))
    return jax.tree.map(lambda *xs: np.concatenate(xs, axis=-1)[..., :n], *parts)  # type: ignore[no-any-return]


def likely(
    made: Frame, numbers: dict[str, Array], traits: NDArray[np.floating[Any]], opening: int
) -> NDArray[np.float64]:
    """Log-probability that somebody with such traits would open so; 0 for an opening by nobody.

    Parameters
    ----------
    made : Frame
    numbers : dict of str to Array
        Fitted numbers by name.
    traits : float[trait, run]
        How far each trait lies from its mean.
    opening : int
        The class of the first act.
    """
    if not MOVES[opening]:
        return np.zeros(traits.shape[1])
    at = jnp.uint32(_moves(made)[opening])
    return np.asarray(_likely(made.template, _world(numbers), jnp.asarray(traits, jnp.float32), at), np.float64)


def _moves(made: Frame) -> NDArray[np.int32]:
    return np.array([made.moves.index(move) if move else -1 for move in MOVES], np.int32)


def _world(numbers: dict[str, Array]) -> dict[str, Array]:
    return {path: value for path, value in numbers.items() if path.startswith("world.")}


def crisis_dials(template: Template, world: dict[str, Array], traits: Array) -> Dials:
    """The template's dials for crises with these traits [trait, run].

    Parameters
    ----------
    template : Template
    world : dict of str to Array
        Fitted numbers of the world by their paths.
    traits : float32[trait, run]
        How far each trait lies from its mean.
    """
    board, z = template.board, {name: traits[k : k + 1] for k, name in enumerate(TRAITS)}
    side = jnp.array([[-1.0], [1.0]])
    own = {"world.ladder.give_cost": jnp.exp(z["give"]) - 1}
    neutral = jnp.full((2, traits.shape[1]), 0.5)
    dials = compile_dials(template, world | own, neutral, jnp.exp(z["tempo"] + side * z["tempo between"]))
    nerve = (z["nerve"] + side * z["nerve between"])[board.option_actor] * template.tilt
    rung = board.move_rung[board.option_move][:, None]
    level = {"arms": (rung >= FORCE) & (rung < LOW), "force": rung >= LOW, "war": rung >= WAR}
    drawn = sum(jnp.where(there, z[name], 0.0) for name, there in level.items())
    return dials.having(climb=dials.climb + nerve + drawn)


@jax.jit
def _likely(template: Template, world: dict[str, Array], traits: Array, move: Array) -> Array:
    board, dials = template.board, crisis_dials(template, world, traits)
    odds = decide(board, dials, start(board, dials), at_rest(board, dials))
    mine = ((board.option_move == move) & (board.option_actor == OPENER))[:, None].astype(jnp.float32)
    return jnp.log((odds.mass * mine).sum(axis=0) / odds.total[OPENER] + LEAST)


@jax.jit
def _block(
    template: Template, numbers: dict[str, Array], traits: Array, opening: Array, luck: Array, seed: Array, run: Array
) -> Tally:
    board, dials = template.board, crisis_dials(template, _world(numbers), traits)
    rest, keys = at_rest(board, dials), run_keys(seed, run * jnp.uint32(0), run)
    ending = Ending(numbers, dict(zip(TRAITS, traits, strict=True)), luck)
    begun = opened(ending, jnp.where(opening >= 0, board.move_rung[jnp.maximum(opening, 0)], 0.0))

    def turn(carry: tuple[World, Tally, Array], now: tuple[Array, Array]) -> tuple[tuple[World, Tally, Array], None]:
        (state, tally, day), (number, days) = carry, now

        def force(taken: Array, option: Array) -> tuple[Array, Array]:
            """After a quarrel's last militarised act there are none."""
            return taken & ~((board.force[option, 0] > 0) & ending.closed(tally)[None]), option

        odds, u = decide(board, dials, state, rest), uniforms(keys, number, board.words, cipher)
        state, acts, _ = act(board, dials, state, odds, u, days, force)
        weight = u["heed"][ANSWERER]  # nobody is ordered anything here, so that this luck is free
        return (state, count(tally, acts, day + (days - 1) / 2, ending, weight), day + days), None

    turns = jnp.arange(1, len(SPANS) + 1, dtype=jnp.uint32), jnp.asarray(SPANS)
    (_, tally, _), _ = jax.lax.scan(turn, (_open(template, dials, opening), begun, jnp.zeros(())), turns)
    return tally


def _open(template: Template, dials: Dials, opening: Array) -> World:
    """The state after the opening act."""
    board = template.board
    state = start(board, dials)
    move = jnp.stack([opening, jnp.full_like(opening, -1)])
    acts = acts_of(template, dials, state, move, jnp.zeros((2, *move.shape)))
    return advance(board, dials, state, acts, 0.0)
