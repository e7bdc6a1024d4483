"""What a seat has before it: what it has seen, what stands, what it can order, and its messages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any

from offramp.scenario import Scenario
from offramp.scenario.ladder import THREAT
from offramp.wording.sentences import filled, place, sentence

from .acts import GameAct
from .fog import Fog, Sight
from .game import Game
from .options import SeatOption, option_words
from .standing import Standing, given_words, standing
from .status import Message

SOMEBODY = "Somebody"


@dataclass(frozen=True)
class View:
    """What a seat has before it.

    Attributes
    ----------
    seat : str
    day, days : int
        Played, and in all.
    date : str
        Of the evening.
    seen : tuple of Sight
        Of all days, in their order.
    stands : tuple of Standing
        As far as the seat can tell; empty where nobody asked for it.
    words_given : tuple of str
        Red lines, terms and agreements that it has seen.
    options : tuple of SeatOption
    orders : tuple of (int, str)
        Its own orders: the day, and what.
    messages : tuple of Message
    ended, over, paused : bool
        Whether it has ended the turn, the game is over, or stands still.
    """

    seat: str
    day: int
    days: int
    date: str
    seen: tuple[Sight, ...]
    stands: tuple[Standing, ...]
    words_given: tuple[str, ...]
    options: tuple[SeatOption, ...]
    orders: tuple[tuple[int, str], ...]
    messages: tuple[Message, ...]
    ended: bool
    over: bool
    paused: bool

    def plain(self) -> dict[str, Any]:
        """Return it as a JSON object."""
        return asdict(self)

    def on(self, day: int) -> list[Sight]:
        """Return what was seen of a day."""
        return [sight for sight in self.seen if sight.day == day]


def view(game: Game, seat: str, with_standing: bool = True) -> View:
    """Return what a seat has before it now.

    Parameters
    ----------
    game : Game
    seat : str
    with_standing : bool
        Whether to say what stands; it takes the worlds that fit what was seen.
    """
    status, case, known = game.status, game.setup.case, game.knowledge(seat)
    stands: tuple[Standing, ...] = ()
    if with_standing and not game.log.barrier:
        table = game.beliefs.table
        stands = standing(case, table.stage.game.axes, table.actors, seat, game.beliefs.worlds(known))
    seen = tuple(sight for day in known.seen for sight in day)
    return View(
        seat=seat,
        day=status.day,
        days=game.days,
        date=str(case.start_date + dt.timedelta(days=status.day)),
        seen=seen,
        stands=stands,
        words_given=given_words(case, seen),
        options=() if game.is_over else game.options(seat),
        orders=tuple(
            (due, option_words(case, option)) for option, due in sorted(known.orders, key=lambda each: each[1])
        ),
        messages=tuple(_messages(game, seat)),
        ended=seat in status.ended,
        over=game.is_over,
        paused=status.paused,
    )


def before(case: Scenario, seat: str, days: int) -> tuple[Sight, ...]:
    """Return what a seat has seen of the last days of the record.

    Parameters
    ----------
    case : Scenario
    seat : str
    days : int
        How many, that of the start among them, which is day 0; the days before it are below 0.
    """
    acts = []
    for event in case.record.values():
        day = (dt.date.fromisoformat(event.date) - case.start_date).days
        if day > -days:
            military, civilian = (round(event.deaths.middle(who)) for who in ("military", "civilian"))
            act = GameAct(day, event.actor, event.move, event.target, event.arena, military, civilian)
            acts.append(replace(act, ordered=event.is_ordered))
    return Fog(case).seen(seat, acts)


def sight_words(case: Scenario, sight: Sight, seen: Iterable[Sight] = ()) -> str:
    """Tell what was seen in one sentence, a rumour as a rumour.

    Parameters
    ----------
    case : Scenario
    sight : Sight
    seen : iterable of Sight
        What else was seen: of an act that undoes another it is told otherwise where there was none.
    """
    if sight.doer is None:
        where = place(case, sight.arena)
        return f"{SOMEBODY} attacked {filled(case, '{target}', '', sight.target)}{' ' + where if where else ''}."
    alone = _undoes_nothing(case, sight, seen)
    words = sentence(case, sight.doer, sight.move, sight.target, sight.arena, alone)
    return f"It is said that {_lower(case, sight.doer, words)}" if sight.is_rumour else words


def is_news(case: Scenario, seat: str, sight: Sight) -> bool:
    """Whether what a `seat` saw is more than words among others."""
    return seat in (sight.doer, sight.target) or bool(sight.dead) or not -1 <= case.moves[sight.move].rung <= THREAT


def _undoes_nothing(case: Scenario, sight: Sight, seen: Iterable[Sight]) -> bool:
    """Whether there is nothing left that an act would undo, as far as was seen."""
    undoes = case.moves[sight.move].undoes
    before = [(each.doer, each.move, each.target) for each in seen if each.day < sight.day]
    before += [(event.actor, event.move, event.target) for event in case.record.values()]
    held = sum(before.count((sight.doer, move, sight.target)) for move in undoes)
    return bool(undoes) and held <= before.count((sight.doer, sight.move, sight.target))


def _lower(case: Scenario, doer: str, words: str) -> str:
    """A sentence within another: its first letter small, unless it begins a name."""
    name = filled(case, "{actor}", doer, doer)
    return words if words.startswith(name) else words[:1].lower() + words[1:]


def _messages(game: Game, seat: str) -> Iterator[Message]:
    """Yield the messages of a seat; those of others today wait until the turn is over where they are hidden."""
    status = game.status
    for each in status.messages:
        late = status.hidden and each.sender not in ("", seat) and each.day >= status.day
        if not late and (not each.to or seat in (each.sender, each.to)):
            yield each
