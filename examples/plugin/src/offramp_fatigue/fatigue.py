"""Fatigue: the staff of an actor that uses force tires, shrinks from more of it, and is relieved some day.

Theory: strain and want of sleep wear down those who decide in a crisis (Holsti 1972). Force tires in proportion to its
height; relief comes by luck and takes all fatigue away.
"""

import equinox as eqx
import jax.numpy as jnp
from jaxtyping import Array, Float

from offramp.world.system import Acts, Board, Days, Dials, Pull, World, register


class Slice(eqx.Module):
    """Per actor: how tired its staff is, 0 fresh to 1 spent."""

    tired: Float[Array, "actor run"]


def start(board: Board, dials: Dials) -> Slice:
    """Everybody is fresh."""
    return Slice(jnp.zeros_like(dials.tempo_per_day))


def appraise(board: Board, dials: Dials, world: World) -> Pull:
    """The tired shrink from force."""
    drag = dials.world["fatigue"]["drag"] * world["fatigue"].tired
    return Pull(force=-drag[board.dyad_actor])


def advance(board: Board, dials: Dials, world: World, acts: Acts, days: Days) -> Slice:
    """Force tires; who is relieved is fresh again. The record has no luck, so there relief is what it is on average."""
    me, dial = world["fatigue"], dials.world["fatigue"]
    chance = 1 - jnp.exp2(-days / dial["rest"])
    kept = (acts.luck["fatigue"] >= chance).astype(jnp.float32) if acts.luck else 1 - chance
    tired = me.tired * kept
    return Slice(tired + dial["strain"] * acts.height * acts.force * (1 - tired))


SYSTEM = register(
    __name__,
    off="strain drag",
    kept="rest",
    luck=1,
    explains="violent_acts",
    says={"": ("its staff was fresh", "its staff was worn out")},
)
