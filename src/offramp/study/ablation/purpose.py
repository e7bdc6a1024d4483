"""Measures that each causal system is there to explain, in every case and in one case."""

from __future__ import annotations

from collections.abc import Mapping

from offramp.scenario.moves import Move
from offramp.scenario.questions import Measure
from offramp.world import METHOD, System


def explains(system: System, name: str, measure: Measure, moves: Mapping[str, Move]) -> bool:
    """Whether a system is there to explain a measure.

    Parameters
    ----------
    system : System
    name : str
        The measure's id.
    measure : Measure
    moves : mapping
        The moves of the case, by id.
    """
    if name in system.explains.split():
        return True
    named = [{*moves[move].does, *([METHOD] if moves[move].method else [])} for move in measure.where.moves]
    shared = set[str].intersection(*named) if named else set()
    return bool({*system.deals.split()} & {*measure.where.does, *shared})
