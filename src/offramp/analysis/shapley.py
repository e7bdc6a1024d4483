"""Shapley values (Shapley 1953): shares of several players in a total, by exact or sampled orders.

A player's share is what it adds when it joins those before it, on average over all orders in which they could join. The
shares add up to the total exactly, also over a few orders. Orders are sampled in pairs, each with its reverse, which
leaves only what three and more players do together to chance (antithetic sampling: Mitchell and others 2022).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import factorial

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Coalition = frozenset[str]
EXACT, PAIRS = 5, 4  # players up to which all coalitions are valued; pairs of orders beyond


@dataclass(frozen=True)
class Step:
    """A player joins a coalition; `weight` is how much that counts, and `pair` the pair of orders that it is of."""

    player: str
    before: Coalition
    weight: float
    pair: int = 0

    @property
    def after(self) -> Coalition:
        """The coalition with the player."""
        return self.before | {self.player}


def steps(players: Sequence[str], exact: int = EXACT, pairs: int = PAIRS, seed: int = 1) -> list[Step]:
    """All that has to be known to share out a total.

    Parameters
    ----------
    players : sequence of str
    exact : int
        Up to so many players every coalition counts by its exact weight.
    pairs : int
        Beyond that, so many orders and their reverses.
    seed : int
        The luck of the orders.
    """
    n = len(players)
    if n <= exact:
        weight = [factorial(size) * factorial(n - size - 1) / factorial(n) for size in range(n)]
        return [
            Step(player, frozenset(before), weight[size])
            for player in players
            for size in range(n)
            for before in combinations([other for other in players if other != player], size)
        ]
    luck = np.random.default_rng(seed)
    found = []
    for pair in range(pairs):
        order = [players[at] for at in luck.permutation(n)]
        for way in (order, order[::-1]):
            found += [Step(player, frozenset(way[:at]), 0.5 / pairs, pair) for at, player in enumerate(way)]
    return found


def coalitions(plan: Sequence[Step]) -> list[Coalition]:
    """The coalitions to be valued, each once: nobody, everybody, then the others from small to large."""
    every = {each for step in plan for each in (step.before, step.after)}
    return sorted(every, key=lambda each: (0 < len(each) < max(map(len, every)), len(each), sorted(each)))


def shares(plan: Sequence[Step], values: Mapping[Coalition, Floats]) -> dict[str, Floats]:
    """Each player's share, future by future if the values are; they add up to everybody less nobody."""
    found: dict[str, Floats] = {}
    for step in plan:
        added = step.weight * (values[step.after] - values[step.before])
        found[step.player] = found[step.player] + added if step.player in found else added
    return found


def by_chance(plan: Sequence[Step], means: Mapping[Coalition, float]) -> dict[str, float]:
    """The standard error of each share that is due to the orders that were sampled; 0 where all were."""
    pairs = 1 + max((step.pair for step in plan), default=0)
    made = {step.player: np.zeros(pairs) for step in plan}
    for step in plan:
        made[step.player][step.pair] += step.weight * pairs * (means[step.after] - means[step.before])
    return {player: float(each.std(ddof=1) / np.sqrt(pairs)) if pairs > 1 else 0.0 for player, each in made.items()}
