"""How many acts of each series came in a turn, and how much of it is told: all in a future, less in a record."""

import jax.numpy as jnp
from jaxtyping import Array, Float

from offramp.game import Board, Dials
from offramp.game.xla.jit import apart
from offramp.scenario.ladder import COARSE, FORCE, coarse

from .acts import Acts
from .fade import Days

LEAST = 1e-30
FORCEFUL = coarse(FORCE)  # the lowest level of militarised acts


def told_acts(
    board: Board, dials: Dials, acts: Acts, expected: Float[Array, "series run"], days: Days
) -> tuple[Float[Array, "series run"], Float[Array, "..."], Float[Array, "..."]]:
    """Acts of each series that came, how much of what was expected a record tells of, and whether they were counted.

    Within a span in which a source counts acts, they came as often as it says; those that the record names are not
    counted again. The first span that counts a series holds.

    Parameters
    ----------
    board, dials
    acts : Acts
    expected : float32[series, run]
        Acts that were expected in the turn.
    days : float
        Length of the turn.

    Returns
    -------
    came : float32[series, run]
    told : float32[series, run]
        A share; float32[1, 1] in a future, which tells all.
    counted : float32[series, 1]
        1 where a source counted them; float32[1, 1] of 0 in a future.
    """
    came = _chosen(board, acts)
    if acts.counted is None:
        return came, jnp.ones((1, 1)), jnp.zeros((1, 1))
    span = board.counted_series * acts.counted.astype(jnp.float32)[:, None, None]
    span = span * (jnp.cumsum(span, axis=0) < 1.5).astype(jnp.float32)
    whole = jnp.maximum((span * expected[None]).sum(axis=1, keepdims=True), LEAST)
    pace = (span * dials.record_pace[:, None] / whole).sum(axis=0) * expected * days
    held = span.sum(axis=0)
    return came * (1 - held) + pace, held + (1 - held) * dials.record_told, held


@apart
def _chosen(board: Board, acts: Acts) -> Float[Array, "series run"]:
    """1 for the series of each act that its doer chose; told to a further side once more, it is nobody's."""
    low = jnp.asarray([band.low for band in COARSE[1:]], jnp.float32)
    level = jnp.searchsorted(low, acts.rung, side="right").astype(board.series_level.dtype)
    hit = acts.hit if acts.further is None else acts.hit * (~acts.further).astype(jnp.float32)[board.dyad_actor]
    here = level[board.series_actor] == board.series_level[:, None]
    return hit[board.series_dyad] * here.astype(jnp.float32)
