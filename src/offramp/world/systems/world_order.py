"""World order: a world-wide norm against a method wears down when a great power openly uses it.

Theory: the life of norms (Finnemore and Sikkink 1998) and their death (Kutz 2014). What has been worn off is a licence
for everybody; norms mend over years.
"""

import equinox as eqx
import jax.numpy as jnp
from jaxtyping import Array, Float

from offramp.world.system import METHOD, Acts, Board, Column, Days, Dials, Inputs, Pull, Reading, World, fade, register


class Slice(eqx.Module):
    """Per method: the norm against it (1 intact, 0 gone)."""

    norm: Float[Array, "method run"]


class Constants(eqx.Module):
    """Standing of each actor in the world: 1 for a full great power."""

    standing: Float[Array, "actor run"]


def start(board: Board, dials: Dials) -> Slice:
    """Norms intact."""
    return Slice(jnp.ones((board.polity.methods.shape[0], dials.tempo_per_day.shape[1]), jnp.float32))


def appraise(board: Board, dials: Dials, world: World) -> Pull:
    """What a norm has lost is a licence to use the method."""
    polity, norm = board.polity, world["world-order"].norm
    if not norm.shape[0]:
        return Pull()
    licence = dials.world["world-order"]["licence"] * (1 - norm)
    return Pull(role=licence[polity.role_method] * polity.methodic)


def advance(board: Board, dials: Dials, world: World, acts: Acts, days: Days) -> Slice:
    """Open use wears the norm, by the user's standing; time mends it."""
    norm, dial = world["world-order"].norm, dials.world["world-order"]
    kept = 1 - (1 - norm) * fade(days, dial["mend"])
    used = (acts.method[:, None] == board.polity.methods[None]).astype(jnp.float32)
    worn = (dial["wear"] * dials.standing * acts.public)[:, None] * used
    return Slice(kept * (1 - worn).prod(axis=0))


def constants(inputs: Inputs) -> dict[str, Column]:
    """Standing as the case states it."""
    return {"standing": inputs.at(f"actors.{actor}.standing" for actor in inputs.names.actors)}


def shows(board: Board, dials: Dials, world: World) -> dict[str, Reading]:
    """Show what is left of the norms."""
    return {"norms": Reading("method", world["world-order"].norm)}


SYSTEM = register(
    __name__,
    after="nuclear",
    off="licence",
    kept="wear mend",
    article=True,
    explains="leaders_killed",
    deals=METHOD,
    says={"": ("others had done the same", "the world's rules forbade it")},
)
