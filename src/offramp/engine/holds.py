"""Holds in force: who would have done what is held waits."""

import jax.numpy as jnp
from jaxtyping import Array, Bool, Float, UInt

from offramp.game.commands.holds import Holds

from .orders import HAIR

Over = UInt[Array, " run"]  # the holds that an act has ended, as bits


def blank_over(holds: Holds | None, runs: int) -> Over | None:
    """No hold ended."""
    return None if holds is None else jnp.zeros(runs, jnp.uint32)


def held(
    holds: Holds, over: Over, days: tuple[Float[Array, ""], Float[Array, ""]], taken: Bool[Array, "actor run"],
    option: UInt[Array, "actor run"],
) -> Bool[Array, "actor run"]:  # fmt: skip
    """Who still acts. A hold is in force in a round that has a part of its window, as an order would fall due."""
    in_time = (days[1] - HAIR > holds.first - 1) & (days[0] + HAIR < holds.last)
    bit = jnp.uint32(1) << jnp.arange(holds.first.shape[0], dtype=jnp.uint32)
    now = jnp.where(in_time, bit, jnp.uint32(0)).sum(dtype=jnp.uint32) & ~over
    return taken & ((holds.barred[option] & now[None]) == 0)


def ended(holds: Holds, over: Over, taken: Bool[Array, "actor run"], option: UInt[Array, "actor run"]) -> Over:
    """Note which holds the acts of the day have ended."""
    seen = jnp.where(taken, holds.ends[option], jnp.uint32(0))
    for actor in range(seen.shape[0]):
        over = over | seen[actor]
    return over
