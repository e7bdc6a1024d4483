"""What a seat's page shows, as one JSON object: the page and the program that plays read the same."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from offramp.errors import OfframpError
from offramp.play.advisor import refuse_advice
from offramp.play.aims import SeatAim
from offramp.play.fog import Sight
from offramp.play.game import Game
from offramp.play.seats import is_armed_group
from offramp.play.view import before, is_news, sight_words, view
from offramp.scenario import Scenario
from offramp.wording.names import date_words, deaths_words, name_of, with_article

from .register import Registered
from .room import Room

WEEKS_BEFORE = 28  # days of the record before a game that are told
FACILITATOR = "The facilitator"


def seat_view(room: Room, seat: str, found: Registered | None) -> dict[str, Any]:
    """Return what a `seat` has before it now, without what stands and what was advised; `found` is the room's entry."""
    shown = room.read(lambda game: _view(room, game, seat))
    return {**shown, "debrief": shown["over"] or bool(found and found.debrief)}


def _view(room: Room, game: Game, seat: str) -> dict[str, Any]:
    case, status, shown = game.setup.case, game.status, view(game, seat, with_standing=False)
    is_played = status.seats[seat].is_played
    return {
        **head(room, game),
        "seat": seat,
        "name": name_of(case.actors, seat),
        "who": with_article(name_of(case.actors, seat)),
        "about": case.actors[seat].about,
        "aim": None if is_armed_group(case, seat) else SeatAim.of(case, seat).words(case),
        "decides": str(status.seats[seat]),
        "can_decide": is_played
        and not status.is_led
        and not (shown.over or shown.paused or shown.ended or game.log.barrier),
        "can_ask": may_ask(game, seat),
        "ended": shown.ended,
        "waits_for": [name_of(case.actors, each) for each in status.waits_for],
        "before": [told(case, seat, each) for each in before(case, seat, WEEKS_BEFORE)],
        "seen": [told(case, seat, each, shown.seen) for each in shown.seen],
        "words_given": shown.words_given,
        "options": [asdict(each) for each in shown.options] if is_played else [],
        "orders": [{"due": due, "words": words} for due, words in shown.orders],
        "messages": [message(case, each.day, each.sender, each.to, each.text) for each in shown.messages],
        "others": [
            {"actor": each, "name": name_of(case.actors, each), "reads": status.seats[each].is_played}
            for each in sorted(game.able.options)
            if each != seat
        ],
    }


def head(room: Room, game: Game) -> dict[str, Any]:
    """Return what everybody at a table may know of its game."""
    case, status = game.setup.case, game.status
    return {
        "game": room.id,
        "case": case.case,
        "title": case.title,
        "question": case.question,
        "day": status.day,
        "days": game.days,
        "date": date_words(case.start_date + dt.timedelta(days=status.day)),
        "over": game.is_over,
        "paused": status.paused,
        "first": status.lead + 1,
        "led": status.is_led,
        "timer": status.timer,
        "deadline": None if game.is_over else status.deadline,
        "until": _time_words(None if game.is_over else status.deadline),
        "left": round(status.left, 1) if status.timer and status.paused else None,
        "late": [name_of(case.actors, each) for each in status.late],
        "hidden": status.hidden,
        "barrier": game.log.barrier,
        "preparing": room.is_preparing,
    }


def _time_words(at: float | None) -> str:
    """Say a time of day, for who reads without scripts."""
    return "" if at is None else f"{dt.datetime.fromtimestamp(at, dt.UTC):%H:%M:%S} UTC"


def told(case: Scenario, seat: str, sight: Sight, seen: Sequence[Sight] = ()) -> dict[str, Any]:
    """Tell what a seat saw of one act.

    Parameters
    ----------
    case : Scenario
    seat : str
    sight : Sight
    seen : sequence of Sight
        What else it saw.
    """
    ordered = " It followed an order of its patron." if sight.ordered else ""
    return {
        **asdict(sight),
        "date": date_words(case.start_date + dt.timedelta(days=sight.day)),
        "words": sight_words(case, sight, seen) + ordered,
        "deaths": deaths_words(sight.military, sight.civilian),
        "is_news": is_news(case, seat, sight),
    }


def message(case: Scenario, day: int, sender: str, to: str, text: str) -> dict[str, Any]:
    """Tell one message.

    Parameters
    ----------
    case : Scenario
    day : int
        The evening on which it was written.
    sender, to : str
        Ids; empty for the facilitator, and for everybody.
    text : str
    """
    by = name_of(case.actors, sender) if sender else FACILITATOR
    return {"day": day, "from": by, "to": name_of(case.actors, to) if to else "everybody", "text": text}


def may_ask(game: Game, seat: str) -> bool:
    """Whether there is advice for a seat now."""
    try:
        refuse_advice(game, seat)
    except OfframpError:
        return False
    return game.status.seats[seat].is_played and not game.status.is_led and not game.log.barrier


def fingerprint(shown: object) -> str:
    """Return a few letters that change with what is shown, and with nothing else."""
    return hashlib.sha256(json.dumps(shown, sort_keys=True, default=str).encode()).hexdigest()[:12]
