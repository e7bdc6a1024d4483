"""Filters over acts for measures that count day by day, packed as bits of one word for each option.

A word is looked up once for every act of a future, whatever the number of filters.
"""

from __future__ import annotations

from collections.abc import Sequence

import equinox as eqx
import numpy as np
from jaxtyping import Array, UInt
from numpy.typing import NDArray

from .xla.jit import put

BITS = 32  # of a word
Masks = NDArray[np.bool_]  # [filter, option]


class DailyFilters(eqx.Module):
    """For each option the filters that it passes: done by whomever, and only if it was ordered."""

    done: UInt[Array, "word option"]
    ordered: UInt[Array, "word option"]

    @property
    def words(self) -> int:
        """How many words there are; none if nobody looks for anything."""
        return self.done.shape[0]


def compile_filters(filters: Sequence[tuple[NDArray[np.float64], NDArray[np.float64]]], options: int) -> DailyFilters:
    """Pack filters, each as the options that pass it when done and when ordered; their places are their order."""
    done, ordered = (np.array([each[n] > 0 for each in filters], bool).reshape(len(filters), options) for n in (0, 1))
    return DailyFilters(_packed(done), _packed(ordered))


def unpacked(watch: DailyFilters, place: int) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """The options that pass one filter when done, and when ordered."""
    word, bit = divmod(place, BITS)
    done, ordered = (((np.asarray(part)[word] >> bit) & 1).astype(bool) for part in (watch.done, watch.ordered))
    return done, ordered


def _packed(masks: Masks) -> Array:
    words = -(-len(masks) // BITS)
    bits = np.zeros((words * BITS, masks.shape[1]), np.uint64)
    bits[: len(masks)] = masks
    place = np.arange(BITS, dtype=np.uint64)[None, :, None]
    return put((bits.reshape(words, BITS, bits.shape[-1]) << place).sum(axis=1), np.uint32)
