"""Compiled loops over the rounds of futures: set a block up, play it to its end or for a while, and measure it.

Blocks have one fixed, padded shape and the case's numbers are arguments, so a case is compiled once.
"""

from dataclasses import replace
from functools import partial
from typing import Any

import jax
import jax.numpy as jnp
from jaxtyping import Array, Float, Int

from offramp.game.xla.jit import take
from offramp.world import World

from .choice import at_rest
from .measures.daily import seen
from .measures.final import measures
from .measures.levels import levels
from .measures.totals import Played, Series, Totals
from .start import morning
from .state import Block, Luck, Round, State
from .step import step


@jax.jit
def whole(
    shared: Block, opened: World, seed: Array, draw: Array, run: Array
) -> tuple[Float[Array, "measure run"], Round]:
    """Play a block from the evening of the start to its end; the arguments are those of `first`.

    Parameters
    ----------
    shared : Block
    opened : World
    seed : two uint32
        The luck of all futures.
    draw : uint32[run]
        The setting of the dials of each future.
    run : uint32[run]
        Its number within the draw.
    """
    block, state, luck, start = first(shared, opened, seed, draw, run)
    state, rounds = _rounds(block, state, luck, 0, block.clock.rounds)
    return measure(block, state.totals, rounds, start), rounds


@jax.jit
def first(
    shared: Block, opened: World, seed: Array, draw: Array, run: Array
) -> tuple[Block, State, Luck, Float[Array, "level run"]]:
    """Set a block up on the evening of the start: every future with its own column of dials and of the opening state.

    Parameters
    ----------
    shared : Block
        Its dials have a column for each draw; its `rest` is not read.
    opened : World
        The state after the record, for each draw.
    seed : two uint32
    draw, run : uint32[run]
        Addresses of the futures.

    Returns
    -------
    block, state, luck
        What `step` takes.
    start : float32[level, run]
        Levels of the world that measures read.
    """
    at = draw.astype(jnp.int32)
    columns = shared.dials.columns(at)
    block, luck = replace(shared, dials=columns, rest=at_rest(shared.board, columns)), Luck.of(seed, draw, run)
    world = morning(block, take(opened, at), luck)
    return block, State.first(block, world), luck, levels(block.measure_arrays.levels, block.board, columns, world)


@jax.jit
def play(block: Block, state: State, luck: Luck, last: Int[Array, ""]) -> tuple[State, Round]:
    """Play on until `last` rounds are played in all; rounds that were not played here are 0 on record."""
    return _rounds(block, state, luck, state.round, last)


@jax.jit
def measure(block: Block, totals: Totals, rounds: Round, start: Array) -> Float[Array, "measure run"]:
    """Compute every measure at the end of the futures.

    Parameters
    ----------
    block : Block
    totals : Totals
    rounds : Round
    start : float32[level, run]
        Levels of the world on the evening of the start.
    """
    clock, measure_arrays = block.clock, block.measure_arrays
    day = jnp.asarray(clock.day(), jnp.float32)[:, None]
    acts = seen(measure_arrays, rounds.option, rounds.ordered)
    series = Series(day, clock.span, rounds.sides, acts, start, rounds.levels)
    return measures(measure_arrays, Played(block.board, totals, series))


def _rounds(block: Block, state: State, luck: Luck, begin: Any, end: Any) -> tuple[State, Round]:
    shape = jax.eval_shape(step, block, state, luck)[1]
    nothing = jax.tree.map(lambda x: jnp.zeros((block.clock.rounds, *x.shape), x.dtype), shape)

    def turn(number: Array, carry: tuple[State, Round]) -> tuple[State, Round]:
        state, rounds = carry
        state, record = step(block, state, luck)
        return state, jax.tree.map(partial(_put, number), rounds, record)

    return jax.lax.fori_loop(begin, end, turn, (state, nothing))  # type: ignore[no-any-return]


@jax.jit
def joined(before: Round, after: Round, first: Int[Array, ""], last: Int[Array, ""]) -> Round:
    """Return two stretches of rounds as one: `after` holds those from `first` up to `last`."""

    def join(old: Array, new: Array) -> Array:
        at = jnp.arange(old.shape[0]).reshape(-1, *[1] * (old.ndim - 1))
        return jnp.where((at >= first) & (at < last), new, old)

    return jax.tree.map(join, before, after)  # type: ignore[no-any-return]


@partial(jax.jit, static_argnames="rounds")
def alone(record: Round, number: Int[Array, ""], *, rounds: int) -> Round:
    """Return one round's record as the only one of so many.

    Parameters
    ----------
    record : Round
    number : int32 scalar
        The round, counted from 0.
    rounds : int
        Rounds in all.
    """
    return jax.tree.map(lambda x: _put(number, jnp.zeros((rounds, *x.shape), x.dtype), x), record)  # type: ignore[no-any-return]


def _put(number: Any, rounds: Array, record: Array) -> Array:
    """Write one round's record into its row."""
    return jax.lax.dynamic_update_index_in_dim(rounds, record, number, 0)  # type: ignore[no-any-return]
