"""Ladder: acts differ in weight, climbing costs, and who acted at a level tends to act there again.

Theory: the escalation ladder (Kahn 1965). The cost of a rung is linear and quadratic in its height, offset by resolve;
repeats of the same level are what MID 5.0 incidents show beyond each dispute's own mix.
"""

import equinox as eqx
import jax.numpy as jnp
from jaxtyping import Array, Float

from offramp.game import Board, Dials
from offramp.world.acts import Acts
from offramp.world.fade import Days, fade
from offramp.world.pull import Pull
from offramp.world.state import World

LEVEL = 0.25  # one level of MID, in height: display, use of force, war


class Slice(eqx.Module):
    """Height of the last militarised act along each dyad, and how fresh its memory is."""

    last: Float[Array, "dyad run"]
    memory: Float[Array, "dyad run"]


def start(board: Board, dials: Dials) -> Slice:
    """Nobody has acted."""
    zero = jnp.zeros_like(dials.belief)
    return Slice(zero, zero)


def appraise(board: Board, dials: Dials, world: World) -> Pull:
    """Cost of the rung and the move, and the pull of one's own last level."""
    me, dial = world.ladder, dials.world["ladder"]
    near = jnp.maximum(1 - jnp.abs(board.height - me.last[board.option_dyad]) / LEVEL, 0.0)
    fresh = (dial["repeat_pull"] * me.memory)[board.option_dyad]
    return Pull(option=dials.climb + fresh * near * board.force)


def advance(board: Board, dials: Dials, world: World, acts: Acts, days: Days) -> Slice:
    """Remember the last militarised height; the memory fades."""
    me = world.ladder
    acted = acts.on(board, acts.force)
    height = acts.on(board, acts.height)
    kept = me.memory * fade(days, dials.world["ladder"]["memory"])
    return Slice(jnp.where(acted > 0, height, me.last), jnp.maximum(kept, acted * dials.world["ladder"]["on"]))
