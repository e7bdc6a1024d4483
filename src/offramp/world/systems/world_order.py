"""World order: a world-wide norm against a method wears down when a great power openly uses it.

Theory: the life of norms (Finnemore and Sikkink 1998) and their death (Kutz 2014). What has been worn off is a licence
for everybody; norms mend over years.
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
    """Per method: the norm against it (1 intact, 0 gone)."""

    norm: Float[Array, "method run"]


def start(board: Board, dials: Dials) -> Slice:
    """Norms intact."""
    return Slice(jnp.ones((board.polity.methods.shape[0], dials.tempo_per_day.shape[1]), jnp.float32))


def appraise(board: Board, dials: Dials, world: World) -> Pull:
    """What a norm has lost is a licence to use the method."""
    polity, norm = board.polity, world.world_order.norm
    if not norm.shape[0]:
        return Pull()
    licence = dials.world["world-order"]["licence"] * (1 - norm)
    return Pull(role=licence[polity.role_method] * polity.methodic)


def advance(board: Board, dials: Dials, world: World, acts: Acts, days: Days) -> Slice:
    """Open use wears the norm, by the user's standing; time mends it."""
    norm, dial = world.world_order.norm, dials.world["world-order"]
    kept = 1 - (1 - norm) * fade(days, dial["mend"])
    used = (acts.method[:, None] == board.polity.methods[None]).astype(jnp.float32)
    worn = (dial["wear"] * dials.standing * acts.public)[:, None] * used
    return Slice(kept * (1 - worn).prod(axis=0))
