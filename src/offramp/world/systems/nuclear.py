"""Nuclear track: a programme with steps that are moves; conflict speeds it, a settlement slows it.

Theory: states build for security first (Sagan 1996), and rivals weigh attacks on programmes (Fuhrmann and Kreps 2010).
Steps put the programme in a higher gear, in which it covers more of the way every day; an exit that its owner takes or
is offered rolls both back.
"""

import equinox as eqx
import jax.numpy as jnp
from jaxtyping import Array, Float

from offramp.game import Board, Dials
from offramp.world.acts import Acts
from offramp.world.fade import Days
from offramp.world.pull import Pull
from offramp.world.state import World

from .reciprocity import full


class Slice(eqx.Module):
    """Per programme: how far it has come (1 is the threshold), and the gear in which it runs (0 to 1)."""

    level: Float[Array, "programme run"]
    gear: Float[Array, "programme run"]


def start(board: Board, dials: Dials) -> Slice:
    """As the case states it for the beginning of its record."""
    return Slice(dials.level, dials.gear)


def appraise(board: Board, dials: Dials, world: World) -> Pull:
    """Stress and hurt ask for steps, an open channel and an agreement against them; rivals take alarm."""
    me, dial, polity = world.nuclear, dials.world["nuclear"], board.polity
    if not me.level.shape[0]:
        return Pull()
    pressed = world.pressure.stress + full(world.reciprocity.hurt)
    eased = (world.mediation.open + world.mediation.pact)[board.dyad_pair]
    step = dial["spur"] * pressed - dial["brake"] * eased
    alarm = dial["alarm"] * me.level * me.gear
    return Pull(
        height=alarm[polity.dyad_programme] * polity.watched,
        role=step[polity.role_dyad] * polity.steps,
    )


def advance(board: Board, dials: Dials, world: World, acts: Acts, days: Days) -> Slice:
    """Steps raise the gear, the gear moves the level, a settlement takes from both."""
    me, dial, owner = world.nuclear, dials.world["nuclear"], board.polity.programme_owner
    if not me.level.shape[0]:
        return me
    settle = acts.does("settle")
    taken = jnp.minimum(settle + board.actor_hits.sum(acts.on(board, settle)), 1.0)[owner]
    left = 1 - dial["roll_back"] * taken
    gear = me.gear * left
    return Slice(
        level=jnp.minimum(me.level * left + dials.pace_per_day * me.gear * days, 1.0),
        gear=gear + dial["step"] * acts.does("programme")[owner] * (1 - gear),
    )
