"""The evenings of a game on which a seat decided: what it knew, what it could do, and what it then had ordered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from offramp.play.beliefs import Knowledge
from offramp.play.game import Game
from offramp.play.options import SeatOption, option_words, options_of
from offramp.play.status import Status, stand


@dataclass(frozen=True)
class Evening:
    """One evening.

    Attributes
    ----------
    day : int
        How many days were played.
    before, after : Knowledge
        With the orders under way before the seat decided, and with those that it then had.
    options : tuple of SeatOption
        What it could order.
    did : str
        What it ordered, in words; `Waited` if nothing.
    ordered : tuple of str
        The options.
    """

    day: int
    before: Knowledge
    after: Knowledge
    options: tuple[SeatOption, ...]
    did: str
    ordered: tuple[str, ...]


def evenings(game: Game, seat: str) -> Iterator[Evening]:
    """Yield the evenings of the days that were played, on which somebody outside the engine decided for a seat."""
    line, case = game.log.line, game.setup.case
    days = [n for n, each in enumerate(line) if each.do == "day"]
    for number, end in enumerate(days):
        start = days[number - 1] + 1 if number else 0
        before, after = (stand(game.log.head, line[:at]) for at in (start, end))
        if after.is_led or not after.seats[seat].is_played:
            continue
        seen = game.knowledge(seat, number).seen
        there, then = _orders(before, seat), _orders(after, seat)
        new = tuple(option for option, due in then if (option, due) not in there)
        gone = [option for option, due in there if (option, due) not in then]
        words = [option_words(case, option) for option in new]
        words += [f"took back: {option_words(case, option)}" for option in gone]
        yield Evening(
            number,
            Knowledge(seat, seen, there),
            Knowledge(seat, seen, then),
            options_of(game.able, seat, before, game.days),
            "; ".join(words) or "Waited",
            new,
        )


def _orders(status: Status, seat: str) -> tuple[tuple[str, int], ...]:
    return tuple((each.option, each.due) for each in status.orders if each.actor == seat and each.by == "seat")
