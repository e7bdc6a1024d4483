"""Choose the pairs of futures whose two worlds end farthest apart, for reading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np

from offramp.ensemble import Address
from offramp.scenario import Scenario

from .direction import harm
from .paired import Pair
from .record import Record

BY = ("war_prob", "peak_rung", "deaths_civilian", "deaths_military")  # what tells two ends apart, the first first
EACH_WAY = 2  # pairs told
Way = Literal["worse", "better", "more", "less"]
UNLIKELY = 0.1  # of the usual weight: a draw that the record makes so unlikely is no example


@dataclass(frozen=True)
class Turn(Record):
    """One pair of futures with the same luck.

    Attributes
    ----------
    with_it, without : Address
        Of the same draw and run in the two worlds.
    way : {"worse", "better", "more", "less"}
        How the world with it compares in the first measure that differs; more or less where neither is better.
    measures : mapping of str to (float, float)
        What sets the two apart, with it and without it.
    """

    KEYS = "with:with_it without way measures"

    with_it: Address
    without: Address
    way: Way
    measures: Mapping[str, tuple[float, float]]


def turns(
    case: Scenario, pair: Pair, with_it: Address, without: Address, wanted: Sequence[str] = ()
) -> tuple[Turn, ...]:
    """The pairs that differ most, those that are worse with it first; one of a draw at most, each way.

    Parameters
    ----------
    case : Scenario
    pair : Pair
    with_it, without : Address
        Of any future of either world.
    wanted : sequence of str
        Measures to tell them apart by; else war, the highest rung and the dead, as far as the case measures them.
    """
    names = [name for name in wanted or BY if name in pair.with_it] or list(pair.with_it)[:1]
    known = {name: harm(case.measures[name], case.moves) for name in names}
    apart = np.array([(known[name] or 1) * (pair.with_it[name] - pair.without[name]) for name in names])
    apart = np.nan_to_num(apart)  # [measure, draw, run]
    if pair.weights is not None:
        apart[:, pair.weights < UNLIKELY * pair.weights.mean()] = 0.0
    found = []
    for sign in (1, -1):
        for draw, run in _farthest(sign * apart):
            first = next(n for n, each in enumerate(apart[:, draw, run]) if each)
            bad = known[names[first]] != 0
            ways: tuple[Way, Way] = ("worse", "better") if bad else ("more", "less")
            one, other = (replace(each, draw=draw, run=run) for each in (with_it, without))
            ends = {
                name: (float(pair.with_it[name][draw, run]), float(pair.without[name][draw, run])) for name in names
            }
            found.append(Turn(one, other, ways[sign < 0], ends))
    return tuple(found)


def _farthest(apart: np.ndarray[Any, np.dtype[np.float64]]) -> list[tuple[int, int]]:
    """Draw and run of the pairs that are highest by the first measure, then by the next; above nothing at all."""
    runs = apart.shape[2]
    flat = apart.reshape(len(apart), -1)
    chosen: dict[int, int] = {}
    for at in np.lexsort(flat[::-1])[::-1]:
        first = next((each for each in flat[:, at] if each), 0.0)
        if first <= 0 or len(chosen) == EACH_WAY:
            break
        chosen.setdefault(int(at) // runs, int(at) % runs)
    return list(chosen.items())
