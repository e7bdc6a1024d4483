"""What a seat can do now: options in plain words, by purpose, with how long they take and who will mind."""

from __future__ import annotations

import math
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from offramp.scenario import Scenario
from offramp.scenario.ladder import BREAK, CAMPAIGN, FORCE, THREAT, VIOLENT
from offramp.scenario.moves import Move
from offramp.scenario.options import NOWHERE, feasible, option_id
from offramp.wording.names import name_of, with_article
from offramp.wording.sentences import named

from .status import Status

PURPOSES = ("Talk and settle", "Protect", "Speak and warn", "Press", "Tell partners", "Show force", "Strike", "War")


@dataclass(frozen=True)
class SeatOption:
    """Something that a seat can order.

    Attributes
    ----------
    id : str
        `actor/move/target/arena`.
    number : int
        The same all through a game.
    purpose : str
        One of `PURPOSES`.
    words : str
    rung : int
    due : int
        The day on which it is carried out if it is ordered now.
    target : str
        The id of whom it is done to.
    minds : tuple of str
        Who will mind beside the target, and why, in words: its patrons and allies.
    host : str
        On whose soil a show or use of force happens, if it is neither's: that will mind, too; else empty.
    """

    id: str
    number: int
    purpose: str
    words: str
    rung: int
    due: int
    target: str
    minds: tuple[str, ...]
    host: str

    @property
    def move(self) -> str:
        """The move's id."""
        return self.id.split("/")[1]


def days_of(case: Scenario, move: str) -> int:
    """Return how many days a move takes from the order to the act: the middle of its range, in whole days from 1."""
    return max(1, math.ceil(case.moves[move].prepare.middle()))


class Able:
    """What every actor of a case could do at all, and how long each takes.

    Attributes
    ----------
    case : Scenario
    options : mapping of str to mapping of str to int
        Of each actor that can do anything: the days that each option takes, by the option's id.
    """

    def __init__(self, case: Scenario) -> None:
        self.case = case
        days = {move: days_of(case, move) for move in case.moves}
        self.options: dict[str, dict[str, int]] = {}
        for actor, move, target, arena in feasible(case):
            if case.moves[move].is_chosen:
                self.options.setdefault(actor, {})[option_id(actor, move, target, arena)] = days[move]

    def now(self, seat: str, status: Status, days: int, possible: Container[str] | None = None) -> dict[str, int]:
        """Return what a seat can order now, with the day on which it is carried out.

        An actor does one thing a day: where a day is taken it is the next that is free. What would come after the last
        day of the game is not offered.

        Parameters
        ----------
        seat : str
        status : Status
        days : int
            Of the game.
        possible : container of str, optional
            The options that can be done as things stand; all of them if left out.
        """
        taken = {each.due for each in status.orders if each.actor == seat and each.by == "seat"}
        found = {}
        for id, takes in self.options.get(seat, {}).items():
            if possible is not None and id not in possible:
                continue
            due = next(day for day in count(status.day + takes) if day not in taken)
            if due <= days:
                found[id] = due
        return found

    def numbers(self, seat: str) -> dict[str, int]:
        """Return the number of each option of a seat, by purpose and rung from 1: the same all through a game."""
        moves = self.case.moves
        ranked = sorted(self.options.get(seat, {}), key=lambda id: (*_rank(moves[id.split("/")[1]]), id))
        return {id: n for n, id in enumerate(ranked, 1)}


def options_of(able: Able, seat: str, now: Mapping[str, int]) -> tuple[SeatOption, ...]:
    """Return all that a `seat` can order `now`, with the days on which it is carried out, by purpose and rung."""
    found = able.numbers(seat)
    return tuple(_option(able.case, id, number, now[id]) for id, number in found.items() if id in now)


def purpose_of(move: Move) -> str:
    """Return what a move is for, in the words of `PURPOSES`."""
    effects = {*move.does}
    if effects & {"order", "restrain"}:
        return "Tell partners"
    if move.rung < 0:
        return "Talk and settle"
    if effects & {"harden", "evacuate"}:
        return "Protect"
    for purpose, least in (("War", CAMPAIGN), ("Strike", VIOLENT), ("Show force", FORCE), ("Press", BREAK)):
        if move.rung >= least:
            return purpose
    return "Speak and warn"


def option_words(case: Scenario, option: str) -> str:
    """Return an option as an order: `Air strike on forces against Iran (Iraq)`."""
    _, move, target, arena = option.split("/")
    kind = case.moves[move]
    where = f" ({with_article(name_of(case.arenas, arena))})" if arena != NOWHERE else ""
    toward = "against" if kind.rung >= THREAT else "towards"
    return f"{kind.name[:1].upper()}{kind.name[1:]} {toward} {named(case, target)}{where}"


def _rank(move: Move) -> tuple[int, int]:
    return PURPOSES.index(purpose_of(move)), move.rung


def _option(case: Scenario, id: str, number: int, due: int) -> SeatOption:
    actor, move, target, arena = id.split("/")
    kind = case.moves[move]
    minds = tuple(_minds(case, actor, target)) if kind.rung > 0 else ()
    host = case.arenas[arena].host if arena != NOWHERE and kind.rung >= FORCE else None
    there = named(case, host) if host and host not in (actor, target) else ""
    return SeatOption(id, number, purpose_of(kind), option_words(case, id), kind.rung, due, target, minds, there)


def _minds(case: Scenario, actor: str, target: str) -> Iterator[str]:
    """Yield who will mind an unfriendly act beside its target."""
    for tie in case.ties.values():
        if tie.kind == "patronage" and tie.proxy == target and tie.patron != actor:
            yield f"{named(case, tie.patron)} (its patron)"
        if tie.kind == "alliance" and target in tie.between:
            ally = _other(tie.between, target)
            if ally != actor:
                yield f"{named(case, ally)} (its ally)"


def _other(pair: Sequence[str], one: str) -> str:
    return next(each for each in pair if each != one)
