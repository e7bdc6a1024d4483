"""What a seat can do now: options in plain words, by purpose, with how long they take and who will mind."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from offramp.scenario import Scenario
from offramp.scenario.ladder import BREAK, CAMPAIGN, FORCE, THREAT, VIOLENT
from offramp.scenario.moves import Move
from offramp.scenario.options import Option, feasible
from offramp.wording.names import name_of, with_article
from offramp.wording.sentences import named

from .acts import NOWHERE
from .status import Status

PURPOSES = ("Talk and settle", "Protect", "Speak and warn", "Press", "Tell partners", "Show force", "Strike", "War")


@dataclass(frozen=True)
class SeatOption:
    """Something that a seat can order.

    Attributes
    ----------
    id : str
        `actor/move/target/arena`.
    purpose : str
        One of `PURPOSES`.
    words : str
    rung : int
    due : int
        The day on which it is carried out if it is ordered now.
    minds : tuple of str
        The actors that will mind, beside those to whom it is done, and why, in words.
    """

    id: str
    purpose: str
    words: str
    rung: int
    due: int
    minds: tuple[str, ...]

    @property
    def move(self) -> str:
        """The move's id."""
        return self.id.split("/")[1]


def days_of(case: Scenario, move: str) -> int:
    """Return how many days a move takes from the order to the act: the middle of its range, in whole days from 1."""
    return max(1, math.ceil(case.moves[move].prepare.middle()))


def options_of(case: Scenario, seat: str, status: Status, days: int) -> tuple[SeatOption, ...]:
    """Return all that a seat can order now, by purpose and rung.

    A mistake is nobody's choice, an actor does one thing a day, and what would come after the last day is not offered.
    """
    taken = {each.due for each in status.orders if each.actor == seat and each.by == "seat"}
    found = []
    for option in feasible(case):
        actor, move, _, _ = option
        due = status.day + days_of(case, move)
        if actor == seat and not case.moves[move].is_mishap and due not in taken and due <= days:
            found.append(_option(case, option, due))
    return tuple(sorted(found, key=lambda each: (PURPOSES.index(each.purpose), each.rung, each.id)))


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


def _option(case: Scenario, option: Option, due: int) -> SeatOption:
    actor, move, target, arena = option
    id = "/".join((actor, move, target, arena or NOWHERE))
    kind = case.moves[move]
    return SeatOption(
        id,
        purpose_of(kind),
        option_words(case, id),
        kind.rung,
        due,
        tuple(_minds(case, option)) if kind.rung > 0 else (),
    )


def _minds(case: Scenario, option: Option) -> Iterator[str]:
    """Yield who will mind an unfriendly act, beside its target."""
    actor, move, target, arena = option
    for tie in case.ties.values():
        if tie.kind == "patronage" and tie.proxy == target and tie.patron != actor:
            yield f"{named(case, tie.patron)} (its patron)"
        if tie.kind == "alliance" and target in tie.between:
            ally = _other(tie.between, target)
            if ally != actor:
                yield f"{named(case, ally)} (its ally)"
    host = case.arenas[arena].host if arena else None
    if host and host not in (actor, target) and case.moves[move].rung >= FORCE:
        yield f"{named(case, host)} (it happens on its soil)"


def _other(pair: Sequence[str], one: str) -> str:
    return next(each for each in pair if each != one)
