"""Measures of the acts that pass a filter, read from the totals of their options at the end."""

import jax.numpy as jnp
from jaxtyping import Array, Float

from .totals import NEVER, Played, Row, Totals

Runs = Float[Array, " run"]


def _any(played: Played, row: Row) -> Runs:
    day = _first_day(played.totals, row)
    return (jnp.isfinite(day) & (day <= row["within"])).astype(jnp.float32)


def _count(played: Played, row: Row) -> Runs:
    return _happened(played.totals, row).sum(axis=0)


def _first(played: Played, row: Row) -> Runs:
    day = _first_day(played.totals, row)
    return jnp.where(jnp.isfinite(day) & (day <= row["within"]), day, jnp.nan)


def _highest(played: Played, row: Row) -> Runs:
    top = jnp.where(_happened(played.totals, row) > 0, played.board.rung, -jnp.inf).max(axis=0)
    return jnp.where(jnp.isfinite(top), top, jnp.nan)


def _deaths(played: Played, row: Row) -> Runs:
    dead = played.totals.dead
    either = jnp.stack([dead[0], dead[1], dead.sum(axis=0)])  # in the order of `of_acts.DEATHS`
    return (either[row["of"]] * row["done"]).sum(axis=0)


def _arenas(played: Played, row: Row) -> Runs:
    board = played.board
    arenas = jnp.arange(board.arenas_near.shape[0], dtype=jnp.uint32)[:, None]
    here = (board.option_site[None] == arenas).astype(jnp.float32)
    return ((here @ _happened(played.totals, row)) > 0).sum(axis=0).astype(jnp.float32)


def _happened(totals: Totals, row: Row) -> Float[Array, "option run"]:
    return totals.count * row["done"] + totals.ordered * row["ordered"]


def _first_day(totals: Totals, row: Row) -> Runs:
    done = jnp.where(row["done"] > 0, totals.first, NEVER).min(axis=0)
    return jnp.minimum(done, jnp.where(row["ordered"] > 0, totals.first_ordered, NEVER).min(axis=0))


READERS = {
    ("any", "totals"): _any,
    ("count", "totals"): _count,
    ("first", "totals"): _first,
    ("highest", "totals"): _highest,
    ("deaths", "totals"): _deaths,
    ("arenas", "totals"): _arenas,
}
