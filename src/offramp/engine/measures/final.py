"""Every measure of a block of futures at its end, each by the reader of its kind."""

from collections.abc import Mapping
from functools import partial

import jax
from jaxtyping import Array, Float

from offramp.game import MeasureArrays
from offramp.scenario.measure_kinds import KINDS

from . import between_sides, daily, levels, of_acts
from .totals import Played, Read, Row

# By kind and what it is read from; those of another package come with the kind.
READERS: Mapping[tuple[str, str], Read] = {
    **of_acts.READERS,
    **between_sides.READERS,
    **daily.READERS,
    **levels.READERS,
}


def reader(kind: str, source: str) -> Read:
    """Return what reads measures of a kind from one part of what a simulation leaves."""
    foreign = KINDS[kind].readers
    return foreign()[source] if foreign else READERS[kind, source]


def measures(measure_arrays: MeasureArrays, played: Played) -> Float[Array, "measure run"]:
    """Compute every measure; nan where a measure is empty (no first day, no top rung).

    One measure after another, each by the branch of its kind, so that many measures compile as fast as one.
    """
    branches = [partial(reader(*each), played) for each in measure_arrays.ways]

    def one(row: Row) -> Float[Array, " run"]:
        return jax.lax.switch(row["kind"], branches, row)  # type: ignore[no-any-return]

    rows: dict[str, Array] = {
        name: getattr(measure_arrays, name) for name in ("kind", "of", "since", "within", "row", "after")
    }
    masks = {"done": measure_arrays.done[:, :, None], "ordered": measure_arrays.ordered[:, :, None]}
    return jax.lax.map(one, {**rows, **masks})  # type: ignore[no-any-return]
