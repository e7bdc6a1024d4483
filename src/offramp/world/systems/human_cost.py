"""Human cost: who dies by an act, and the running toll.

Figures: in MID 5.0 about one attack in ten is fatal and 89 % of sized fatal incidents have 1-25 dead with a median of
2. Deaths given any follow a log-logistic distribution with the move's median, cut at 25 times the median.
"""

import equinox as eqx
import jax.numpy as jnp
from jaxtyping import Array, Float

from offramp.game import Board, Dials
from offramp.game.xla.jit import apart
from offramp.world.acts import Acts
from offramp.world.fade import Days
from offramp.world.pull import Pull
from offramp.world.state import World

CROWD = 3.0  # exposure counts at most threefold


class Slice(eqx.Module):
    """Deaths so far, military and civilian."""

    dead: Float[Array, "two run"]


def start(board: Board, dials: Dials) -> Slice:
    """Nobody has died."""
    return Slice(jnp.zeros((2, dials.tempo_per_day.shape[1]), jnp.float32))


def appraise(board: Board, dials: Dials, world: World) -> Pull:
    """The toll itself moves nobody here; grievance works through the ledger."""
    return Pull()


def advance(board: Board, dials: Dials, world: World, acts: Acts, days: Days) -> Slice:
    """Add the turn's deaths."""
    return Slice(world.human_cost.dead + acts.deaths.sum(axis=1))


@apart
def casualties(
    chance: Float[Array, "two actor run"],
    median: Float[Array, "two actor run"],
    tail: Float[Array, "1 run"],
    cut: Float[Array, "actor run"],
    exposure: Float[Array, "actor run"],
    u: Float[Array, "two actor run"],
) -> Float[Array, "two actor run"]:
    """Deaths of each act by inversion: one uniform decides whether anybody dies and, rescaled, how many."""
    fatal = u < chance
    v = jnp.clip(u / jnp.maximum(chance, 1e-6), 1e-6, 1 - 1e-6)
    size = median * jnp.minimum(jnp.exp(tail[None] * (jnp.log(v) - jnp.log1p(-v))), cut[None])
    many = jnp.maximum(jnp.floor(size * jnp.clip(exposure, 0.2, CROWD)[None] + 0.5), 1.0)
    return jnp.where(fatal & (median > 0), many, 0.0)
