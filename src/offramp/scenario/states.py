"""Whose level of the world a measure of a state reads."""

from __future__ import annotations

from .passing import sides
from .questions import Measure
from .scenario import Scenario

GUESTS = ("state", "bloc")  # kinds of owners that are guests on another's soil


def states_of(scenario: Scenario, measure: Measure) -> list[tuple[str, str]]:
    """Name those whose state a measure is the mean of: actors, and for a guest's state the arena that it is in.

    Returns
    -------
    list of (actor, arena)
        The arena is empty for what is no guest's state.
    """
    where, side = measure.where, sides(scenario)
    named = [
        actor
        for actor in sorted(scenario.actors)
        if (where.actors or where.sides)
        and (not where.actors or actor in where.actors)
        and (not where.sides or side[actor] in where.sides)
    ]
    if measure.state == "coordination":
        return [(actor, "") for actor in named]
    if measure.state == "programme":
        return [(actor, "") for actor in named if scenario.actors[actor].programme]
    return [guest for guest in guests(scenario) if guest[0] in named and (not where.arenas or guest[1] in where.arenas)]


def guests(scenario: Scenario) -> list[tuple[str, str]]:
    """Foreign presences on a host's soil: owner and arena."""
    return sorted(
        (owner, name)
        for name, arena in scenario.arenas.items()
        if arena.host is not None
        for owner in arena.assets
        if owner != arena.host and scenario.actors[owner].kind in GUESTS
    )
