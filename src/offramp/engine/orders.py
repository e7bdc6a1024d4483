"""Orders in force take the place of what their actors would have done."""

import equinox as eqx
import jax.numpy as jnp
from jaxtyping import Array, Bool, Float, UInt

from offramp.game.commands.orders import Orders

HAIR = 0.01  # days; that two spans touch within rounding is no overlap


class Desk(eqx.Module):
    """Per order: whether it was carried out, and whether what it waits for has happened."""

    done: Bool[Array, "order run"]
    met: Bool[Array, "order run"]


def blank_desk(orders: Orders | None, runs: int) -> Desk | None:
    """No order carried out; those that wait for nothing may fall due."""
    if orders is None:
        return None
    shape = (orders.first.shape[0], runs)
    return Desk(jnp.zeros(shape, bool), jnp.broadcast_to(orders.waits == 0, shape))


def obey(
    orders: Orders, desk: Desk, days: tuple[Float[Array, ""], Float[Array, ""]], taken: Bool[Array, "actor run"],
    option: UInt[Array, "actor run"],
) -> tuple[Bool[Array, "actor run"], UInt[Array, "actor run"], Desk]:  # fmt: skip
    """Let the orders that fall due be carried out, one an actor; an order that is late is not too late in its turn.

    An order to act is carried out once, or once after each act that it waits for; one to do nothing holds until its
    window is over.

    An order falls due in a round that has a part of its window. `days` says when the round begins and ends: the first
    day from 0 to 1. So no window falls between two rounds.
    """
    actors = jnp.arange(taken.shape[0], dtype=jnp.uint32)[:, None]
    begins, ends = days[0] + HAIR, days[1] - HAIR
    busy, done, met = jnp.zeros_like(taken), [], []
    for n in range(orders.first.shape[0]):
        in_time = (ends > orders.first[n] - 1) & (begins < orders.last[n])
        mine = (actors == orders.actor[n][None]) & (in_time & desk.met[n] & ~desk.done[n])[None] & ~busy
        act = (orders.acts[n] > 0)[None]
        taken, option = jnp.where(mine, act, taken), jnp.where(mine, orders.option[n][None], option)
        busy = busy | mine
        carried, again = (mine & act).any(axis=0), orders.again[n] > 0
        done.append(desk.done[n] | carried & ~again)
        met.append(desk.met[n] & ~(carried & again))
    return taken, option, Desk(jnp.stack(done), jnp.stack(met))


def watch(
    orders: Orders, desk: Desk, taken: Bool[Array, "actor run"], option: UInt[Array, "actor run"]
) -> Desk:  # fmt: skip
    """Note what the orders wait for, after the acts of the day."""
    seen = (orders.trigger[:, option] > 0) & taken[None]
    return Desk(desk.done, desk.met | seen.any(axis=1))
