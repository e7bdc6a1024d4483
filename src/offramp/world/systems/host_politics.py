"""Host politics: violence on its soil uses up a host's tolerance; it votes, and the guest's presence shrinks.

Theory: the politics of bases (Calder 2007; Cooley 2008): a presence rests on its host's contract at home. What the
guest does there costs most, what others do there because of the guest costs too, and civilian dead cost again. Without
a presence there is less to hit, and less to act from.
"""

import equinox as eqx
import jax.numpy as jnp
from jaxtyping import Array, Float

from offramp.scenario.ladder import VIOLENT
from offramp.world.system import Acts, Board, Days, Dials, Pull, Reading, World, fade, register

from .reciprocity import FULL_TEN

PASSED = 2.0  # a vote that has passed is not asked for again: it takes back the push of this many full angers
LEAST = 0.05  # presence that counts at least, when force from a soil is weighed


class Slice(eqx.Module):
    """Per guest: the host's tolerance (1 full), notice to leave (0 or 1) and presence (1 full)."""

    tolerance: Float[Array, "guest run"]
    notice: Float[Array, "guest run"]
    presence: Float[Array, "guest run"]


def start(board: Board, dials: Dials) -> Slice:
    """Guests are welcome."""
    one = jnp.ones((board.polity.guest_owner.shape[0], dials.tempo_per_day.shape[1]), jnp.float32)
    return Slice(one, 0 * one, one)


def appraise(board: Board, dials: Dials, world: World) -> Pull:
    """A host below its limit moves to expel; who leaves a soil has less to act from there."""
    me, dial, polity = world["host-politics"], dials.world["host-politics"], board.polity
    if not me.tolerance.shape[0]:
        return Pull()
    angry = jnp.maximum(1 - me.tolerance / dial["limit"], 0.0)
    vote = dial["push"] * (angry - PASSED * me.notice)
    base = dial["leverage"] * jnp.log(jnp.maximum(me.presence, LEAST))
    return Pull(role=vote[polity.role_vote] * polity.expels + base[polity.role_base] * polity.based)


def advance(board: Board, dials: Dials, world: World, acts: Acts, days: Days) -> Slice:
    """Violence on its soil wears the host's tolerance down; votes and timetables give notice; presence follows."""
    me: Slice = world["host-politics"]
    dial, polity = dials.world["host-politics"], board.polity
    if not me.tolerance.shape[0]:
        return me
    there = (acts.arena[polity.guest_owner] == polity.guest_arena).astype(jnp.float32)
    violent = jnp.where(acts.rung >= VIOLENT, acts.height, 0.0)
    own = violent[polity.guest_owner] * there
    civilian = jnp.log(1 + acts.deaths[1][polity.guest_owner] * there) / FULL_TEN
    worn = (1 - dial["anger"] * own) * (1 - dial["resent"] * _drawn(board, acts, violent))
    worn = worn * (1 - jnp.minimum(dial["grief"] * civilian, 1.0))
    tolerance = 1 - (1 - me.tolerance) * fade(days, dial["mend"])
    notice = jnp.maximum(me.notice, jnp.maximum(_voted(board, acts), acts.does("withdraw")[polity.guest_owner] * there))
    goal = 1 - dial["binding"] * notice
    return Slice(tolerance * worn, notice, goal + (me.presence - goal) * fade(days, dial["lag"]))


def _drawn(board: Board, acts: Acts, violent: Float[Array, "actor run"]) -> Float[Array, "guest run"]:
    """The highest violence of others against the guest on the host's soil."""
    polity = board.polity
    on_them = acts.target[:, None] == polity.guest_owner[None, :, None]
    there = acts.arena[:, None] == polity.guest_arena[None]
    return jnp.where(on_them & there, violent[:, None], 0.0).max(axis=0)


def _voted(board: Board, acts: Acts) -> Float[Array, "guest run"]:
    """1 where the host voted to send the guest home."""
    polity = board.polity
    on_them = acts.target[polity.guest_host] == polity.guest_owner[:, None]
    from_here = acts.arena[polity.guest_host] == polity.guest_arena
    return acts.does("expel")[polity.guest_host] * (on_them & from_here).astype(jnp.float32)


def shows(board: Board, dials: Dials, world: World) -> dict[str, Reading]:
    """Show how welcome a guest is, and what is left of it."""
    return {name: Reading("guest", getattr(world["host-politics"], name)) for name in ("tolerance", "presence")}


SYSTEM = register(
    __name__,
    after="audiences",
    off="anger resent grief push binding leverage",
    kept="mend limit lag",
    explains="votes_to_expel",
    deals="expel withdraw",
    says={
        "": ("its host let it", "its forces there were on their way home"),
        "vote": ("it had lost patience with the guest", "it had voted before"),
    },
)
