"""Which futures are played: draws over the uncertain dials, and runs nested in them.

Every dial has a sequence of its own, from the seed and its path alone: so the first draws do not depend on how many
follow, and a dial that somebody sets, adds or takes away moves no other. The first 2^n draws of a dial are one in each
of 2^n equal cells of its range (Latin hypercube sampling: McKay, Beckman and Conover 1979), in an order of its own.
A Sobol' sequence would do better in few dimensions; in hundreds its pairs of dimensions go together, under every seed,
and an answer would seem to depend on a dial that only moves with the right one.

Under `prior: joint` the dials that were fitted are no longer by themselves: they have one sequence together, which says
which row of the posterior a draw takes. Rows next to each other are alike, so that few draws are spread over all of it.
Dials that a case correlates keep their sequences, and are then moved by each other's.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from offramp.errors import RunError
from offramp.game import Draws
from offramp.scenario import Scenario
from offramp.scenario.quantity import Quantity
from offramp.scenario.reading.joint import GROUP

from .correlated import of_correlations
from .posterior_rows import of_rows

Points = Mapping[str, NDArray[np.float64]]
RULES = frozenset({"world.choice.foresight"})  # only another rule than quantal response reads these
_STEP = 0.5**30  # points stand in the middles of steps: never at 0, where an unbounded quantity has no value


def draws(scenario: Scenario, seed: int, k: int) -> Draws:
    """Draw every quantity of a case.

    Parameters
    ----------
    scenario : Scenario
    seed : int
    k : int
        How many draws.
    """
    return at_points(scenario, points(scenario, seed, k), seed, k)


def points(scenario: Scenario, seed: int, k: int) -> Points:
    """Where in its range each dial of a case stands in each draw, between 0 and 1: float64[draw] by path.

    Parameters
    ----------
    scenario : Scenario
    seed : int
        Of the draws.
    k : int
        How many draws.
    """
    alone = {path: _sequence(seed, path, k) for path in scenario.dials()}
    correlated = of_correlations(scenario, lambda path: _sequence(seed, path, k))
    return alone | correlated | of_rows(scenario, alone, _sequence(seed, GROUP, k))


def at_points(scenario: Scenario, found: Points, seed: int, k: int) -> Draws:
    """Every quantity of a case where these points put it; what is known stays where it is.

    Parameters
    ----------
    scenario : Scenario
    found : Points
        Where each dial stands in its range, 0 to 1, by path.
    seed : int
        Of the draws.
    k : int
        How many draws.
    """
    known = np.full(k, 0.5)
    return Draws({path: each.at(found.get(path, known)) for path, each in scenario.quantities()}, seed)


def values_of(quantity: Quantity, path: str, seed: int, k: int) -> NDArray[np.float64]:
    """Draw one quantity that no run reads, as it would be drawn if one did: float64[draw].

    Parameters
    ----------
    quantity : Quantity
    path : str
        Of the quantity.
    seed : int
        Of the draws.
    k : int
        How many draws.
    """
    points = _sequence(seed, path, k) if quantity.is_range else np.full(k, 0.5)
    return quantity.at(points)


def layout(runs: int, draws: int) -> tuple[int, int]:
    """Runs for each draw and futures in all: `runs` rounded up to a multiple of `draws`."""
    for name, value in (("runs", runs), ("draws", draws)):
        if value < 1:
            raise RunError(f"{name} is {value}; allowed: at least 1")
    each = -(-runs // draws)
    return each, each * draws


def _sequence(seed: int, path: str, k: int) -> NDArray[np.float64]:
    """The first k points of a dial's sequence; each doubling puts one into the free half of each cell, in any order."""
    name = np.frombuffer(hashlib.sha256(path.encode()).digest(), "<u4").tolist()
    luck = np.random.default_rng([seed, *name])
    found = luck.random(1)
    while (n := len(found)) < k:
        free = luck.permutation(np.floor(found * 2 * n).astype(np.int64) ^ 1)
        found = np.concatenate([found, (free + luck.random(n)) / (2 * n)])
    return (np.floor(found[:k] / _STEP) + 0.5) * _STEP
