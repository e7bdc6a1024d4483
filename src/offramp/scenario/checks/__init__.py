"""Does a well-formed case make sense? Each file of checks looks at one side of it."""

from __future__ import annotations

from offramp.errors import Fault
from offramp.scenario.reading.faults import locate
from offramp.scenario.reading.tree import Node
from offramp.scenario.scenario import Scenario

from .backtest import backtest
from .claims import claims
from .correlations import correlations
from .counts import counts
from .evidence import evidence
from .measures import measures
from .parties import parties
from .playable import playable
from .problem import Problem
from .questions import questions
from .record import record
from .size import size

__all__ = ["sense"]


def sense(scenario: Scenario, tree: Node) -> list[Fault]:
    """Find what is well-formed and yet cannot be meant."""
    if beyond := list(size(scenario)):  # nothing of it is laid out
        return [_fault(problem, tree) for problem in beyond]
    problems = [
        *parties(scenario),
        *record(scenario, tree),
        *counts(scenario),
        *evidence(scenario, tree),
        *correlations(scenario),
        *playable(scenario),
        *measures(scenario),
        *claims(scenario),
        *questions(scenario),
        *backtest(scenario),
    ]
    return [_fault(problem, tree) for problem in problems]


def _fault(problem: Problem, tree: Node) -> Fault:
    spot = locate(tree, problem.path, Scenario)
    return spot.fault(problem.found, problem.allowed, problem.hint)
