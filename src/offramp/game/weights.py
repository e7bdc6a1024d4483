"""Base weights of the options, by which naming more moves, targets or arenas makes nobody busier.

Every rung that an actor can reach has the same base weight, shared by the different moves on it, and a move's weight is
shared by the different targets and arenas. Two moves or arenas that differ in name only share one weight. So a longer
catalogue, a split move or a duplicated arena does not by itself raise anybody's tempo or any rung's probability.
Nobody chooses a deadly mistake or an offer, which other options turn into, and they weigh nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence

import numpy as np
from numpy.typing import NDArray

from offramp.scenario import Quantity, Scenario
from offramp.scenario.options import Option
from offramp.scenario.parts import Part

NEVER = 1e-20  # base weight of what nobody chooses
_NAMES = frozenset(
    "name tells about note what mission mid cameo plover because source short locative coordinates".split()
)


def nest_weights(scenario: Scenario, nests: Sequence[tuple[str, str]]) -> NDArray[np.float64]:
    """Base weight of every (actor, move); they sum to one over each actor's moves."""
    chosen = [(actor, move) for actor, move in nests if scenario.moves[move].is_chosen]
    rungs: dict[str, set[int]] = defaultdict(set)
    for actor, move in chosen:
        rungs[actor].add(scenario.moves[move].rung)
    groups = [(actor, scenario.moves[move].rung, look(scenario.moves[move])) for actor, move in chosen]
    shared = _shares(groups, parent=lambda group: group[:2])
    weight = {nest: share / len(rungs[nest[0]]) for share, nest in zip(shared, chosen, strict=True)}
    return np.array([weight.get(nest, NEVER) for nest in nests])


def option_weights(scenario: Scenario, options: Sequence[Option]) -> NDArray[np.float64]:
    """Base weight of every option within its (actor, move); they sum to one there."""
    groups = [
        (actor, move, target, None if arena is None else look(scenario.arenas[arena]))
        for actor, move, target, arena in options
    ]
    return np.array(_shares(groups, parent=lambda group: group[:2]))


def alike(scenario: Scenario) -> dict[str, str]:
    """Each arena's first look-alike: places that differ in name only are one place to the world."""
    first: dict[Hashable, str] = {}
    return {key: first.setdefault(look(arena), key) for key, arena in sorted(scenario.arenas.items())}


def look(node: object) -> Hashable:
    """What a part of a case is, without its names: equal looks are the same thing twice."""
    if isinstance(node, Quantity):
        return node.text()
    if isinstance(node, Part):
        return tuple((name, look(getattr(node, name))) for name in type(node).model_fields if name not in _NAMES)
    if isinstance(node, dict):
        return tuple((key, look(value)) for key, value in sorted(node.items()))
    if isinstance(node, (list, tuple)):
        return tuple(look(item) for item in node)
    return str(node)


def _shares(groups: Sequence[tuple[Hashable, ...]], parent: Callable[[tuple[Hashable, ...]], Hashable]) -> list[float]:
    """Each item's share of its parent: equal for different groups, split among those of one group."""
    size: dict[Hashable, int] = defaultdict(int)
    different: dict[Hashable, set[Hashable]] = defaultdict(set)
    for group in groups:
        size[group] += 1
        different[parent(group)].add(group)
    return [1 / (len(different[parent(group)]) * size[group]) for group in groups]
