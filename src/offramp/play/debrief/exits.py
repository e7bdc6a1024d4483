"""The ways out that a seat passed: offers that it left without an answer, and off-ramps that it never began."""

from __future__ import annotations

from collections.abc import Iterator

from offramp.play.fog import Sight
from offramp.play.game import Game
from offramp.scenario.ladder import WORDS
from offramp.wording.sentences import sentence

ANSWER = 14  # days for an answer


def exits_passed(game: Game, seat: str) -> Iterator[str]:
    """Yield each way out that was passed, in words."""
    seen = [sight for day in game.knowledge(seat).seen for sight in day]
    own = [sight for sight in seen if sight.doer == seat and not sight.is_rumour]
    for offer in seen:
        if offer.target == seat and offer.doer not in (None, seat) and _is_friendly(game, offer):
            answers = [
                each for each in own if each.target == offer.doer and offer.day <= each.day <= offer.day + ANSWER
            ]
            if not any(_is_friendly(game, each) for each in answers) and offer.doer:
                words = sentence(game.setup.case, offer.doer, offer.move, offer.target, offer.arena)
                yield f"Day {offer.day}: {words} No friendly answer came within {ANSWER} days."
    done = {(sight.move, sight.target) for sight in own}
    for way in game.setup.case.offramps.values():
        mine = [order for order in way.orders if order.actor == seat]
        if seat in way.who and mine and not any((order.move, order.target) in done for order in mine):
            yield f"{way.name}: {way.says.rstrip('.')}. Its first step was never taken."


def _is_friendly(game: Game, sight: Sight) -> bool:
    return game.setup.case.moves[sight.move].rung <= WORDS[0]
