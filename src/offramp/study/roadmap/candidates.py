"""List the classes of move that an actor has, and choose the ones worth a trial.

A class is a move against one target, wherever it is done: the place is the one that the case names in an order or its
record, else the one that the model finds likeliest. Of each
stretch of the ladder the likeliest class is looked at, and then the likeliest of all others, so that neither a rare
height nor a usual word crowds the others out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from offramp.errors import CaseError, Fault
from offramp.scenario import Scenario
from offramp.scenario.ladder import FINEST, united
from offramp.scenario.options import feasible
from offramp.scenario.questions import Order, Policy
from offramp.scenario.record.events import Event
from offramp.scenario.words import nearest, one_of, show
from offramp.wording.names import name_of, with_article

from .tree import Move

WAIT = "wait"
NAMED = 3  # classes of which the case itself speaks, beside the likeliest
# Stretches of the ladder: quiet and threats are one.
STRETCHES = (*FINEST[:2], united("quiet or threat", FINEST[2:4]), *FINEST[4:])


@dataclass(frozen=True)
class Candidate:
    """A class of move that the seat may do.

    Attributes
    ----------
    id : str
        `move/target`, or `wait`.
    words : str
    option : int
        Which option it is, -1 for waiting.
    move : str
        Empty for waiting.
    rung : int
    usual : float
        In which share of the futures the model has the actor do it when nobody tells it anything.
    """

    id: str
    words: str
    option: int
    move: str
    rung: int
    usual: float

    @property
    def told(self) -> Move:
        """What a result says of it."""
        return Move(self.id, self.words, self.move or None, self.rung, self.usual)


WAITING = Candidate(WAIT, "Wait", -1, "", 0, 1.0)


def refuse_nobody(case: Scenario, seat: str) -> None:
    """Refuse a seat that the case does not have, that is an armed group's, or that can do nothing.

    Raises
    ------
    CaseError
    """
    if seat not in case.actors:
        allowed = f"an actor of the case: {one_of(case.actors)}"
        raise CaseError(Fault("--seat", None, "", show(seat), allowed, nearest(seat, case.actors)))
    if case.actors[seat].is_armed_group:
        raise CaseError(
            Fault("--seat", None, "", show(seat), "an actor that is no armed group: no plan is made for those")
        )
    able = {actor for actor, *_ in feasible(case)}
    if seat not in able:
        raise CaseError(
            Fault("--seat", None, "", show(seat), f"an actor that can do something: {one_of(sorted(able))}")
        )


def classes(case: Scenario, seat: str, usual: NDArray[np.float64]) -> list[Candidate]:
    """All classes of move of a seat, the likeliest first; what nobody chooses is none.

    Parameters
    ----------
    case : Scenario
    seat : str
    usual : float64[option]
        In which share of the futures each option is taken.
    """
    found: dict[tuple[str, str], int] = {}
    told = named(case, seat)
    for n, (actor, move, target, _) in enumerate(options := feasible(case)):
        if actor == seat and case.moves[move].is_chosen:
            best = found.get((move, target))
            place = told.get((move, target), "")
            if place == options[n][3] or best is None or (usual[n] > usual[best] and place != options[best][3]):
                found[move, target] = n
    made = [_candidate(case, options[n], n, float(usual[n])) for n in found.values()]
    return sorted(made, key=lambda each: (-each.usual, each.id))


def named(case: Scenario, seat: str) -> dict[tuple[str, str], str | None]:
    """The place of each move and target that the case itself names for a seat: in orders first, then in its last acts.

    Parameters
    ----------
    case : Scenario
    seat : str
    """
    plans: list[Policy] = [*case.offramps.values(), *case.policies.values()]
    orders: list[Order] = [*case.orders, *(each for plan in plans for each in plan.orders)]
    acts: list[Order | Event] = [*orders, *reversed(case.record.values())]
    found: dict[tuple[str, str], str | None] = {}
    for each in acts:
        if each.actor == seat:
            found.setdefault((each.move, each.target), each.arena)
    return found


def screened(
    case: Scenario, seat: str, every: Sequence[Candidate], ready: Mapping[str, bool], most: int
) -> list[Candidate]:
    """The classes worth a look, waiting first.

    Parameters
    ----------
    case : Scenario
    seat : str
    every : sequence of Candidate
        The likeliest first.
    ready : mapping of str to bool
        Whether a move can be prepared within an exchange.
    most : int
        How many, waiting and what the case itself names not counted.
    """
    able = [each for each in every if ready[each.move] and each.usual > 0 and not _idle(case, each)]
    first = [next((each for each in able if low <= each.rung <= high), None) for _, low, high in STRETCHES]
    kept = sorted((each for each in first if each), key=lambda each: -each.usual)[:most]
    kept += [each for each in able if each not in kept][: most - len(kept)]
    told = {f"{move}/{target}": None for move, target in named(case, seat)}
    by_id = {each.id: each for each in every if ready[each.move]}
    kept += [by_id[id] for id in told if id in by_id and by_id[id] not in kept][:NAMED]
    return [WAITING, *sorted(kept, key=lambda each: (each.rung, each.id))]


def asked_for(every: Sequence[Candidate], asked: Iterable[str]) -> list[Candidate]:
    """The classes that are asked for by `move` or `move/target`, waiting first.

    Raises
    ------
    CaseError
        For what the seat cannot do.
    """
    known = {name for each in every for name in (each.id, each.move)}
    faults = [
        Fault("--moves", None, "", show(name), f"a move of the seat: {one_of(sorted(known))}", nearest(name, known))
        for name in asked
        if name not in known | {WAIT}
    ]
    if faults:
        raise CaseError(faults)
    kept = [each for each in every if {each.id, each.move} & {*asked}]
    return [WAITING, *sorted(kept, key=lambda each: (each.rung, each.id))]


def _idle(case: Scenario, each: Candidate) -> bool:
    """Whether it is a word that weighs nothing, which is as good as waiting."""
    move = case.moves[each.move]
    return move.rung == 0 and not move.does


def _candidate(case: Scenario, option: tuple[str, str, str, str | None], n: int, usual: float) -> Candidate:
    _, move, target, arena = option
    kind = case.moves[move]
    place = f" ({with_article(name_of(case.arenas, arena))})" if arena else ""
    toward = "towards" if kind.rung <= 0 else "against"
    words = f"{kind.name[:1].upper()}{kind.name[1:]} {toward} {with_article(name_of(case.actors, target))}{place}"
    return Candidate(f"{move}/{target}", words, n, move, kind.rung, usual)
