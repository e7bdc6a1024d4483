"""Recorded first incidents and acts within a level, from which simulated disputes are given theirs.

What is done within a level (the action, whether the other side acts in it, too, and whether somebody dies) is that of
some later incident of the data at this level, in a dispute whose last act of force was of a like kind: clashes follow
clashes, and deaths follow deaths.
"""

from __future__ import annotations

from typing import NamedTuple

import jax.numpy as jnp
import numpy as np
import pandas as pd
from jaxtyping import Array
from numpy.typing import NDArray

from offramp.history.dispute_covariates import beginnings
from offramp.history.disputes import LAST_DAY

from .frailty import LEVELS
from .two_sided import frame

KINDS = 7  # of acts of force: whether somebody died, nobody did, or nobody knows, and whether both sides acted; or none
FORCE = 4  # hostility level of MID
USUAL = (1, 7, 16, 20)  # the action of a level at which the data have no later incident


class Book(NamedTuple):
    """Acts to draw from, and the disputes' first incidents."""

    move: Array  # of each act, by who begins and by side; -1 for none [act, beginner, side]
    dead: Array  # [act]
    level: Array  # [act]
    kind: Array  # of each act; 0 for what is no force [act]
    later: Array  # acts that are drawn from, by level and then by the kind of force before them
    begins: Array  # where each of these parts begins [level x kind + 1]
    first: Array  # the act of each dispute's first incident
    side: Array  # who began
    known: Array  # [dispute, feature]
    watched: Array  # days until the data end
    most: Array  # incidents of a dispute, after which it is cut off


def book_of(rows: pd.DataFrame, cap: int) -> Book:
    """What incidents give that are in order; an act is a row of them, or after those the usual one of a level."""
    action = np.concatenate([rows.action.to_numpy(int), USUAL])
    both = np.concatenate([rows.both.to_numpy(bool), np.zeros(LEVELS, bool)])
    level = np.concatenate([rows.level.clip(2, 5).to_numpy(int) - 2, np.arange(LEVELS)])
    dead = np.concatenate([rows.fatal.fillna(0).to_numpy() > 0, np.zeros(LEVELS, bool)])
    move = frame().codes()[action]
    acts = [np.where((side == np.arange(2)[:, None]) | both[None], move, -1) for side in range(2)]
    first = np.flatnonzero(~rows.dispnum.duplicated())
    kind = np.concatenate([_kind(rows), np.zeros(LEVELS, int)])
    later = _later(rows, level[: len(rows)], kind[: len(rows)])
    watched = (LAST_DAY - pd.to_datetime(rows.date.iloc[first])).dt.days
    return Book(
        jnp.asarray(np.stack(acts).transpose(2, 1, 0), jnp.int32),
        jnp.asarray(dead, jnp.float32),
        jnp.asarray(level, jnp.int32),
        jnp.asarray(kind, jnp.int32),
        jnp.asarray(np.concatenate(later), jnp.int32),
        jnp.asarray(np.cumsum([0, *map(len, later)]), jnp.int32),
        jnp.asarray(first, jnp.int32),
        jnp.asarray(1 - rows.side.to_numpy(int)[first], jnp.int32),
        jnp.asarray(beginnings(rows)[first]),
        jnp.asarray(watched, jnp.float32),
        jnp.int32(cap),
    )


def drawn(book: Book, level: Array, kind: Array, luck: Array) -> Array:
    """An act of a level in a dispute whose last act of force was of a kind, from a uniform.

    Parameters
    ----------
    book : Book
    level : int32[run]
        Of the act that is drawn.
    kind : int32[run]
        Of the last act of force.
    luck : float32[run]
        Uniform.
    """
    part = level * KINDS + kind
    many = book.begins[part + 1] - book.begins[part]
    return book.later[book.begins[part] + jnp.minimum((luck * many.astype(jnp.float32)).astype(jnp.int32), many - 1)]


def _kind(rows: pd.DataFrame) -> NDArray[np.int64]:
    died = np.select([rows.fatal.isna(), rows.fatal > 0], [0, 2], 1)
    return np.where(rows.level >= FORCE, 1 + 2 * died + rows.both.astype(int), 0)


def _later(rows: pd.DataFrame, level: NDArray[np.int64], kind: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    """Places of later acts of each level after each kind of force; all of the level where there is none."""
    dispute = rows.dispnum.to_numpy()
    before = pd.Series(kind).where(kind > 0).groupby(dispute).ffill().groupby(dispute).shift(1).fillna(0).to_numpy(int)
    made = []
    for each in range(LEVELS):
        here = (rows.k > 1).to_numpy() & (level == each)
        usual = np.flatnonzero(here) if here.any() else np.array([len(rows) + each])
        made += [found if len(found := np.flatnonzero(here & (before == k))) else usual for k in range(KINDS)]
    return made
