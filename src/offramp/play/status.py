"""Where a game stands: what follows from its decisions alone, one after the other, without playing anything."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from .acts import GameAct, Plan, read_acts
from .entries import Entry
from .seats import Seat


@dataclass(frozen=True)
class Order:
    """An order that is not carried out yet.

    Attributes
    ----------
    actor : str
        Who carries it out, one act a day.
    option : str
    given, due : int
        The evening on which it was given, 0 that of the start; the day on which it is carried out.
    by : {"seat", "facilitator"}
    """

    actor: str
    option: str
    given: int
    due: int
    by: str = "seat"


@dataclass(frozen=True)
class Message:
    """Words from one seat to another, or from the facilitator to all; no actor of the engine reads them.

    Attributes
    ----------
    day : int
        The evening on which it was written.
    sender : str
        Empty for the facilitator.
    to : str
        Empty for everybody.
    text : str
    """

    day: int
    sender: str
    to: str
    text: str


@dataclass(frozen=True)
class Status:
    """Where a game stands.

    Attributes
    ----------
    seats : mapping of str to Seat
    day : int
        How many days were played.
    orders : tuple of Order
        Not carried out yet.
    ended : frozenset of str
        Seats that are done with the turn.
    days : tuple of tuple of GameAct
        The acts of each day that was played.
    plans : tuple of mapping
        What the seats that are played did on each of these days: an option, or None for a wait.
    rules : tuple of mapping
        The rules of seats of the engine that were not under the game's own, on each of these days.
    messages : tuple of Message
    lead : int
        How many days the engine has every seat, before the first on which seats decide.
    timer : float
        The seconds of a turn; 0 for as long as seats take.
    since, left : float
        When the clock of this turn began or went on, in seconds of Unix time, and how many were left of it then.
    late : tuple of str
        Seats for which the time of the last turn ran out.
    paused, advisor, hidden : bool
        Whether the game stands still, advice is given, and messages wait until the turn is over.
    """

    seats: Mapping[str, Seat]
    advisor: bool = True
    hidden: bool = False
    paused: bool = False
    lead: int = 0
    timer: float = 0.0
    since: float = 0.0
    left: float = 0.0
    late: tuple[str, ...] = ()
    day: int = 0
    orders: tuple[Order, ...] = ()
    ended: frozenset[str] = frozenset()
    days: tuple[tuple[GameAct, ...], ...] = ()
    plans: tuple[Plan, ...] = ()
    rules: tuple[Mapping[str, str], ...] = ()
    messages: tuple[Message, ...] = ()

    @property
    def acts(self) -> list[GameAct]:
        """Every act so far."""
        return [act for day in self.days for act in day]

    @property
    def played(self) -> list[str]:
        """The actors for whom somebody outside the engine decides."""
        return [actor for actor, seat in self.seats.items() if seat.is_played]

    @property
    def is_led(self) -> bool:
        """Whether the engine still has every seat, because the first day on which seats decide is to come."""
        return self.day < self.lead

    @property
    def deadline(self) -> float | None:
        """When the time of this turn runs out, in seconds of Unix time; None if it does not, or stands still."""
        runs = self.timer and self.played and not (self.paused or self.is_led)
        return self.since + self.left if runs else None

    def kept(self, gone: Mapping[str, Any]) -> Status:
        """Keep the timer that a game has when it goes to another line, and give the turn there its whole time."""
        return replace(self, timer=gone["seconds"]).with_clock(gone["at"])

    def with_clock(self, at: float) -> Status:
        """Let the clock of a turn begin anew."""
        return replace(self, since=at, left=self.timer)

    @property
    def waits_for(self) -> list[str]:
        """The seats that are not done with the turn."""
        return [] if self.is_led else [actor for actor in self.played if actor not in self.ended]

    def plan(self) -> Plan:
        """What is told to be done tomorrow: the orders that fall due, and waits of the seats that have none.

        The facilitator's word goes before that of the seat.
        """
        due = {each.actor: each.option for each in self.orders if each.due == self.day + 1 and each.by == "seat"}
        due |= {each.actor: each.option for each in self.orders if each.due == self.day + 1 and each.by != "seat"}
        return {**dict.fromkeys(() if self.is_led else self.played), **due}

    def other_rules(self) -> dict[str, str]:
        """The seats of the engine that have a rule of their own."""
        return {actor: seat.rule for actor, seat in self.seats.items() if seat.rule}


def stand(head: Mapping[str, Any], line: Iterable[Entry]) -> Status:
    """Follow the decisions of a game from its head.

    Parameters
    ----------
    head : mapping
        Its `seats` name every actor that is not the engine's; `actors` are all.
    line : iterable of Entry
    """
    seats = {actor: Seat.read(head["seats"].get(actor, "engine")) for actor in head["actors"]}
    status = Status(seats, advisor=head["advisor"], hidden=head["hidden"], lead=head.get("lead", 0))
    for entry in line:
        status = FOLLOW[entry.do](status, entry)
    return status


def _order(status: Status, entry: Entry) -> Status:
    what = entry.what
    by = "facilitator" if entry.do == "inject" else "seat"
    actor = what["option"].split("/")[0]
    return replace(status, orders=(*status.orders, Order(actor, what["option"], status.day, what["due"], by)))


def _withdraw(status: Status, entry: Entry) -> Status:
    seat, due = entry.what["seat"], entry.what["due"]
    left = (each for each in status.orders if (each.actor, each.due, each.by) != (seat, due, "seat"))
    return replace(status, orders=tuple(left))


def _say(status: Status, entry: Entry) -> Status:
    what = entry.what
    said = Message(status.day, what.get("seat", ""), what.get("to", ""), what["text"])
    return replace(status, messages=(*status.messages, said))


def _end(status: Status, entry: Entry) -> Status:
    return replace(status, ended=status.ended | {entry.what["seat"]})


def _day(status: Status, entry: Entry) -> Status:
    day = status.day + 1
    return replace(
        status.with_clock(entry.what.get("at", 0.0)),
        late=tuple(entry.what.get("late", ())),
        day=day,
        days=(*status.days, read_acts(day, entry.what["acts"])),
        plans=(*status.plans, status.plan()),
        rules=(*status.rules, status.other_rules()),
        orders=tuple(each for each in status.orders if each.due > day),
        ended=frozenset(),
    )


def _seat(status: Status, entry: Entry) -> Status:
    actor, seat = entry.what["actor"], Seat.read(entry.what["to"])
    own = tuple(each for each in status.orders if each.actor != actor or each.by != "seat" or seat.is_played)
    return replace(status, seats={**status.seats, actor: seat}, orders=own, ended=status.ended - {actor})


def _pause(status: Status, entry: Entry) -> Status:
    on, at = bool(entry.what["on"]), entry.what.get("at", status.since)
    left = max(0.0, status.left - (at - status.since)) if on and not status.paused else status.left
    return replace(status, paused=on, since=at, left=left)


def _timer(status: Status, entry: Entry) -> Status:
    return replace(status, timer=entry.what["seconds"]).with_clock(entry.what["at"])


def _advisor(status: Status, entry: Entry) -> Status:
    return replace(status, advisor=bool(entry.what["on"]))


def _hide(status: Status, entry: Entry) -> Status:
    return replace(status, hidden=bool(entry.what["on"]))


FOLLOW: Mapping[str, Callable[[Status, Entry], Status]] = {
    "order": _order,
    "withdraw": _withdraw,
    "say": _say,
    "end": _end,
    "day": _day,
    "inject": _order,
    "seat": _seat,
    "pause": _pause,
    "advisor": _advisor,
    "hide": _hide,
    "timer": _timer,
}
