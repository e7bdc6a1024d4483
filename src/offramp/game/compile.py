"""Compile a case with its draws into a Game."""

import hashlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from offramp.errors import OfframpError
from offramp.scenario import Scenario
from offramp.scenario.options import feasible

from .board import Axes, Board, compile_axes, compile_board
from .commands.holds import Holds, compile_holds
from .commands.orders import Orders, compile_orders
from .dials import Dials, compile_dials
from .draws import Draws
from .measures import Ballot, Tally, cast
from .names import Names, name
from .record import RecordedActs, compile_record
from .xla.device import prepare

SLOTS = ("act", "choose", "heed", "military", "civilian", "spare")  # named random numbers of an actor's turn


@dataclass(frozen=True)
class Game:
    """A case as arrays: `board` is its structure, `dials` its numbers (last axis: draw), `ballot` its measures."""

    names: Names
    axes: Axes
    board: Board
    dials: Dials
    ballot: Ballot
    tally: Tally
    script: RecordedActs
    orders: Orders | None
    holds: Holds | None
    days: int


def compile_game(scenario: Scenario, draws: Draws) -> Game:
    """Turn names into numbers.

    Raises
    ------
    OfframpError
        If nobody can do anything, or two actors' ids collide in their random numbers.
    """
    prepare()
    options = feasible(scenario)
    if not options:
        raise OfframpError(f"{scenario.case}: no option is feasible, so nothing can happen")
    names = name(scenario, options)
    axes = compile_axes(scenario, options)
    ballot, tally = cast(scenario, names, axes)
    return Game(
        names=names,
        axes=axes,
        board=compile_board(scenario, options, names, axes, word_codes(names.actors)),
        dials=compile_dials(scenario, draws, options, names, axes),
        ballot=ballot,
        tally=tally,
        script=compile_record(scenario, names),
        orders=compile_orders(scenario, names),
        holds=compile_holds(scenario, names),
        days=scenario.days,
    )


def word_codes(actors: tuple[str, ...]) -> NDArray[np.uint32]:
    """Codes [actor, word pair] of the actors' random slots, from their permanent ids alone."""
    pairs = len(SLOTS) // 2
    codes = np.array([[_code(f"{actor}#{pair}") for pair in range(pairs)] for actor in actors], np.uint32)
    if len(np.unique(codes)) < codes.size:
        raise OfframpError("two actors' ids give the same random numbers; change one of the ids")
    return codes


def _code(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "little")
