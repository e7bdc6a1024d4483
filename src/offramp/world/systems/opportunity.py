"""Opportunity: attacks go where something is exposed, and a plot under way looks for its day.

Theory: routine activities (Cohen and Felson 1979): a motivated doer, a suitable target, no capable guardian.
Deployments add to what can be hit, hardening and evacuation take from it, impunity makes careless.
"""

import equinox as eqx
import jax.numpy as jnp
from jaxtyping import Array, Float

from offramp.game import Board, Dials
from offramp.scenario.ladder import HARASSMENT, VIOLENT
from offramp.world.acts import Acts
from offramp.world.fade import Days, fade
from offramp.world.pull import Pull
from offramp.world.state import World

FLOOR = 0.05  # exposure that no evacuation removes
NOWHERE = 2**32 - 1  # no place
CARELESS_DAYS = 180.0  # half-life of vigilance after the last attack


class Slice(eqx.Module):
    """Per place: exposure against the usual, and vigilance; per dyad: a plot under way (1 fresh, 0 none)."""

    exposure: Float[Array, "place run"]
    vigilance: Float[Array, "place run"]
    plot: Float[Array, "dyad run"]


def start(board: Board, dials: Dials) -> Slice:
    """The usual exposure, full vigilance, no plot."""
    one = jnp.ones_like(dials.exposure)
    return Slice(one, one, jnp.zeros_like(dials.belief))


def appraise(board: Board, dials: Dials, world: World) -> Pull:
    """What is exposed draws attacks; a plot draws its doer to the target."""
    me, dial = world.opportunity, dials.world["opportunity"]
    if not dials.exposure.shape[0]:
        return Pull(force=dial["plot_pull"] * me.plot)
    return Pull(
        place=dial["exposure_pull"] * jnp.log((FLOOR + dials.exposure * exposed(board, world)) / (FLOOR + 1)),
        force=dial["plot_pull"] * me.plot,
    )


def advance(board: Board, dials: Dials, world: World, acts: Acts, days: Days) -> Slice:
    """Owners deploy, harden and evacuate; attacks wake, quiet makes careless; plots fade or are carried out."""
    me, dial = world.opportunity, dials.world["opportunity"]
    here = acts.arena[board.place_owner] == board.place_arena[:, None]

    def owner(effect: str) -> Float[Array, "place run"]:
        return acts.does(effect)[board.place_owner] * here.astype(jnp.float32)

    usual = 1 + dial["careless"] * (1 - me.vigilance)
    relaxed = usual + (me.exposure - usual) * fade(days, dial["recover"])
    exposure = relaxed * (1 - dial["harden"] * owner("harden")) * (1 - dial["evacuate"] * owner("evacuate"))
    struck = _struck(board, acts)
    vigilance = jnp.maximum(me.vigilance * fade(days, jnp.full((1, 1), CARELESS_DAYS)), struck)
    violent = acts.on(board, (acts.rung >= VIOLENT).astype(jnp.float32))
    plot = me.plot * fade(days, dials.plot_window) * (1 - violent)
    return Slice(exposure + dial["deploy"] * owner("deploy"), vigilance, plot)


def exposed(board: Board, world: World) -> Float[Array, "place run"]:
    """Exposure against the usual: what stands there, as far as its owner is still present."""
    presence = world.host_politics.presence
    if not presence.shape[0]:
        return world.opportunity.exposure
    guest = presence[board.polity.place_guest]
    return world.opportunity.exposure * (1 - board.polity.hosted * (1 - guest))


def _struck(board: Board, acts: Acts) -> Float[Array, "place run"]:
    """1 where somebody attacked the owner in that arena this turn."""
    at = jnp.where(acts.rung >= HARASSMENT, acts.place(board.arenas_near.shape[0]), jnp.uint32(NOWHERE))
    return (at[:, None] == board.place_code[None]).any(axis=0).astype(jnp.float32)
