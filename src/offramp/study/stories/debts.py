"""Keep a ledger of harm between actors along a story, to find the act that each act answers.

A simple copy of the model's ledger, from the acts alone: harm makes a debt of the doer's side to the victim's, and an
act against that side pays it. An act answers the debt that weighs most then; fresh debts weigh more than old ones.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from offramp.scenario.ladder import BREAK, HARASSMENT, VIOLENT
from offramp.scenario.passing import sides
from offramp.wording.names import count
from offramp.wording.sentences import filled, whose

if TYPE_CHECKING:
    from offramp.scenario import Scenario
    from offramp.scenario.measure_kinds.kind import Deed
    from offramp.scenario.moves import Move
    from offramp.scenario.quantity import Quantity
    from offramp.scenario.record.events import Event

REMEMBERED = 30  # days within which an act counts as an answer
HALF_LIFE = 5.0  # days in which a debt's weight halves beside a fresh one
PAID = 0.25  # what is left of a debt that calls for no more
LEAST = 0.1  # weight below which a debt moves nobody any more
KIN = 0.6  # weight of harm done to, or by, another of the same side
MANY = 10  # dead that are named with the act that killed them
FULL_TEN = math.log(11)


@dataclass(frozen=True)
class Cause:
    """An act that another one answers.

    Attributes
    ----------
    words : str
        Such as "the rocket attack two days earlier".
    deed : Deed
        The act; of the record, if its day is none of the future's.
    again : bool
        Whether the same side had answered it with violence before.
    said : bool
        Whether the same actor had answered it as high before; then a story need not say so again.
    """

    words: str
    deed: Deed
    again: bool = False
    said: bool = False

    def __str__(self) -> str:
        return "" if self.said else f"{'still ' if self.again else ''}in answer to {self.words}"


@dataclass(frozen=True)
class Recorded:
    """An event of the record as the ledger reads it; days are counted from the start, so that its own are 0 or less."""

    day: int
    actor: str
    move: str
    target: str
    arena: str | None
    dead: int
    lost: str = ""  # the leader whom it killed


@dataclass
class _Debt:
    deed: Deed
    left: float
    answered: dict[str, int] = field(default_factory=dict)  # the highest rung by which each actor answered it


class Ledger:
    """Debts between the sides of a case, kept along one story.

    Parameters
    ----------
    scenario : Scenario
    record : iterable of Event, optional
        What happened before the start; the case's own record if left out.
    """

    def __init__(self, scenario: Scenario, record: Iterable[Event] | None = None) -> None:
        self._scenario = scenario
        self._side = sides(scenario)
        self._debts: list[_Debt] = []
        events = scenario.record.values() if record is None else record
        for deed in _recorded(scenario, events):
            self.answer(deed)
            self.book(deed)

    def answer(self, deed: Deed) -> Cause | None:
        """Pay with an act what it answers; None if nothing was owed, or if it is no answer."""
        move = self._scenario.moves.get(deed.move)
        if move is None or move.rung < BREAK or move.is_mishap:
            return None
        self._debts = [each for each in self._debts if each.left > PAID and deed.day - each.deed.day <= REMEMBERED]
        owed = [each for each in self._debts if self._owes(each, deed)]
        heaviest = max(owed, key=lambda debt: self._weight(debt, deed), default=None)
        if heaviest is None or self._weight(heaviest, deed) < LEAST:
            return None
        by = heaviest.answered
        again, said = max(by.values(), default=0) >= VIOLENT, by.get(deed.actor, 0) >= move.rung
        cause = Cause(self._words(heaviest.deed, deed.day), heaviest.deed, again, said)
        by[deed.actor] = max(move.rung, by.get(deed.actor, 0))
        heaviest.left -= _points(move) * _middle(move.satisfies)
        return cause

    def book(self, deed: Deed) -> None:
        """Write down what an act makes its doer's side owe."""
        move = self._scenario.moves.get(deed.move)
        if move and (move.rung >= HARASSMENT or deed.dead):
            fatal = 1 + math.log1p(deed.dead) / FULL_TEN
            self._debts.append(_Debt(deed, _points(move) * _middle(move.provokes) * fatal))

    def _owes(self, debt: _Debt, deed: Deed) -> bool:
        """Whether a debt is that of an act's target's side to the doer's side, and older than the act."""
        victim, doer = (self._side.get(who, who) for who in (debt.deed.target, debt.deed.actor))
        mine, theirs = (self._side.get(who, who) for who in (deed.actor, deed.target))
        return (victim, doer) == (mine, theirs) and victim != doer and debt.deed.day < deed.day

    def _weight(self, debt: _Debt, deed: Deed) -> float:
        age = deed.day - debt.deed.day
        kin = (KIN if debt.deed.target != deed.actor else 1.0) * (KIN if debt.deed.actor != deed.target else 1.0)
        return debt.left * kin * math.exp2(-age / HALF_LIFE)

    def _words(self, deed: Deed, day: int) -> str:
        age = day - deed.day
        when = "the day before" if age == 1 else f"{count(age)} days earlier"
        if name := getattr(deed, "lost", ""):
            return f"the killing of {name} {when}"
        move, case = self._scenario.moves[deed.move], self._scenario
        what = filled(case, move.short or move.name, deed.actor, deed.target, deed.arena)
        the = "the " if deed.actor in case.actors and case.actors[deed.actor].adjective else ""
        dead = f" and its {deed.dead:,} dead" if deed.dead > MANY else ""
        return f"{the}{whose(case, deed.actor)} {what} {when}{dead}"


def lost_leader(scenario: Scenario, record: Iterable[Event], actor: str) -> str:
    """Return the leader whom an actor lost last by the record, its own before its side's; empty if none.

    Parameters
    ----------
    scenario : Scenario
    record : iterable of Event
        Events up to the day.
    actor : str
        Its id.
    """
    side = sides(scenario)
    lost = [scenario.leaders[name] for event in record for name in event.loses if name in scenario.leaders]
    own = [each.name for each in lost if each.actor == actor]
    kin = [each.name for each in lost if side.get(each.actor) == side.get(actor)]
    return (own or kin or [""])[-1 if own else 0]


def _recorded(scenario: Scenario, events: Iterable[Event]) -> Iterator[Recorded]:
    """The events of the record that are not too old to be answered, with their days counted from the start."""
    start = scenario.start_date
    earliest = (start - dt.timedelta(days=REMEMBERED)).isoformat()
    for event in events:
        if event.date < earliest:
            continue
        day = (dt.date.fromisoformat(event.date) - start).days
        dead = round(event.deaths.total)
        lost = next((scenario.leaders[name].name for name in event.loses if name in scenario.leaders), "")
        yield Recorded(min(day, 0), event.actor, event.move, event.target, event.arena, dead, lost)


def _points(move: Move) -> float:
    return float(2.0 ** (move.rung - 5))


def _middle(quantity: Quantity) -> float:
    return math.sqrt(quantity.low * quantity.high)
