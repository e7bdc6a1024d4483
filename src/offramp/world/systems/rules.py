"""Rules of the game: each pair has a ceiling that both treat as normal, and doubt about the other's next limit.

Theory: tacit bargaining and focal limits (Schelling 1960), limits kept by collusion (Carson 2018). Acts below the
ceiling are partly absorbed (see `reciprocity`), an act above it breaches it: the ceiling moves towards the act and
doubt jumps. Restoring messages and kept proportion rebuild it.
"""

import equinox as eqx
import jax.numpy as jnp
from jaxtyping import Array, Float

from offramp.game import Board, Dials
from offramp.world.acts import Acts
from offramp.world.fade import Days, fade
from offramp.world.pull import Pull
from offramp.world.state import World

BREACH = 3.0  # rungs over the ceiling that make a full breach


class Slice(eqx.Module):
    """Per pair: the ceiling in rungs, and doubt (0 is none)."""

    ceiling: Float[Array, "pair run"]
    doubt: Float[Array, "pair run"]


def start(board: Board, dials: Dials) -> Slice:
    """The rules as the case states them before its record."""
    return Slice(dials.ceiling, dials.doubt)


def appraise(board: Board, dials: Dials, world: World) -> Pull:
    """Going beyond the ceiling costs, the less the less anybody knows where it is."""
    me, dial = world.rules, dials.world["rules"]
    beyond = jnp.maximum(board.rung / 10 - me.ceiling[board.option_pair] / 10, 0.0)
    return Pull(option=-dial["breach_cost"] * beyond / (1 + me.doubt[board.option_pair]))


def advance(board: Board, dials: Dials, world: World, acts: Acts, days: Days) -> Slice:
    """A breach moves the ceiling and raises doubt; restoring messages and time lower it."""
    me, dial = world.rules, dials.world["rules"]
    first, second = board.pair_dyads
    rung, restore = acts.on(board, acts.rung), acts.on(board, acts.does("restore"))
    top = jnp.maximum(rung[first], rung[second])
    asked = jnp.maximum(restore[first], restore[second])
    over = jnp.maximum(top - me.ceiling, 0.0)
    old = me.doubt * fade(days, dial["doubt_half_life"]) * (1 - dial["restore"] * asked)
    back = dials.ceiling + (me.ceiling - dials.ceiling) * fade(days, dial["ceiling_half_life"])
    return Slice(back + dial["shift"] * over, old + dial["jump"] * jnp.minimum(over / BREACH, 2.0))
