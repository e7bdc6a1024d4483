"""Does a well-formed case make sense? Each file of checks looks at one side of it."""

from __future__ import annotations

from ...errors import Fault
from ..faults import locate
from ..scenario import Scenario
from ..tree import Node
from .claims import claims
from .evidence import evidence
from .measures import measures
from .parties import parties
from .playable import playable
from .problem import Problem
from .questions import questions
from .record import record

__all__ = ["sense"]


def sense(scenario: Scenario, tree: Node) -> list[Fault]:
    """Find what is well-formed and yet cannot be meant."""
    problems = [
        *parties(scenario),
        *record(scenario, tree),
        *evidence(scenario, tree),
        *playable(scenario),
        *measures(scenario),
        *claims(scenario),
        *questions(scenario),
    ]
    return [_fault(problem, tree) for problem in problems]


def _fault(problem: Problem, tree: Node) -> Fault:
    spot = locate(tree, problem.path, Scenario)
    return spot.fault(problem.found, problem.allowed, problem.hint)
