"""Opportunity: attacks go where something is exposed, and a plot under way looks for its day.

Theory: routine activities (Cohen and Felson 1979): a motivated doer, a suitable target, no capable guardian.
Deployments add to what can be hit, hardening and evacuation take from it, impunity makes careless.
"""

from dataclasses import replace

import equinox as eqx
import jax.numpy as jnp
from jaxtyping import Array, Float

from offramp.scenario.ladder import HARASSMENT, VIOLENT
from offramp.world.system import Acts, Board, Column, Days, Dials, Inputs, Luck, Pull, Reading, World, fade, register

FLOOR = 0.05  # exposure that no evacuation removes
NOWHERE = 2**32 - 1  # no place
WINDOW = 10.0  # days of a plot that nobody has
CARELESS_DAYS = 180.0  # half-life of vigilance after the last attack


class Slice(eqx.Module):
    """Per place: exposure against the usual, and vigilance; per dyad: a plot under way (1 fresh, 0 none)."""

    exposure: Float[Array, "place run"]
    vigilance: Float[Array, "place run"]
    plot: Float[Array, "dyad run"]


class Constants(eqx.Module):
    """Exposure of each place; chance that an attack is under way and was not stopped, and its window in days."""

    exposure: Float[Array, "place run"]
    plot_prob: Float[Array, "dyad run"]
    plot_window: Float[Array, "dyad run"]


def start(board: Board, dials: Dials) -> Slice:
    """The usual exposure, full vigilance, no plot."""
    one = jnp.ones_like(dials.exposure)
    return Slice(one, one, jnp.zeros_like(dials.belief))


def appraise(board: Board, dials: Dials, world: World) -> Pull:
    """What is exposed draws attacks; a plot draws its doer to the target."""
    me, dial = world["opportunity"], dials.world["opportunity"]
    if not dials.exposure.shape[0]:
        return Pull(force=dial["plot_pull"] * me.plot)
    return Pull(
        place=dial["exposure_pull"] * jnp.log((FLOOR + dials.exposure * exposed(board, world)) / (FLOOR + 1)),
        force=dial["plot_pull"] * me.plot,
    )


def advance(board: Board, dials: Dials, world: World, acts: Acts, days: Days) -> Slice:
    """Owners deploy, harden and evacuate; attacks wake, quiet makes careless; plots fade or are carried out."""
    me, dial = world["opportunity"], dials.world["opportunity"]
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
    me: Slice = world["opportunity"]
    presence: Array = world["host-politics"].presence
    if not presence.shape[0]:
        return me.exposure
    guest = presence[board.polity.place_guest]
    return me.exposure * (1 - board.polity.hosted * (1 - guest))


def _struck(board: Board, acts: Acts) -> Float[Array, "place run"]:
    """1 where somebody attacked the owner in that arena this turn."""
    at = jnp.where(acts.rung >= HARASSMENT, acts.place(board.arenas_near.shape[0]), jnp.uint32(NOWHERE))
    return (at[:, None] == board.place_code[None]).any(axis=0).astype(jnp.float32)


def begin(board: Board, dials: Dials, me: Slice, luck: Luck) -> Slice:
    """Decide whether a plot is under way."""
    return replace(me, plot=(luck["spare"][board.dyad_actor] < dials.plot_prob).astype(jnp.float32))


def constants(inputs: Inputs) -> dict[str, Column]:
    """Exposure and plots as the case states them."""
    v, plots = inputs.values, sorted(inputs.scenario.plots.items())
    at = {(plot.actor, plot.target): f"plots.{key}" for key, plot in plots}
    paths = [at.get(dyad) for dyad in inputs.axes.dyads]
    exposure = inputs.at(f"arenas.{arena}.assets.{owner}.exposure" for owner, arena in inputs.axes.places)
    return {
        "exposure": exposure ** inputs.dials["opportunity"]["on"],
        "plot_prob": inputs.rows(v[f"{p}.under_way"] * (1 - v[f"{p}.stopped"]) if p else 0.0 for p in paths),
        "plot_window": inputs.rows(v[f"{p}.window"] if p else WINDOW for p in paths),
    }


def derives(board: Board, dials: Dials, world: World) -> dict[str, Reading]:
    """How probably an attack was under way, and was not stopped, before luck decides it."""
    return {"plot_prob": Reading("dyad", dials.plot_prob)}


SYSTEM = register(
    __name__,
    after="deterrence",
    off="exposure_pull deploy harden evacuate careless plot_pull",
    kept="recover",
    explains="violent_acts_second violent_acts",
    says={"": ("the target was within reach", "there was little to hit")},
)
