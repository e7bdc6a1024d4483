"""Proxies: a proxy obeys, drags its feet or acts by itself.

Theory: delegation of violence (Salehyan 2010). Orders reach a proxy with the probability of its patron's control;
control also holds back what was not ordered. Deniability and shared quarrels sit in the flows of the
ledgers of `reciprocity`.
"""

from dataclasses import replace

import equinox as eqx
import jax.numpy as jnp
from jaxtyping import Array, Bool, Float

from offramp.scenario.ladder import FORCE
from offramp.world.agreement import left
from offramp.world.system import Acts, Board, Column, Days, Dials, Inputs, Luck, Pull, World, along, fade, register

IN_FORCE = 0.25  # an order fainter than this is no order any more
DRAGGED = 0.3  # how far a proxy heeds an order when it drags its feet


class Slice(eqx.Module):
    """Control per tie; per dyad of a proxy the order in force: 1 a fresh one to act, -1 one to hold still."""

    control: Float[Array, "tie run"]
    order: Float[Array, "dyad run"]


class Constants(eqx.Module):
    """Control of each tie of patronage before the record."""

    control: Float[Array, "tie run"]


def start(board: Board, dials: Dials) -> Slice:
    """Control as the case states it, no orders."""
    return Slice(dials.control, jnp.zeros_like(dials.belief))


def grip(board: Board, world: World) -> Float[Array, "tie run"]:
    """Control that the patron's coordination leaves."""
    held: Array = world["proxies"].control * world["leaders"].coordination[board.tie_patron]
    return held


def appraise(board: Board, dials: Dials, world: World) -> Pull:
    """Orders pull, the leash holds."""
    if not dials.control.shape[0]:
        return Pull()
    me, dial = world["proxies"], dials.world["proxies"]
    leash = dial["leash"] * grip(board, world)[board.dyad_tie] * (1 - jnp.maximum(me.order, 0.0))
    return Pull(force=(dial["order_pull"] * me.order - leash) * board.dyad_tied)


def advance(board: Board, dials: Dials, world: World, acts: Acts, days: Days) -> Slice:
    """Pass on orders, let old ones fade, bind the proxies that were hit and see no terms."""
    me: Slice = world["proxies"]
    dial = dials.world["proxies"]
    if not dials.control.shape[0]:
        return me
    given = acts.on(board, acts.does("order") - acts.does("restrain"))[board.dyad_order] * board.dyad_ordered
    order = me.order * fade(days, dial["order_life"]) + given * acts.heeds[board.dyad_actor] * dial["on"]
    hit = acts.on(board, acts.force)[board.dyad_reverse] * (1 - world["deterrence"].clarity)
    struck = jnp.zeros_like(acts.rung).at[board.dyad_actor].max(hit)[board.tie_proxy]
    control = me.control + dial["bind"] * struck * (1 - me.control)
    return Slice(control, left(board, dials, world, jnp.clip(order, -1.0, 1.0), board.dyad_order))


def describe(board: Board, dials: Dials, world: World, acts: Acts, luck: Luck | None) -> Acts:
    """Say which acts were ordered, and how far each proxy would heed an order; in the record orders were heard."""
    u = jnp.zeros_like(acts.rung) if luck is None else luck["heed"]
    return replace(acts, ordered=_ordered(board, world, acts), heeds=_heed(board, world, u))


def _heed(board: Board, world: World, u: Float[Array, "actor run"]) -> Float[Array, "actor run"]:
    if not board.tie_proxy.shape[0]:
        return jnp.ones_like(u)
    control = jnp.ones_like(u).at[board.tie_proxy].set(grip(board, world))
    return jnp.where(u < control, 1.0, DRAGGED)


def _ordered(board: Board, world: World, acts: Acts) -> Bool[Array, "actor run"]:
    """Whether a militarised act follows an order in force against this target."""
    order = jnp.zeros_like(acts.rung)
    fresh = along(board, acts.taken, acts.target) * world["proxies"].order * board.dyad_tied
    return (order.at[board.dyad_actor].max(fresh) > IN_FORCE) & (acts.rung >= FORCE)


def constants(inputs: Inputs) -> dict[str, Column]:
    """Control as the case states it."""
    control = inputs.at(f"ties.{patron}>{proxy}.control" for patron, proxy in inputs.axes.ties)
    return {"control": inputs.dials["proxies"]["on"] * control}


SYSTEM = register(
    __name__,
    after="rules",
    off="order_pull leash bind",
    kept="order_life",
    explains="ordered_acts violent_acts_second",
    says={"": ("patron and partner stood together", "its patron held it back")},
)
