"""Fronts: arenas with their own reach, heat and spill-over; a mission that shares an arena suffers.

Theory: violence draws violence near by and soon (Braithwaite 2010). Reach and openness are constants of the case;
heat is recent violence, which spreads to neighbouring arenas.
"""

import equinox as eqx
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float

from offramp.scenario.ladder import HARASSMENT
from offramp.world.system import Acts, Board, Column, Days, Dials, Inputs, Pull, World, fade, register

MISSION_HALF_LIFE = 30.0  # days until a mission has made up half of what it lost
DISTURBED = 0.3  # share of a mission that a day of full violence undoes
WEEK = 7.0
CLOSED = 1e-9  # reach of a closed front


class Slice(eqx.Module):
    """Per arena: heat (recent violent height) and the state of the mission there (1 undisturbed)."""

    heat: Float[Array, "arena run"]
    mission: Float[Array, "arena run"]


class Constants(eqx.Module):
    """Log of the reach of each option's actor into its arena, times how open that is; 0 for nowhere."""

    reach: Float[Array, "option run"]


def start(board: Board, dials: Dials) -> Slice:
    """Cold fronts."""
    zero = jnp.zeros((board.arenas_near.shape[0], dials.tempo_per_day.shape[1]), jnp.float32)
    return Slice(zero, zero + 1)


def appraise(board: Board, dials: Dials, world: World) -> Pull:
    """Reach decides where one can act, heat draws further acts."""
    if not board.arenas_near.shape[0]:
        return Pull(option=dials.reach)
    heat = jnp.log(1 + world["fronts"].heat) * dials.world["fronts"]["heat_pull"]
    return Pull(option=dials.reach, arena=heat)


def advance(board: Board, dials: Dials, world: World, acts: Acts, days: Days) -> Slice:
    """Heat rises with violence, spreads and cools."""
    me, dial = world["fronts"], dials.world["fronts"]
    height = jnp.where(acts.rung >= HARASSMENT, acts.height, 0.0)
    arenas = jnp.arange(me.heat.shape[0], dtype=acts.arena.dtype)[:, None]
    fresh = jnp.where(acts.arena[:, None] == arenas[None], height[:, None], 0.0).sum(axis=0)
    spilt = jnp.minimum(dial["spill"] * days / WEEK, 1.0) * me.heat  # what arrives next door leaves here
    moved = board.arenas_near @ spilt - board.arenas_near.sum(axis=0)[:, None] * spilt
    cooled = (me.heat + moved) * fade(days, dial["heat_half_life"])
    kept = 1 - (1 - me.mission) * fade(days, jnp.full((1, 1), MISSION_HALF_LIFE))
    return Slice(cooled + fresh, kept * (1 - DISTURBED * jnp.minimum(fresh, 1.0)))


def constants(inputs: Inputs) -> dict[str, Column]:
    """Reach of every option."""
    v, pull = inputs.values, inputs.dials["fronts"]["reach_pull"]

    def reach(actor: str, arena: str) -> Column:
        return np.log(np.maximum(v[f"arenas.{arena}.reach.{actor}"] * v[f"arenas.{arena}.open"], CLOSED))

    return {
        "reach": inputs.rows(
            0.0 if arena is None else pull * reach(actor, arena) for actor, _, _, arena in inputs.options
        )
    }


def at_rest(dials: Dials) -> Float[Array, "option run"]:
    """Reach."""
    return dials.reach


SYSTEM = register(
    __name__,
    after="opportunity",
    off="heat_pull spill reach_pull",
    kept="heat_half_life",
    explains="arenas_hit violent_acts",
    says={"": ("there was fighting in the place already", "the place was hard to reach")},
)
