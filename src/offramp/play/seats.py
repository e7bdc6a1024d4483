"""Who decides for an actor in a game: a person, a program, or the engine under a decision rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from offramp.engine import RULES
from offramp.errors import CaseError, Fault
from offramp.scenario import Scenario
from offramp.scenario.options import feasible
from offramp.scenario.words import nearest, one_of, show

KINDS = ("person", "program", "engine")


@dataclass(frozen=True)
class Seat:
    """Who decides for an actor.

    Attributes
    ----------
    kind : {"person", "program", "engine"}
    rule : str
        The decision rule of an engine's seat; empty for that of the game.
    """

    kind: str
    rule: str = ""

    @classmethod
    def read(cls, text: str) -> Seat:
        """Read `person`, `program`, `engine` or `engine:RULE`.

        Raises
        ------
        CaseError
        """
        kind, _, rule = text.partition(":")
        if kind not in KINDS or (rule and (kind != "engine" or rule not in RULES)):
            allowed = f"person, program, engine, or engine:RULE with a rule of {one_of(RULES)}"
            raise CaseError(Fault("seat", None, "", show(text), allowed))
        return cls(kind, rule)

    def __str__(self) -> str:
        return f"{self.kind}:{self.rule}" if self.rule else self.kind

    @property
    def is_played(self) -> bool:
        """Whether somebody outside the engine decides."""
        return self.kind != "engine"


def refuse_no_seat(case: Scenario, actor: str, where: str = "--seat") -> None:
    """Refuse a seat for an `actor` that the case does not have, or that can do nothing; `where` stands for the file.

    Raises
    ------
    CaseError
    """
    able = sorted({option[0] for option in feasible(case)})
    if actor not in able:
        allowed = f"an actor of the case that can do something: {one_of(able)}"
        raise CaseError(Fault(where, None, "", show(actor), allowed, nearest(actor, able)))


def is_armed_group(case: Scenario, actor: str) -> bool:
    """Whether an actor is an armed group that is no state: it can be played, and nothing is advised to it."""
    return case.actors[actor].is_armed_group


def seats_of(case: Scenario, given: Mapping[str, str]) -> dict[str, Seat]:
    """Return every actor's seat: those that are given, and the engine for all others.

    Raises
    ------
    CaseError
    """
    for actor in given:
        refuse_no_seat(case, actor)
    return {actor: Seat.read(given.get(actor, "engine")) for actor in sorted(case.actors)}


def plain(seats: Mapping[str, Seat]) -> dict[str, Any]:
    """Write seats as a JSON object; those of the engine under the rule of the game are left out."""
    return {actor: str(seat) for actor, seat in seats.items() if str(seat) != "engine"}
