"""Audiences and factions: an actor's wish is its factions' weighted wish, and a public affront asks for an answer.

Theory: audience costs (Fearon 1994), two-level games (Putnam 1988), hawks strengthened by the other side's blows
(Colaresi 2005). A public act leaves a demand: the height of the least answer that its victim's audience accepts. An own
public blow meets it whatever the blow did, since each side tells its own story of who won; memory fades.
"""

import equinox as eqx
import jax.numpy as jnp
from jaxtyping import Array, Float

from offramp.scenario.ladder import CAMPAIGN
from offramp.world.system import Acts, Board, Column, Days, Dials, Inputs, Pull, Reading, World, fade, register

ONE_MIND = 0.5  # the wish of an actor without factions
MOST_TILT = 2.0  # events shift the weights of pure hawks and doves by this many units of log odds at most


class Slice(eqx.Module):
    """Per actor: how far events tilted its factions to the hawks; per dyad: height of the least answer still wanted."""

    tilt: Float[Array, "actor run"]
    demand: Float[Array, "dyad run"]


class Constants(eqx.Module):
    """What each faction wants, 0 calm at any price to 1 to climb, and its weight."""

    wish: Float[Array, "faction run"]
    faction_weight: Float[Array, "faction run"]


def start(board: Board, dials: Dials) -> Slice:
    """Factions as the case weighs them, nothing demanded."""
    return Slice(jnp.zeros_like(dials.tempo_per_day), jnp.zeros_like(dials.belief))


def wish(board: Board, dials: Dials, world: World) -> Float[Array, "actor run"]:
    """What an actor's factions want together: 0 calm at any price, 1 to climb."""
    tilt = world["audiences"].tilt
    if not dials.wish.shape[0]:
        return jnp.full_like(tilt, ONE_MIND)
    polity = board.polity
    weight = dials.faction_weight * jnp.exp(2 * tilt[polity.faction_actor] * (dials.wish - ONE_MIND))
    total = polity.actor_factions.sum(weight)
    wanted = polity.actor_factions.sum(weight * dials.wish)
    return jnp.where(total > 0, wanted / jnp.maximum(total, 1e-9), ONE_MIND)


def appraise(board: Board, dials: Dials, world: World) -> Pull:
    """Hawks climb; an answer counts at home up to what is demanded; conciliation under an affront shames."""
    me, dial = world["audiences"], dials.world["audiences"]
    lean = 2 * (wish(board, dials, world) - ONE_MIND)
    met = jnp.minimum(board.height, me.demand[board.option_dyad])
    return Pull(
        height=(dial["sway"] * lean)[board.dyad_actor],
        calm=-dial["shame"] * me.demand,
        option=dial["audience_cost"] * met * board.force,
    )


def advance(board: Board, dials: Dials, world: World, acts: Acts, days: Days) -> Slice:
    """Blows strengthen the hawks, conciliation the doves; affronts raise the demand, own blows and time lower it."""
    me, dial = world["audiences"], dials.world["audiences"]
    blow = acts.on(board, acts.public * acts.height * acts.force)
    mourned = (acts.lost * dials.stature)[board.dyad_target] * acts.on(board, acts.public * acts.does("kill-leader"))
    affront = dial["affront"] * acts.on(board, acts.public * acts.height) + dial["humiliate"] * mourned
    kept = jnp.maximum(me.demand * fade(days, dial["memory"]) - dial["story"] * blow, 0.0)
    stirred = dial["rally"] * board.actor_hits.sum(blow)
    soothed = dial["soften"] * board.actor_hits.sum(acts.on(board, acts.public * acts.depth))
    tilt = me.tilt * fade(days, dial["tilt_half_life"]) + (stirred - soothed) * dial["on"]
    return Slice(
        tilt=jnp.clip(tilt, -MOST_TILT, MOST_TILT),
        demand=jnp.maximum(kept, jnp.minimum(affront[board.dyad_reverse], 1.0)),
    )


def constants(inputs: Inputs) -> dict[str, Column]:
    """Factions as the case states them, and what the need of assent adds to the costs of the highest options."""
    at = [f"actors.{actor}.factions.{faction}" for actor, faction in inputs.axes.polity.factions]
    v, cost, moves = inputs.values, inputs.dials["audiences"]["approval_cost"], inputs.scenario.moves
    return {
        "wish": inputs.at(f"{path}.wish" for path in at),
        "faction_weight": inputs.at(f"{path}.weight" for path in at),
        "climb": inputs.rows(
            -(cost * v[f"actors.{actor}.approval"] * (moves[m].rung >= CAMPAIGN)) for actor, m, *_ in inputs.options
        ),
    }


def shows(board: Board, dials: Dials, world: World) -> dict[str, Reading]:
    """Show the rung that the public wants."""
    return {"demand": Reading("dyad", world["audiences"].demand, 10)}


def derives(board: Board, dials: Dials, world: World) -> dict[str, Reading]:
    """Say what the factions want together."""
    return {"wish": Reading("actor", wish(board, dials, world))}


SYSTEM = register(
    __name__,
    after="pressure",
    off="sway rally affront humiliate audience_cost shame approval_cost",
    kept="soften tilt_half_life story memory",
    explains="open_violent_answer_30d_prob peak_rung_second conciliatory_acts",
    says={
        "": ("people at home wanted it", "people at home were against it"),
        "calm": ("people at home wanted it", "it meant shame at home"),
    },
)
