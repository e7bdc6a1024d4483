"""Escalation dominance: the stronger side can climb further, if it bears losses; the weaker yields to its menace.

Theory: escalation dominance (Kahn 1965) and contests of resolve (Powell 1990). Capability in a move's domain and nerve
are constants of an option (`game.politics`); what moves is the menace of a stronger rival's last act, the weariness of
own losses, and the stocks that were spent.
"""

import equinox as eqx
import jax.numpy as jnp
from jaxtyping import Array, Float

from offramp.game import Board, Dials
from offramp.world.acts import Acts
from offramp.world.fade import Days, fade
from offramp.world.pull import Pull
from offramp.world.state import World

from .reciprocity import FULL_TEN

RESERVE = 0.25  # stocks of an actor without might, against one of full might


class Slice(eqx.Module):
    """Per actor: stocks spent (acts of full height), and own dead that are not forgotten."""

    spent: Float[Array, "actor run"]
    losses: Float[Array, "actor run"]


def start(board: Board, dials: Dials) -> Slice:
    """Full stocks, no dead."""
    zero = jnp.zeros_like(dials.tempo_per_day)
    return Slice(zero, zero)


def appraise(board: Board, dials: Dials, world: World) -> Pull:
    """The weaker yields to a stronger rival that climbs; losses weary; empty stocks climb less."""
    me, dial, last = world.dominance, dials.world["dominance"], world.ladder
    menace = (last.last * last.memory)[board.dyad_reverse] * dials.overmatch
    weary = dial["weariness"] * (1 - dials.tolerance) * jnp.log(1 + me.losses) / FULL_TEN
    empty = dial["exhaust"] * me.spent / (dial["stock"] * (RESERVE + dials.might))
    return Pull(
        force=-dial["yield_pull"] * menace - weary[board.dyad_actor],
        height=-empty[board.dyad_actor],
        calm=dial["yield_pull"] * menace,
    )


def advance(board: Board, dials: Dials, world: World, acts: Acts, days: Days) -> Slice:
    """Force spends stocks, which are refilled; the dead are mourned and forgotten."""
    me, dial = world.dominance, dials.world["dominance"]
    return Slice(
        spent=me.spent * fade(days, dial["refill"]) + acts.height * acts.force,
        losses=me.losses * fade(days, dial["grief_half_life"]) + board.actor_hits.sum(acts.on(board, acts.dead)),
    )
