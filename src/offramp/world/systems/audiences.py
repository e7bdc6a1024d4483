"""Audiences and factions: an actor's wish is its factions' weighted wish, and a public affront asks for an answer.

Theory: audience costs (Fearon 1994), two-level games (Putnam 1988), hawks strengthened by the other side's blows
(Colaresi 2005). A public act leaves a demand: the height of the least answer that its victim's audience accepts. An own
public blow meets it whatever the blow did, since each side tells its own story of who won; memory fades.
"""

import equinox as eqx
import jax.numpy as jnp
from jaxtyping import Array, Float

from offramp.game import Board, Dials
from offramp.world.acts import Acts
from offramp.world.fade import Days, fade
from offramp.world.pull import Pull
from offramp.world.state import World

ONE_MIND = 0.5  # the wish of an actor without factions
MOST_TILT = 2.0  # events shift the weights of pure hawks and doves by this many units of log odds at most


class Slice(eqx.Module):
    """Per actor: how far events tilted its factions to the hawks; per dyad: height of the least answer still wanted."""

    tilt: Float[Array, "actor run"]
    demand: Float[Array, "dyad run"]


def start(board: Board, dials: Dials) -> Slice:
    """Factions as the case weighs them, nothing demanded."""
    return Slice(jnp.zeros_like(dials.tempo_per_day), jnp.zeros_like(dials.belief))


def wish(board: Board, dials: Dials, world: World) -> Float[Array, "actor run"]:
    """What an actor's factions want together: 0 calm at any price, 1 to climb."""
    tilt = world.audiences.tilt
    if not dials.wish.shape[0]:
        return jnp.full_like(tilt, ONE_MIND)
    polity = board.polity
    weight = dials.faction_weight * jnp.exp(2 * tilt[polity.faction_actor] * (dials.wish - ONE_MIND))
    total = polity.actor_factions.sum(weight)
    wanted = polity.actor_factions.sum(weight * dials.wish)
    return jnp.where(total > 0, wanted / jnp.maximum(total, 1e-9), ONE_MIND)


def appraise(board: Board, dials: Dials, world: World) -> Pull:
    """Hawks climb; an answer counts at home up to what is demanded; conciliation under an affront shames."""
    me, dial = world.audiences, dials.world["audiences"]
    lean = 2 * (wish(board, dials, world) - ONE_MIND)
    met = jnp.minimum(board.height, me.demand[board.option_dyad])
    return Pull(
        height=(dial["sway"] * lean)[board.dyad_actor],
        calm=-dial["shame"] * me.demand,
        option=dial["audience_cost"] * met * board.force,
    )


def advance(board: Board, dials: Dials, world: World, acts: Acts, days: Days) -> Slice:
    """Blows strengthen the hawks, conciliation the doves; affronts raise the demand, own blows and time lower it."""
    me, dial = world.audiences, dials.world["audiences"]
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
