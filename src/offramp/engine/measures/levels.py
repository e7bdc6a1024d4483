"""Levels of the world after each round, and the measures that read these."""

import jax
import jax.numpy as jnp
from jaxtyping import Array, Float

from offramp.game import Board, Dials
from offramp.game.levels import Levels
from offramp.scenario.measure_kinds.of_states import WHEN
from offramp.world import World, shown

from .totals import Played, Row


def levels(laid: Levels, board: Board, dials: Dials, world: World) -> Float[Array, "level run"]:
    """Every level on one evening: means over the slots of the state."""
    if not laid.share.shape[0]:
        return jnp.zeros((0, dials.tempo_per_day.shape[1]), jnp.float32)
    readings = shown(board, dials, world)
    own, *others = (readings[name].values for name in ("coordination", "tolerance", "presence", "programme.level"))
    through = jnp.where(laid.tied > 0, own[laid.patron], 1.0)
    slots = jnp.concatenate([own * through, *others])
    return jnp.matmul(laid.share, slots, precision=jax.lax.Precision.HIGHEST)


def read(
    day: Float[Array, "round 1"],
    start: Float[Array, "level run"],
    rounds: Float[Array, "round level run"],
    row: Row,
) -> Float[Array, " run"]:
    """One level at its start, lowest, highest or end within a window; the evening of the start is its day 0.

    Parameters
    ----------
    day : float32[round, 1]
        Day of every round.
    start : float32[level, run]
        Levels on the evening of the start.
    rounds : float32[round, level, run]
        Levels after every round.
    row : Row
    """
    opening, later = start[row["row"]], rounds[:, row["row"]]
    seen = (day >= row["since"]) & (day <= row["within"])
    begun = row["since"] > 1
    low = jnp.minimum(jnp.where(seen, later, jnp.inf).min(axis=0), jnp.where(begun, jnp.inf, opening))
    high = jnp.maximum(jnp.where(seen, later, -jnp.inf).max(axis=0), jnp.where(begun, -jnp.inf, opening))
    last = jnp.where(seen, day, 0.0).max()
    end = jnp.where(day == last, later, -jnp.inf).max(axis=0)
    found = {"start": opening, "lowest": low, "highest": high, "end": end}
    return jnp.stack([found[when] for when in WHEN])[row["of"]]


def _state(played: Played, row: Row) -> Float[Array, " run"]:
    series = played.series
    if not series.start.shape[0]:
        return jnp.zeros_like(played.totals.wanted)  # nobody asks for it
    return read(series.day, series.start, series.levels, row)


READERS = {("state", "levels"): _state}
