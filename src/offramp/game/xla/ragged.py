"""Sums and samples over groups of rows of unequal size, in the shape that compiles to fast code.

A group's rows lie in lanes of equal width. Unrolled adds over the few slots of a lane compile to one kernel that reads
each row once, where a padded grid, a segment sum or a running sum would be several times slower.
"""

from collections.abc import Sequence
from itertools import pairwise

import equinox as eqx
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float, Int, UInt
from numpy.typing import NDArray

from .jit import apart, put

LOWEST = -3.4e38  # of a float


class Groups(eqx.Module):
    """Rows of some array, grouped by owner; a group fills one lane or several."""

    rows: UInt[Array, "slot lane"]
    filled: Float[Array, "slot lane 1"]
    lanes: UInt[Array, "part owner"]
    held: Float[Array, "part owner 1"]
    owner: UInt[Array, " lane"]
    before: UInt[Array, "part2 lane"]  # the lanes of the same owner that come before
    behind: Float[Array, "part2 lane 1"]
    last: Int[Array, "owner 1"]  # rows of the group, less one

    def sum(self, values: Float[Array, "row run"]) -> Float[Array, "owner run"]:
        """Sum each owner's rows."""
        return _gather(self.lanes, self.held, _gather(self.rows, self.filled, values))

    def top(self, values: Float[Array, "row run"]) -> Float[Array, "owner run"]:
        """The highest of each owner's rows; the lowest float for an owner without any."""
        return _highest(self.lanes, self.held, _highest(self.rows, self.filled, values))

    def passed(self, values: Float[Array, "row run"], level: Float[Array, "owner run"]) -> Int[Array, "owner run"]:
        """How many of each owner's rows the running sum passes before it goes beyond `level`; all but one at most."""
        sums = _gather(self.rows, self.filled, values)
        left = level[self.owner] - _gather(self.before, self.behind, sums)
        counted = _gather(self.lanes, self.held, _count(self, values, left))
        return jnp.minimum(counted.astype(jnp.int32), self.last)


def compile_groups(owner: Sequence[int], owners: int, width: int) -> Groups:
    """Lay rows into lanes of some width; `owner` names each row's group.

    Parameters
    ----------
    owner : sequence of int
        The group of each row.
    owners : int
        Groups in all.
    width : int
        Rows of a lane.
    """
    groups = [[row for row, o in enumerate(owner) if o == k] for k in range(owners)]
    parts = [[group[i : i + width] for i in range(0, len(group), width)] for group in groups]
    ends = np.cumsum([0, *map(len, parts)])
    mine = [list(range(a, b)) for a, b in pairwise(ends)]
    rows, filled = _grid([lane for group in parts for lane in group])
    lanes, held = _grid(mine)
    before, behind = _grid([lanes[:n] for lanes in mine for n in range(len(lanes))])
    owner_of = np.array([k for k, lanes in enumerate(mine) for _ in lanes], np.uint32)
    last = np.array([[len(group) - 1] for group in groups], np.int32)
    return Groups(*(put(x, x.dtype) for x in (rows, filled, lanes, held, owner_of, before, behind, last)))


def _grid(lists: list[list[int]]) -> tuple[NDArray[np.uint32], NDArray[np.float32]]:
    """Positions as [slot, list], padded with 0, and which are filled as [slot, list, 1]."""
    slots = max([1, *map(len, lists)])
    grid, filled = np.zeros((slots, len(lists)), np.uint32), np.zeros((slots, len(lists), 1), np.float32)
    for k, items in enumerate(lists):
        grid[: len(items), k] = items
        filled[: len(items), k] = 1
    return grid, filled


@apart
def _gather(
    rows: UInt[Array, "slot lane"], filled: Float[Array, "slot lane 1"], values: Float[Array, "row run"]
) -> Float[Array, "lane run"]:
    total = values[rows[0]] * filled[0]
    for s in range(1, rows.shape[0]):
        total = total + values[rows[s]] * filled[s]
    return total


@apart
def _highest(
    rows: UInt[Array, "slot lane"], filled: Float[Array, "slot lane 1"], values: Float[Array, "row run"]
) -> Float[Array, "lane run"]:
    best = jnp.where(filled[0] > 0, values[rows[0]], LOWEST)
    for s in range(1, rows.shape[0]):
        best = jnp.maximum(best, jnp.where(filled[s] > 0, values[rows[s]], LOWEST))
    return best


@apart
def _count(lanes: Groups, values: Float[Array, "row run"], left: Float[Array, "lane run"]) -> Float[Array, "lane run"]:
    running, count = jnp.zeros_like(left), jnp.zeros_like(left)
    for s in range(lanes.rows.shape[0]):
        running = running + values[lanes.rows[s]] * lanes.filled[s]
        count = count + (running <= left).astype(jnp.float32) * lanes.filled[s]
    return count
