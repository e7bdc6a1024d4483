"""Commands in force: holds make an actor wait, and orders put an act or a wait in the place of its choice."""

import equinox as eqx
import jax.numpy as jnp
from jaxtyping import Array, Bool, Float, UInt

from offramp.game.commands.holds import Holds
from offramp.game.commands.orders import Orders

MARGIN = 0.01  # days; two spans that touch within rounding do not overlap

Span = tuple[Float[Array, ""], Float[Array, ""]]
Choice = tuple[Bool[Array, "actor run"], UInt[Array, "actor run"]]


class Pending(eqx.Module):
    """What has become of the orders so far.

    Attributes
    ----------
    done : bool[order, run]
        Whether the order was carried out.
    met : bool[order, run]
        Whether the act that the order waits for has happened; true for an order that waits for nothing.
    """

    done: Bool[Array, "order run"]
    met: Bool[Array, "order run"]


class Commands(eqx.Module):
    """What has become of a game's commands so far.

    Attributes
    ----------
    ended : uint32[run] or None
        The holds that an act has ended, as bits; None in a game without holds.
    pending : Pending or None
        None in a game without orders.
    """

    ended: UInt[Array, " run"] | None
    pending: Pending | None


def unheeded(holds: Holds | None, orders: Orders | None, runs: int) -> Commands:
    """Return the commands before the first turn: no hold is ended, no order is carried out.

    Parameters
    ----------
    holds : Holds or None
    orders : Orders or None
    runs : int
        Futures side by side.
    """
    ended = None if holds is None else jnp.zeros(runs, jnp.uint32)
    if orders is None:
        return Commands(ended, None)
    shape = (orders.first.shape[0], runs)
    return Commands(ended, Pending(jnp.zeros(shape, bool), jnp.broadcast_to(orders.waits == 0, shape)))


def obey(
    holds: Holds | None, orders: Orders | None, commands: Commands, span: Span, choice: Choice
) -> tuple[Choice, Pending | None]:
    """Put what the commands say in the place of what actors chose.

    Parameters
    ----------
    holds, orders
        Of the game; None where it has none.
    commands : Commands
        What has become of them so far.
    span : two float
        When the round begins and ends, in days: the first day lasts from 0 to 1.
    choice : bool[actor, run] and uint32[actor, run]
        Who acts, and with which option.

    Returns
    -------
    choice
    pending : Pending or None
        The orders after those that fell due were carried out; see `settle` for what other acts do to them.
    """
    taken, option = choice
    if holds is not None and commands.ended is not None:
        taken = _held(holds, commands.ended, span, taken, option)
    if orders is None or commands.pending is None:
        return (taken, option), None
    return _carry_out(orders, commands.pending, span, taken, option)


def settle(
    holds: Holds | None, orders: Orders | None, commands: Commands, pending: Pending | None, choice: Choice
) -> Commands:
    """Return the commands after the acts of a round, which may end holds and be what orders wait for.

    Parameters
    ----------
    holds, orders
    commands : Commands
        Before the round.
    pending : Pending or None
        What `obey` returned.
    choice : bool[actor, run] and uint32[actor, run]
        The acts as they came about, mistakes included.
    """
    taken, option = choice
    ended = commands.ended
    if holds is not None and ended is not None:
        seen = jnp.where(taken, holds.ends[option], jnp.uint32(0))
        for actor in range(seen.shape[0]):
            ended = ended | seen[actor]
    if orders is not None and pending is not None:
        awaited = (orders.trigger[:, option] > 0) & taken[None]
        pending = Pending(pending.done, pending.met | awaited.any(axis=1))
    return Commands(ended, pending)


def _held(
    holds: Holds,
    ended: UInt[Array, " run"],
    span: Span,
    taken: Bool[Array, "actor run"],
    option: UInt[Array, "actor run"],
) -> Bool[Array, "actor run"]:
    """Return who still acts. A hold is in force in a round that has a part of its window."""
    in_time = (span[1] - MARGIN > holds.first - 1) & (span[0] + MARGIN < holds.last)
    bit = jnp.uint32(1) << jnp.arange(holds.first.shape[0], dtype=jnp.uint32)
    now = jnp.where(in_time, bit, jnp.uint32(0)).sum(dtype=jnp.uint32) & ~ended
    return taken & ((holds.barred[option] & now[None]) == 0)


def _carry_out(
    orders: Orders, pending: Pending, span: Span, taken: Bool[Array, "actor run"], option: UInt[Array, "actor run"]
) -> tuple[Choice, Pending]:
    """Carry out the orders that fall due, one an actor; an order that comes late is carried out in its turn.

    An order falls due in a round that has a part of its window, so no window falls between two rounds. An order to act
    is carried out once, or once after each act that it waits for; one to do nothing holds until its window is over.
    """
    actors = jnp.arange(taken.shape[0], dtype=jnp.uint32)[:, None]
    begins, ends = span[0] + MARGIN, span[1] - MARGIN
    busy, done, met = jnp.zeros_like(taken), [], []
    for n in range(orders.first.shape[0]):
        in_time = (ends > orders.first[n] - 1) & (begins < orders.last[n])
        mine = (actors == orders.actor[n][None]) & (in_time & pending.met[n] & ~pending.done[n])[None] & ~busy
        act = (orders.acts[n] > 0)[None]
        taken, option = jnp.where(mine, act, taken), jnp.where(mine, orders.option[n][None], option)
        busy = busy | mine
        carried, again = (mine & act).any(axis=0), orders.again[n] > 0
        done.append(pending.done[n] | carried & ~again)
        met.append(pending.met[n] & ~(carried & again))
    return (taken, option), Pending(jnp.stack(done), jnp.stack(met))
