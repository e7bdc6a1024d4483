"""A case that can be laid out: so many actors and options that memory and time suffice."""

from __future__ import annotations

from math import prod

from offramp.scenario.options import feasible
from offramp.scenario.scenario import Scenario

from .problem import Problem, Problems

MOST_ACTORS, MOST_ARENAS = 200, 200
MOST_TRIED = 1_000_000  # combinations that the option rules name, feasible or not: a few seconds to look through
MOST_OPTIONS = 10_000  # every future holds numbers for each


def size(scenario: Scenario) -> Problems:
    """Count actors, arenas and options before any of them is laid out."""
    for part, most in (("actors", MOST_ACTORS), ("arenas", MOST_ARENAS)):
        if (number := len(getattr(scenario, part))) > most:
            yield Problem((part,), f"{number:,} {part}", f"{most} at most: memory and time grow with their square")
    tried = 0
    for i, rule in enumerate(scenario.options):
        tried += prod(map(len, (rule.actors, rule.moves, rule.targets))) * max(1, len(rule.arenas))
        if tried > MOST_TRIED:
            found = f"{tried:,} combinations of actor, move, target and arena up to here"
            yield Problem(("options", i), found, f"{MOST_TRIED:,} at most, of which {MOST_OPTIONS:,} may be feasible")
            return
    if (number := len(feasible(scenario))) > MOST_OPTIONS:
        allowed = f"{MOST_OPTIONS:,} at most: every future holds numbers for each, and memory and time grow with them"
        yield Problem(("options",), f"{number:,} options", allowed)
