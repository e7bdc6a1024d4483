"""What a facilitator's page shows, as one JSON object: all acts, orders, messages, seats and branches."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from offramp.play.branches import branches
from offramp.play.game import Game
from offramp.play.options import option_words
from offramp.scenario.options import feasible, option_id
from offramp.wording.names import deaths_words, name_of
from offramp.wording.sentences import sentence

from .debriefs import sat
from .room import Room
from .seat_view import head, message


def facilitator_view(room: Room) -> dict[str, Any]:
    """Return everything there is to see of a game."""
    return room.read(lambda game: _view(room, game))


def _view(room: Room, game: Game) -> dict[str, Any]:
    case, status = game.setup.case, game.status
    return {
        **head(room, game),
        "seed": game.log.head["seed"],
        "address": str(game.setup.address),
        "advisor": status.advisor,
        "debrief_for": [{"actor": each, "name": name_of(case.actors, each)} for each in sat(game)],
        "waits_for": [name_of(case.actors, each) for each in status.waits_for],
        "seats": [
            {
                "actor": each,
                "name": name_of(case.actors, each),
                "decides": str(status.seats[each]),
                "is_played": status.seats[each].is_played,
                "ended": each in status.ended,
            }
            for each in sorted(game.able.options)
        ],
        "acts": [_act(game, day, each) for day, acts in enumerate(status.days, 1) for each in acts],
        "orders": [
            {
                "actor": name_of(case.actors, each.actor),
                "by": each.by,
                "due": each.due,
                "words": option_words(case, each.option),
            }
            for each in sorted(status.orders, key=lambda each: (each.due, each.actor))
        ],
        "messages": [message(case, each.day, each.sender, each.to, each.text) for each in status.messages],
        "branches": [
            {"number": n, "day": there.day, "acts": len(there.acts), "here": end == game.log.last}
            for n, (end, there) in enumerate(branches(game), 1)
        ],
        "events": _events(game),
    }


def _act(game: Game, day: int, act: Any) -> dict[str, Any]:
    case = game.setup.case
    return {
        "day": day,
        "option": act.option,
        "words": sentence(case, act.actor, act.move, act.target, act.arena),
        "deaths": deaths_words(act.military, act.civilian),
        "ordered": act.ordered,
        "visibility": case.moves[act.move].visibility,
        "rung": case.moves[act.move].rung,
    }


def _events(game: Game) -> list[dict[str, Any]]:
    """Every option of the case, by actor: what can be brought in."""
    case = game.setup.case
    found = groupby(feasible(case), key=lambda each: each[0])
    return [
        {
            "actor": name_of(case.actors, actor),
            "options": [{"id": option_id(*each), "words": option_words(case, option_id(*each))} for each in group],
        }
        for actor, group in found
    ]
