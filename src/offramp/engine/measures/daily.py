"""Measures of single days: acts that pass a filter in each round, their windows, first days and shares."""

from collections.abc import Callable

import jax
import jax.numpy as jnp
from jaxtyping import Array, Bool, Float, Int

from offramp.game import MeasureArrays
from offramp.game.daily_filters import BITS
from offramp.game.measures import FOREVER

from .totals import Played, Read, Row, Seen

Days = Float[Array, "round 1"]
Acts = Float[Array, "round run"]  # how many acts pass, by round


def seen(
    measure_arrays: MeasureArrays, option: Int[Array, "round actor run"], ordered: Bool[Array, "round actor run"]
) -> Seen:
    """For every act the filters that it passes; none for a wait.

    Parameters
    ----------
    measure_arrays : MeasureArrays
    option : int32[round, actor, run]
        What every actor does; below 0 for a wait.
    ordered : bool[round, actor, run]
        Whether its patron ordered it.
    """
    if not measure_arrays.watch.words:
        return Seen(jnp.zeros((0, *option.shape), jnp.uint32), jnp.zeros((0, *option[:, 0].shape), jnp.uint32))
    done, only = (jnp.pad(part, ((0, 0), (0, 1))) for part in (measure_arrays.watch.done, measure_arrays.watch.ordered))
    table, waits = jnp.concatenate([done, done | only], axis=1), done.shape[1] - 1
    at = jnp.where(option < 0, waits, option.astype(jnp.int32)) + jnp.where(ordered, waits + 1, 0)
    acts = table[:, at]
    return Seen(acts, jax.lax.reduce(acts, jnp.uint32(0), jax.lax.bitwise_or, (2,)))


def _passing(found: Seen, row: Array, each: bool) -> Acts:
    """How many acts pass one filter in each round, or only whether any does."""
    word, bit = row // BITS, (row % BITS).astype(jnp.uint32)
    if each:
        return ((found.acts[word] >> bit) & 1).sum(axis=1).astype(jnp.float32)
    return ((found.rounds[word] >> bit) & 1).astype(jnp.float32)


def spread(day: Days, acts: Acts, row: Row) -> Float[Array, " run"]:
    """Days from the first act to the last."""
    first, last = _first(day, acts > 0), jnp.where(acts > 0, day, -jnp.inf).max(axis=0)
    return jnp.where(jnp.isfinite(first), last - first, jnp.nan)


def count_from(day: Days, acts: Acts, row: Row) -> Float[Array, " run"]:
    """How many in a window."""
    return jnp.where(_open(day, row), acts, 0.0).sum(axis=0)


def any_from(day: Days, acts: Acts, row: Row) -> Float[Array, " run"]:
    """Whether any in a window."""
    return jnp.isfinite(_first(day, (acts > 0) & _open(day, row))).astype(jnp.float32)


def first_from(day: Days, acts: Acts, row: Row) -> Float[Array, " run"]:
    """The day of the first in a window."""
    first = _first(day, (acts > 0) & _open(day, row))
    return jnp.where(jnp.isfinite(first), first, jnp.nan)


def followed(day: Days, acts: Acts, before: Acts, row: Row) -> Float[Array, " run"]:
    """Share of the days with an act of the one kind after which one of the other kind comes soon enough."""
    return _share(day, acts > 0, before > 0, row)


def unprompted(day: Days, acts: Acts, before: Acts, row: Row) -> Float[Array, " run"]:
    """The same share of the days that neither have an act of the one kind nor had one shortly before."""
    last = jax.lax.cummax(jnp.where(before > 0, day, -FOREVER), axis=0)
    return _share(day, acts > 0, day - last > row["within"], row)


def _share(day: Days, acts: Bool[Array, "round run"], asked: Bool[Array, "round run"], row: Row) -> Array:
    """Share of the days asked about, if what follows them is seen, on which an act comes after them in time."""
    soonest = jax.lax.cummin(jnp.where(acts, day, FOREVER), axis=0, reverse=True)
    after = jnp.concatenate([soonest[1:], jnp.full_like(soonest[:1], FOREVER)])
    kept = asked & (day + row["within"] <= day[-1:])
    came = (kept & (after - day <= row["within"])).astype(jnp.float32).sum(axis=0)
    among = kept.astype(jnp.float32).sum(axis=0)
    return jnp.where(among > 0, came / jnp.maximum(among, 1), jnp.nan)


def _open(day: Days, row: Row) -> Bool[Array, "round 1"]:
    return (day >= row["since"]) & (day <= row["within"])


def _first(day: Days, acts: Bool[Array, "round run"]) -> Float[Array, " run"]:
    return jnp.where(acts, day, jnp.inf).min(axis=0)


def reader(read: Callable[..., Float[Array, " run"]], *places: str, each: bool = False) -> Read:
    """Make a reader of what passes the filters at these places of a row."""

    def read_row(played: Played, row: Row) -> Float[Array, " run"]:
        seen = played.series.seen
        if not seen.acts.shape[0]:
            return jnp.zeros_like(played.totals.wanted)  # nobody asks for it
        return read(played.series.day, *(_passing(seen, row[place], each) for place in places), row)

    return read_row


READERS = {
    ("any", "rounds"): reader(any_from, "row"),
    ("count", "rounds"): reader(count_from, "row", each=True),
    ("first", "rounds"): reader(first_from, "row"),
    ("spread", "rounds"): reader(spread, "row"),
    ("followed", "rounds"): reader(followed, "row", "after"),
    ("unprompted", "rounds"): reader(unprompted, "row", "after"),
}
