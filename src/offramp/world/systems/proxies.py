"""Proxies: a proxy obeys, drags its feet or acts by itself.

Theory: delegation of violence (Salehyan 2010). Orders reach a proxy with the probability of its patron's control;
control also holds back what was not ordered. Deniability and shared quarrels sit in the ledgers' flows
(`game.flows`).
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
    """Control per tie; per dyad of a proxy the order in force: 1 a fresh one to act, -1 one to hold still."""

    control: Float[Array, "tie run"]
    order: Float[Array, "dyad run"]


def start(board: Board, dials: Dials) -> Slice:
    """Control as the case states it, no orders."""
    return Slice(dials.control, jnp.zeros_like(dials.belief))


def grip(board: Board, world: World) -> Float[Array, "tie run"]:
    """Control that the patron's coordination leaves."""
    return world.proxies.control * world.leaders.coordination[board.tie_patron]


def appraise(board: Board, dials: Dials, world: World) -> Pull:
    """Orders pull, the leash holds."""
    if not dials.control.shape[0]:
        return Pull()
    me, dial = world.proxies, dials.world["proxies"]
    leash = dial["leash"] * grip(board, world)[board.dyad_tie] * (1 - jnp.maximum(me.order, 0.0))
    return Pull(force=(dial["order_pull"] * me.order - leash) * board.dyad_tied)


def advance(board: Board, dials: Dials, world: World, acts: Acts, days: Days) -> Slice:
    """Pass on orders, let old ones fade, bind the proxies that were hit and see no terms."""
    me, dial = world.proxies, dials.world["proxies"]
    if not dials.control.shape[0]:
        return me
    given = acts.on(board, acts.does("order") - acts.does("restrain"))[board.dyad_order] * board.dyad_ordered
    order = me.order * fade(days, dial["order_life"]) + given * acts.heeds[board.dyad_actor] * dial["on"]
    hit = acts.on(board, acts.force)[board.dyad_reverse] * (1 - world.deterrence.clarity)
    struck = jnp.zeros_like(acts.rung).at[board.dyad_actor].max(hit)[board.tie_proxy]
    control = me.control + dial["bind"] * struck * (1 - me.control)
    return Slice(control, jnp.clip(order, -1.0, 1.0))
