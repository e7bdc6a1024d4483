"""Constants of the look-ahead rule: what each option puts at stake, and how far its doer cares for the answer.

Constants of a draw; `engine.lookahead` puts them to use.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from offramp.scenario import Scenario, per_day
from offramp.scenario.ladder import FORCE
from offramp.scenario.options import Option

from .board import Axes
from .draws import Draws
from .names import Names

Column = NDArray[np.float64]  # one value for each draw
EXCHANGE = 14.0  # days within which an answer belongs to the act


def foresight(
    scenario: Scenario,
    draws: Draws,
    options: list[Option],
    names: Names,
    axes: Axes,
    world: Mapping[str, Mapping[str, Column]],
    numbers: Mapping[str, Column],
) -> dict[str, Column]:
    """Compute `stake`, `care` and `boldness` of `Dials` from the numbers of moves, actors and ties."""
    ladder = world["ladder"]
    resolve = {actor: 0.5 + ladder["on"] * (draws.values[f"actors.{actor}.resolve"] - 0.5) for actor in names.actors}
    bold = {actor: 2 * ladder["resolve_pull"] * (each - 0.5) - ladder["steepness"] for actor, each in resolve.items()}
    tender = np.stack([2 * (1 - resolve[doer]) for doer, _ in axes.dyads])
    return {
        "stake": _stakes(scenario, options, names, world, numbers),
        "care": world["choice"]["foresight"] * tender * _answers(scenario, draws, axes, numbers["flow_weight"]),
        "boldness": np.stack([bold[target] for _, target in axes.dyads]),
    }


def _stakes(
    scenario: Scenario,
    options: list[Option],
    names: Names,
    world: Mapping[str, Mapping[str, Column]],
    numbers: Mapping[str, Column],
) -> Column:
    """Debt points that each militarised option is expected to make, with the dead that it is expected to leave."""
    chance, deaths = numbers["chance"], numbers["deaths"]
    grievance, stature = world["human-cost"]["grievance"], world["leaders"]["stature_debt"]
    killing = 1 - np.prod(1 - chance, axis=0)
    fatal = 1 + grievance * np.sum(chance * np.log1p(deaths), axis=0) / np.log(11)
    rows = []
    for _, m, target, _ in (each for each in options if scenario.moves[each[1]].rung >= FORCE):
        move, victim = names.moves.index(m), names.actors.index(target)
        leader = killing[move] * numbers["stature"][victim] if "kill-leader" in scenario.moves[m].does else 0.0
        rows.append(numbers["harm"][move] * fatal[move] * (1 + stature * leader))
    return np.array(rows).reshape(-1, chance.shape[-1])


def _answers(scenario: Scenario, draws: Draws, axes: Axes, weight: Column) -> Column:
    """Chance that the target, or one that shares its harm, acts at all against the doer within an exchange."""
    vigour = np.zeros((len(axes.dyads), draws.k))
    for edge, share in zip(axes.edges, weight, strict=True):
        creditor, debtor = axes.dyads[edge.into]
        if debtor == axes.dyads[edge.source][0]:
            tempo = per_day(scenario.actors[creditor].tempo, draws.values[f"actors.{creditor}.tempo"])
            vigour[edge.source] += share * tempo
    return -np.expm1(-vigour * EXCHANGE)
