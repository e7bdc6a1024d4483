"""The causal systems of a case in their order, and functions that run all of them."""

from collections.abc import Callable, Collection, Mapping
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from offramp.errors import OfframpError
from offramp.scenario.reading.plugins import import_systems

from . import systems
from .foresight import FORESIGHT
from .system import Acts, Board, Days, Dials, Pull, Reading, Rule, System, World, registered

for _module in iter_modules(systems.__path__):  # each registers itself
    import_module(f"{systems.__name__}.{_module.name}")

SYSTEMS = registered()
RULE_TERMS: dict[str, Rule] = {"lookahead": FORESIGHT}
RULES = ("quantal", *RULE_TERMS)


def systems_of(ids: Collection[str]) -> tuple[System, ...]:
    """List the systems of these ids in their order, those of plugins too; an id that is no system's is passed over."""
    if strange := {*ids} - {system.id for system in registered()} - {"choice"}:
        silent = import_systems(strange) - {system.id for system in registered()}
        if silent:
            raise OfframpError(f"the module of the causal system {min(silent)!r} registers none of this id")
    return tuple(system for system in registered() if system.id in ids)


def learns(dials: Dials) -> bool:
    """Whether a system of a game learns from what was expected."""
    return any(system.learns for system in systems_of(dials.world))


def each(part: str, dials: Dials) -> dict[str, Callable[..., Any]]:
    """Collect one part of every system of a game that has it, by the systems' ids and in their order."""
    parts = {system.id: getattr(system, part) for system in systems_of(dials.world)}
    return {system: part for system, part in parts.items() if part is not None}


def start(board: Board, dials: Dials) -> World:
    """The state before the record."""
    return World({system: of(board, dials) for system, of in each("start", dials).items()})


def appraise(board: Board, dials: Dials, world: World) -> dict[str, Pull]:
    """What each system adds, on the morning's state."""
    return {system: of(board, dials, world) for system, of in each("appraise", dials).items()}


def pulls(board: Board, dials: Dials, world: World, rule: str) -> dict[str, Pull]:
    """What each system adds, and what the decision rule adds to these.

    Parameters
    ----------
    board : Board
    dials : Dials
    world : World
    rule : str
        How actors decide.
    """
    more = [RULE_TERMS[rule]] if rule in RULE_TERMS else []
    return {**appraise(board, dials, world), **{term.id: term.appraise(board, dials, world) for term in more}}


def advance(board: Board, dials: Dials, world: World, acts: Acts, days: Days) -> World:
    """The state after a turn: every slice moves at once, from the morning's state and the turn's acts."""
    return World({system: of(board, dials, world, acts, days) for system, of in each("advance", dials).items()})


def begin(board: Board, dials: Dials, world: World, luck: dict[str, Any]) -> World:
    """Settle by luck what is settled on the evening of the start.

    Parameters
    ----------
    board : Board
    dials : Dials
    world : World
    luck : dict of str to Any
        Uniform numbers by slot.
    """
    begun = {system: of(board, dials, world[system], luck) for system, of in each("begin", dials).items()}
    return World({**world.slices, **begun})


def shown(board: Board, dials: Dials, world: World) -> dict[str, Reading]:
    """Collect what systems show of the state, and what else follows from it."""
    parts = [of(board, dials, world) for part in ("derives", "shows") for of in each(part, dials).values()]
    return {name: reading for part in parts for name, reading in part.items()}


def derives(board: Board, dials: Dials, world: World) -> dict[str, Mapping[str, Reading]]:
    """Collect what else follows from the state for a reader of it, by system."""
    return {s.id: s.derives(board, dials, world) for s in systems_of(dials.world) if s.derives}
