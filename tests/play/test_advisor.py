"""Advice depends on what a seat has seen and on nothing else, and armed groups have none."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from offramp.errors import CaseError, OfframpError
from offramp.play.acts import GameAct
from offramp.play.advisor import advice_on, advise
from offramp.play.aims import SeatAim
from offramp.play.beliefs import COPIES, WORLDS, Knowledge
from offramp.play.continuations import FREE, STILL, Cancelled, Choice, ahead
from offramp.play.facilitator import Facilitator
from offramp.play.fog import Fog
from offramp.play.game import Game
from offramp.play.view import view
from offramp.scenario import load
from offramp.study.roadmap.question import PlanRoadmap
from tests.play.games import ACTORS, DAYS, new
from tests.world.laws import TWO_NEIGHBOURS

# What everybody sees of the days, and what Aland cannot see of them in one game and in the other.
SEEN = ((1, "borduria/threat/aland/-"), (2, "aland/statement/borduria/-"), (3, "coria/statement/aland/-"))
HERE = (
    (1, "coria/back-channel-message/borduria/-"),
    *((day, "borduria/deployment/mountain-league/pass") for day in (2, 3, 4, 5)),
)
THERE = ((4, "dorland/back-channel-message/borduria/-"),)


@pytest.fixture(scope="module")
def secretive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The case with deployments that nobody sees; of the same shape, so that nothing is compiled for it."""
    path = tmp_path_factory.mktemp("case") / "case.yaml"
    path.write_text(Path(TWO_NEIGHBOURS).read_text().replace("deployment: {}", "deployment: {visibility: covert}"))
    return path


def told(case: Path, seed: int, acts: tuple[tuple[int, str], ...]) -> Game:
    """A game of five days in which nobody does anything but what is told."""
    game = Game.begin(case, seed=seed, days=DAYS, seats=dict.fromkeys(ACTORS, "program"))
    for day, option in acts:
        Facilitator(game).inject(option, day)
    for _ in range(5):
        game.play_day()
    return game


@pytest.fixture(scope="module")
def pair(secretive: Path) -> tuple[Game, Game]:
    """Two games of other settings, luck and covert acts, in which Aland has seen the same."""
    return told(secretive, 3, (*SEEN, *HERE)), told(secretive, 40, (*SEEN, *THERE))


def advice(game: Game, known: Knowledge | None = None) -> str:
    """The advice for Aland on its six hardest options, from which most follows, as text."""
    options = game.options("aland")[-6:]
    aim = SeatAim.of(game.setup.case, "aland")
    return json.dumps(advice_on(game.beliefs, known or game.knowledge("aland"), aim, options, 1).plain())


def test_hidden_parts_swapped_leave_advice_as_it_is(pair: tuple[Game, Game]) -> None:
    one, other = pair
    assert one.setup.place != other.setup.place and one.status.days != other.status.days
    assert advice(one) == advice(other)
    assert view(one, "aland").plain() == view(other, "aland").plain(), "nor does what stands tell anything"


def test_a_planted_leak_changes_the_advice(pair: tuple[Game, Game], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Fog, "sees", lambda fog, seat, act: Fog(fog._case)._everything(act), raising=True)
    monkeypatch.setattr(Fog, "_everything", everything, raising=False)
    fresh = [Game(game.log, game.setup) for game in pair]
    assert advice(fresh[0]) != advice(fresh[1])


def everything(fog: Fog, act: GameAct) -> object:
    """A fog that hides nothing."""
    from offramp.play.fog import Sight

    return Sight(act.day, act.actor, act.move, act.target, act.arena, act.military, act.civilian)


def test_the_doer_behind_a_rumour_does_not_show() -> None:
    """Two militias of one patron, each blamed on it, look alike to whom they hit."""
    fog = Fog(load("baghdad-2020"))
    acts = [
        GameAct(1, doer, "rocket-attack", "united-states", "iraq", 1, 0, blamed=True)
        for doer in ("kataib-hezbollah", "asaib-ahl-al-haq")
    ]
    one, other = (fog.sees("united-states", act) for act in acts)
    assert one == other and one is not None and one.is_rumour and one.doer == "iran"


def test_what_was_seen_happens_in_every_world(pair: tuple[Game, Game]) -> None:
    game = pair[0]
    worlds = game.beliefs.worlds(game.knowledge("aland"))
    assert worlds.rounds is not None
    taken = np.asarray(worlds.rounds.option)
    for day, option in SEEN:
        row = game.table.actors.index(option.split("/")[0])
        assert (taken[day - 1, row] == game.table.options[option]).all()
    seen = [game.table.options[option] for _, option in SEEN]
    covert = ((taken[:5] >= 0) & ~np.isin(taken[:5], seen)).any(axis=(0, 1))
    assert covert.any() and not covert.all(), "what was not seen is drawn anew, and need not be"
    rows = [taken[..., n * WORLDS : (n + 1) * WORLDS] for n in range(COPIES)]
    assert all(np.array_equal(rows[0], each) for each in rows[1:])


def test_an_order_is_given_and_the_engine_is_left_alone(pair: tuple[Game, Game]) -> None:
    game = pair[0]
    strike = next(each for each in game.options("aland") if each.move == "targeted-killing")
    aim = SeatAim.of(game.setup.case, "aland")
    asked = [Choice(FREE), Choice(STILL), Choice(strike.id, strike.due)]
    found = ahead(game.beliefs, game.knowledge("aland"), asked, aim, [0])
    at = game.table.options[strike.id]
    assert found[strike.id].usual[at] > 0.9, "but for a deadly mistake in its place"
    assert found[STILL].usual[at] < 0.5
    assert found[strike.id].dead.mean() > found[STILL].dead.mean()
    assert not np.array_equal(found[FREE].usual, found[STILL].usual)


def test_an_aim_of_the_case_is_the_aim_of_the_seat(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(Path(TWO_NEIGHBOURS).read_text() + "\naims:\n  aland: {violent_acts: 2, settlement_prob: -1}\n")
    case = load(path)
    own = SeatAim.of(case, "aland")
    assert own.is_own and own.missed({"violent_acts": np.array([3.0]), "settlement_prob": np.array([1.0])}) == [5.0]
    assert not SeatAim.of(case, "borduria").is_own


def test_nothing_is_advised_to_an_armed_group() -> None:
    game = new(mountain_league="person")
    with pytest.raises(OfframpError, match="mountain-league is an armed group"):
        advise(game, "mountain-league")


def test_no_plan_is_made_for_an_armed_group() -> None:
    with pytest.raises(CaseError, match="an actor that is no armed group"):
        PlanRoadmap(TWO_NEIGHBOURS, seat="mountain-league", runs=64).run()


def test_the_facilitator_switches_advice_off(pair: tuple[Game, Game]) -> None:
    game = new(aland="person")
    Facilitator(game).allow_advice(False)
    with pytest.raises(OfframpError, match="switched the advisor off"):
        advise(game, "aland")


def test_who_does_not_want_it_any_more_gets_none(pair: tuple[Game, Game]) -> None:
    game, asked = pair[0], [0]

    def stop() -> bool:
        asked[0] += 1
        return asked[0] > 2

    with pytest.raises(Cancelled):
        advise(game, "aland", stop=stop)
