"""The list of causal systems and the three functions that run all of them: start, appraise, advance."""

from types import ModuleType

from offramp.game import Board, Dials

from .acts import Acts
from .fade import Days
from .pull import Pull
from .state import World
from .systems import (
    audiences,
    deterrence,
    dominance,
    fronts,
    host_politics,
    human_cost,
    ladder,
    leaders,
    mediation,
    misperception,
    nuclear,
    opportunity,
    pressure,
    proxies,
    reciprocity,
    rules,
    world_order,
)

SYSTEMS: tuple[ModuleType, ...] = (
    ladder,
    reciprocity,
    rules,
    proxies,
    leaders,
    deterrence,
    opportunity,
    fronts,
    human_cost,
    pressure,
    audiences,
    host_politics,
    mediation,
    misperception,
    dominance,
    nuclear,
    world_order,
)


def label(system: ModuleType) -> str:
    """A system's field in the state."""
    return system.__name__.rsplit(".", 1)[-1]


def start(board: Board, dials: Dials) -> World:
    """The state before the record."""
    return World(**{label(system): system.start(board, dials) for system in SYSTEMS})


def appraise(board: Board, dials: Dials, world: World) -> dict[str, Pull]:
    """What each system adds, on the morning's state."""
    return {label(system): system.appraise(board, dials, world) for system in SYSTEMS}


def advance(board: Board, dials: Dials, world: World, acts: Acts, days: Days) -> World:
    """The state after a turn: every slice moves at once, from the morning's state and the turn's acts."""
    return World(**{label(system): system.advance(board, dials, world, acts, days) for system in SYSTEMS})
