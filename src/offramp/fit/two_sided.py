"""The two-sided template of a recorded dispute: two sides, a move on every rung, and MID's coding of each.

The template is a case like any other and is compiled like any other, so the model that is fitted is the model that
simulates. What an option costs by its rung is linear in the ladder's dials; the slopes are read off compiled probes
rather than written down a second time.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import equinox as eqx
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array
from numpy.typing import NDArray

from offramp.compile import compile_game
from offramp.game import Board, Dials, Draws
from offramp.scenario import Quantity, Scenario, load

CASE = Path(__file__).with_name("two-sided.yaml")
SIDES = ("side-a", "side-b")
LEVELS = ("threat", "display", "force", "war")  # hostility levels 2 to 5 of MID
LEVEL_OF = {
    "threat": 0,
    "deployment": 1,
    "ship-seizure": 2,
    "rocket-attack": 2,
    "militia-air-strike": 2,
    "missile-strike": 2,
    "blockade": 2,
    "ground-incursion": 2,
    "war": 3,
}
LADDER = ("steepness", "top_fear", "give_cost")  # fitted dials that set what a rung costs
# The move that stands for an action code of MID 5.0: the act of that code that is usual on the catalogue's ladder.
MOVE_OF = {
    **dict.fromkeys(range(1, 7), "threat"),
    **dict.fromkeys(range(7, 13), "deployment"),
    13: "blockade",
    14: "ground-incursion",
    15: "ship-seizure",
    16: "rocket-attack",
    17: "rocket-attack",
    18: "rocket-attack",
    **dict.fromkeys(range(19, 23), "war"),
}


class Template(eqx.Module):
    """The compiled template at the library's medians, and how its costs move with what is fitted."""

    board: Board
    dials: Dials  # one column
    slopes: dict[str, Array]  # what one unit of a ladder dial adds to an option's cost [option, 1]
    tilt: Array  # what full resolve against neutral adds, for a `resolve_pull` of 1 [option, 1]
    seen: Array  # the level of each option as MID sees it [level, option]; 0 where it sees nothing


@dataclass(frozen=True)
class Frame:
    """The template with its names."""

    scenario: Scenario
    template: Template
    moves: tuple[str, ...]

    def move(self, action: int) -> int:
        """The move that stands for an action code."""
        return self.moves.index(MOVE_OF[action])

    def codes(self) -> NDArray[np.int32]:
        """The move of every action code from 0; -1 for none."""
        return np.array([self.move(code) if code else -1 for code in range(23)], np.int32)

    def quantity(self, path: str) -> Quantity:
        """A dial of the library by its path."""
        return dict(self.scenario.quantities())[path]


@cache
def frame() -> Frame:
    """Compile the template once."""
    scenario = load(CASE)
    medians = {path: quantity.middle() for path, quantity in scenario.quantities()}
    # Every move has one target and no place, so how alike places are does not matter; 1 keeps slopes finite.
    base = medians | {f"actors.{side}.resolve": 0.5 for side in SIDES}
    base |= {"world.ladder.resolve_pull": 1.0, "world.choice.same_class": 1.0}
    steep = [{f"world.ladder.{dial}": base[f"world.ladder.{dial}"] + 1} for dial in LADDER]
    keen = {f"actors.{side}.resolve": 1.0 for side in SIDES}
    columns = [base, *(base | change for change in [*steep, keen])]
    game = compile_game(scenario, Draws({path: np.array([c[path] for c in columns]) for path in base}, seed=0))
    climb = np.asarray(game.dials.climb)
    slopes = {dial: jnp.asarray(_slope(climb, k + 1)) for k, dial in enumerate(LADDER)}
    tilt, seen = jnp.asarray(_slope(climb, len(LADDER) + 1)), jnp.asarray(_seen(game.names.moves, game.names.move))
    template = Template(game.board, game.dials.columns(jnp.zeros(1, jnp.int32)), slopes, tilt, seen)
    return Frame(scenario, template, game.names.moves)


def _slope(climb: NDArray[np.float32], column: int) -> NDArray[np.float32]:
    return np.asarray(climb[:, column] - climb[:, 0])[:, None]


def _seen(moves: tuple[str, ...], option_move: NDArray[np.integer]) -> NDArray[np.float32]:
    seen = np.zeros((len(LEVELS), len(option_move)), np.float32)
    for option, move in enumerate(option_move):
        if moves[move] in LEVEL_OF:
            seen[LEVEL_OF[moves[move]], option] = 1
    return seen
