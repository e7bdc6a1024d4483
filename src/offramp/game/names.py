"""The names behind the axes of a game, for tables and stories."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from offramp.scenario import Scenario
from offramp.scenario.options import Option, option_id
from offramp.scenario.passing import sides

NOWHERE = -1


@dataclass(frozen=True)
class Names:
    """Ids in the order of each axis, and what every option consists of.

    Attributes
    ----------
    actors, moves, arenas, options : tuple of str
        Permanent ids, sorted; an option's id is `actor/move/target/arena`.
    actor, move, target, arena : int16[option]
        Positions on the other axes; `arena` is -1 for an act that happens nowhere in particular.
    rung : int8[option]
    visibility : tuple of str
        One for each option.
    side : dict of str to str
        Each actor's side: the root of its patron chain.
    """

    actors: tuple[str, ...]
    moves: tuple[str, ...]
    arenas: tuple[str, ...]
    options: tuple[str, ...]
    actor: NDArray[np.int16]
    move: NDArray[np.int16]
    target: NDArray[np.int16]
    arena: NDArray[np.int16]
    rung: NDArray[np.int8]
    visibility: tuple[str, ...]
    side: dict[str, str]


def name(scenario: Scenario, options: list[Option]) -> Names:
    """Put the case's ids in order and number its options."""
    actors, moves, arenas = (tuple(sorted(part)) for part in (scenario.actors, scenario.moves, scenario.arenas))
    place = {
        axis: {key: i for i, key in enumerate(keys)}
        for axis, keys in (("actor", actors), ("move", moves), ("arena", arenas))
    }
    return Names(
        actors=actors,
        moves=moves,
        arenas=arenas,
        options=tuple(option_id(*option) for option in options),
        actor=np.array([place["actor"][o[0]] for o in options], np.int16),
        move=np.array([place["move"][o[1]] for o in options], np.int16),
        target=np.array([place["actor"][o[2]] for o in options], np.int16),
        arena=np.array([NOWHERE if o[3] is None else place["arena"][o[3]] for o in options], np.int16),
        rung=np.array([scenario.moves[o[1]].rung for o in options], np.int8),
        visibility=tuple(scenario.moves[o[1]].visibility for o in options),
        side=sides(scenario),
    )
