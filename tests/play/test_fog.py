"""No seat sees what its rules hide: views of random games are walked, with rules written once more, by hand."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pytest

from offramp.play import view as views
from offramp.play.acts import GameAct
from offramp.play.fog import Fog, Sight
from offramp.play.game import Game
from offramp.play.view import View, view
from offramp.scenario import Scenario, load
from offramp.scenario.options import feasible
from tests.play.games import ACTORS, random_game
from tests.world.laws import TWO_NEIGHBOURS

Leak = Callable[[View, Game], View]


def behind(case: Scenario, actor: str) -> set[str]:
    """Everybody who stands behind an actor."""
    patrons = {tie.patron for tie in case.ties.values() if tie.kind == "patronage" and tie.proxy == actor}
    return patrons | {above for patron in patrons for above in behind(case, patron) if above != actor}


def may_know(case: Scenario, seat: str, act: GameAct) -> str:
    """What a seat may know of an act: all, who, rumour, toll or nothing."""
    kind, words = case.moves[act.move], case.moves[act.move].rung <= 0
    if seat in {act.actor, *behind(case, act.actor)}:
        return "all"
    if kind.visibility == "overt":
        return "who"
    if kind.visibility == "attributable":
        return "rumour"
    if "order" in kind.does or "restrain" in kind.does:
        return "who" if act.actor in behind(case, seat) else "nothing"
    if seat == act.target:
        return "who" if words else "rumour"
    return "toll" if act.dead else "nothing"


def leaks(case: Scenario, game: Game, shown: View) -> Iterator[str]:
    """Say what a view holds that its seat may not know."""
    seat, left = shown.seat, list(shown.seen)
    for act in game.status.acts:
        known = may_know(case, seat, act)
        there = (act.day, act.move, act.target, act.arena, act.military, act.civilian)
        fits = [s for s in left if (s.day, s.move, s.target, s.arena, s.military, s.civilian) == there]
        if known != "nothing":
            want = act.actor if known in ("all", "who") else None
            mine = [s for s in fits if want is None or s.doer == want] or fits
            if mine:
                left.remove(mine[0])
                yield from wrong(known, act, mine[0], behind(case, act.actor))
    yield from (f"{sight} is nothing that the seat may see" for sight in left)
    text, mine = json.dumps(shown.plain()), {"", seat}
    heard = {each.text for each in game.status.messages if {each.sender, each.to} & mine}
    told = {each.text for each in game.status.messages if each.text in text}
    yield from (f"the message {each!r}" for each in told - heard)
    others = {(each.due, each.option) for each in game.status.orders if each.actor != seat or each.by != "seat"}
    own = [each for each in game.status.orders if each.actor == seat and each.by == "seat"]
    if len(shown.orders) > len(own):
        yield f"orders of others: {others}"


def wrong(known: str, act: GameAct, sight: Sight, patrons: set[str]) -> Iterator[str]:
    """Say what a sight tells that it may not."""
    if sight.ordered is not None and known != "all":
        yield f"that {act.option} was ordered"
    if known == "rumour" and not (sight.is_rumour and sight.doer in {act.actor, *patrons}):
        yield f"the doer of {act.option} as more than a rumour"
    if known == "toll" and sight.doer is not None:
        yield f"the doer of {act.option}"


def walk(numbers: range, leak: Leak | None = None) -> list[str]:
    """Everything that views of random games tell and may not tell."""
    case, found = load(TWO_NEIGHBOURS), []
    for number in numbers:
        game = random_game(number, days=int(4 + number % 9), seed=number % 3)
        for seat in ACTORS:
            shown = view(game, seat, with_standing=False)
            found += leaks(case, game, leak(shown, game) if leak else shown)
    return found


def test_views_of_random_games_hold_nothing_hidden() -> None:
    assert walk(range(10)) == []


@pytest.mark.soak
def test_views_of_many_random_games_hold_nothing_hidden() -> None:
    assert walk(range(200)) == []


def everything(shown: View, game: Game) -> View:
    acts = game.status.acts
    return replace(
        shown, seen=tuple(Sight(a.day, a.actor, a.move, a.target, a.arena, a.military, a.civilian) for a in acts)
    )


def as_facts(shown: View, game: Game) -> View:
    return replace(shown, seen=tuple(replace(each, is_rumour=False) for each in shown.seen))


def with_orders(shown: View, game: Game) -> View:
    return replace(shown, seen=tuple(replace(each, ordered=False) for each in shown.seen))


def with_letters(shown: View, game: Game) -> View:
    return replace(shown, messages=game.status.messages)


@pytest.mark.parametrize("leak", [everything, as_facts, with_orders, with_letters])
def test_a_planted_leak_is_seen(leak: Leak) -> None:
    assert walk(range(8), leak)


def test_the_shipped_case_shows_what_its_moves_allow() -> None:
    """Every option of it, done once with dead and once without, blamed and not: no game is played for that."""
    case = load("baghdad-2020")
    fog, luck = Fog(case), np.random.default_rng(1)
    seen = dict.fromkeys(("all", "who", "rumour", "toll", "nothing"), 0)
    for actor, move, target, arena in feasible(case):
        for dead in (0, 3):
            act = GameAct(1, actor, move, target, arena, dead, 0, blamed=bool(luck.random() < 0.5))
            for seat in case.actors:
                known, sight = may_know(case, seat, act), fog.sees(seat, act)
                seen[known] += 1
                assert (sight is None) == (known == "nothing"), (seat, act)
                assert sight is None or list(wrong(known, act, sight, behind(case, actor))) == []
    assert all(seen.values()), "each rule is met"


def test_hidden_responses_wait_until_the_turn_is_over() -> None:
    game = Game.begin(TWO_NEIGHBOURS, seats={"aland": "person", "borduria": "person"}, hidden=True, days=16)
    game.say("borduria", "aland", "we hold")
    assert not view(game, "aland", False).messages and view(game, "borduria", False).messages
    game.end("aland"), game.end("borduria")
    assert [each.text for each in view(game, "aland", False).messages] == ["we hold"]


def test_a_rumour_is_told_as_one() -> None:
    case = load(TWO_NEIGHBOURS)
    rumour = Sight(1, "borduria", "rocket-attack", "aland", "pass", 2, 0, is_rumour=True)
    assert views.sight_words(case, rumour).startswith("It is said that Borduria ")
    assert views.sight_words(case, replace(rumour, doer=None)).startswith("Somebody attacked Aland")
