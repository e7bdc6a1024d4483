"""Play one round of a block of futures, free or forced."""

from functools import partial

import jax
import jax.numpy as jnp
from jaxtyping import Array

from .choice import prefers
from .commands import Span, obey, settle
from .measures.levels import levels
from .measures.totals import count, day_peak, side_peaks
from .state import Block, Luck, Round, State
from .turn import Forced, act, decide


@jax.jit
def step(block: Block, state: State, luck: Luck, forced: Forced | None = None) -> tuple[State, Round]:
    """Play one round: everybody decides on the morning's state, commands and forced acts take their place, it moves.

    Parameters
    ----------
    block : Block
        What the futures are played with; `begin` makes it, with a state and the luck of each future's address.
    state : State
        Before the round. It is not changed: the same state can be played on in many ways.
    luck : Luck
        Random-number keys. The same keys give the same numbers to the same round, whatever was done before it.
    forced : Forced, optional
        Acts that are imposed on some actors in this round.

    Returns
    -------
    state : State
        After the round.
    round : Round
        What was done in it.
    """
    board, clock = block.board, block.clock
    number = state.round + 1
    day = jnp.asarray(clock.day(), jnp.float32)[state.round]
    u = luck.uniforms(board, number.astype(jnp.uint32))
    chances = decide(board, block.dials, state.world, block.rest, block.rule)
    ends = number.astype(jnp.float32) * clock.span
    pending = state.commands.pending

    def command(taken: Array, option: Array) -> tuple[Array, Array]:
        nonlocal pending
        span: Span = (ends - clock.span, ends)
        choice, pending = obey(block.holds, block.orders, state.commands, span, (taken, option))
        return choice

    world, acts, option = act(board, block.dials, state.world, chances, u, clock.span, command, forced)
    commands = settle(block.holds, block.orders, state.commands, pending, (acts.taken, option))
    wants = (
        partial(prefers, board, chances, block.measure_arrays.warlike)
        if block.measure_arrays.warlike.shape[0]
        else None
    )
    totals = count(board, state.totals, acts, option, day, wants)
    record = Round(
        peak=day_peak(acts).astype(jnp.int8),
        sides=side_peaks(board, acts),
        option=jnp.where(acts.taken, option.astype(jnp.int16), jnp.int16(-1)),
        deaths=acts.deaths.swapaxes(0, 1).astype(jnp.int32),
        ordered=acts.ordered,
        levels=levels(block.measure_arrays.levels, board, block.dials, world),
    )
    return State(world, totals, commands, number), record
