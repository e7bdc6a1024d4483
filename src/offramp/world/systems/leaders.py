"""Leaders: a leader is a hub; its loss lowers coordination, raises the will to answer and unsettles choices.

Theory: decapitation (Jordan 2009; Price 2012; Johnston 2012) finds short disruption and little lasting effect for
large, old organisations. A loss takes the hub's share of coordination; the successor's share of it comes back with a
half-life.
"""

import equinox as eqx
import jax.numpy as jnp
from jaxtyping import Array, Float

from offramp.game import Board, Dials
from offramp.world.acts import Acts
from offramp.world.fade import Days, fade
from offramp.world.pull import Pull
from offramp.world.state import World


class Slice(eqx.Module):
    """Per actor: coordination missing for now and for good, and wrath (1: the loss of a leader of full stature)."""

    passing: Float[Array, "actor run"]
    lasting: Float[Array, "actor run"]
    wrath: Float[Array, "actor run"]
    coordination: Float[Array, "actor run"]


def start(board: Board, dials: Dials) -> Slice:
    """Every leader in place."""
    zero = jnp.zeros_like(dials.tempo_per_day)
    return Slice(zero, zero, zero, zero + 1)


def appraise(board: Board, dials: Dials, world: World) -> Pull:
    """The bereaved act sooner and less predictably."""
    me, dial = world.leaders, dials.world["leaders"]
    return Pull(act=dial["wrath"] * me.wrath, spread=dial["unsettle"] * me.passing)


def advance(board: Board, dials: Dials, world: World, acts: Acts, days: Days) -> Slice:
    """Book losses and let the successor grow into the place."""
    me, dial = world.leaders, dials.world["leaders"]
    gone = dials.hub * acts.lost * me.coordination
    passing = me.passing * fade(days, dials.recovery) + gone * dials.successor
    lasting = me.lasting + gone * (1 - dials.successor)
    wrath = me.wrath * fade(days, dial["wrath_half_life"]) + dials.stature * acts.lost
    return Slice(passing, lasting, wrath, 1 - passing - lasting)
