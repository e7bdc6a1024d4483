"""A game follows from its log alone: the engine's own future where it has every seat, and the same when reopened."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from offramp.engine import Chunk, rollout
from offramp.errors import CaseError, RunError
from offramp.play import branches
from offramp.play.facilitator import Facilitator
from offramp.play.game import Game
from offramp.play.options import days_of
from tests.play.games import DAYS, a_turn, new, random_game
from tests.world.laws import TWO_NEIGHBOURS
from tests.world.paired import same

SOME = (3, 200, 4711)


def played(game: Game) -> Chunk:
    while not game.is_over:
        game.play_day()
    return game.chunk()


@pytest.mark.parametrize("seed", SOME)
def test_the_engine_in_every_seat_plays_the_future_of_the_address(seed: int) -> None:
    game = new(seed=seed)
    place = game.setup.address
    assert same(played(game), rollout(game.table.stage, place.seed, np.array([place.draw]), np.array([place.run])))
    assert any(game.status.days), "somebody acts"


@pytest.mark.proof
def test_the_rules_of_seats_are_those_of_the_address() -> None:
    every = dict.fromkeys(("aland", "borduria", "coria", "dorland", "mountain_league"), "engine:lookahead")
    mixed, whole = new(**every), Game.begin(new().setup.head["file"], seed=3, days=DAYS, rule="lookahead")
    assert same(played(mixed), played(whole))


@pytest.mark.proof
def test_orders_of_the_case_are_carried_out_once(tmp_path: Path) -> None:
    """They are of another shape than the table's own, and what has become of them is carried from day to day."""
    path, order = (
        tmp_path / "case.yaml",
        "{actor: dorland, move: back-channel-message, target: aland, from_day: 2, for_days: 5}",
    )
    path.write_text(Path(TWO_NEIGHBOURS).read_text() + f"\norders: [{order}]\n")
    game = Game.begin(path, seed=3, days=DAYS)
    draw, run = (np.array([each]) for each in game.setup.place)
    assert same(played(game), rollout(game.table.stage, game.setup.address.seed, draw, run))
    assert "dorland/back-channel-message/aland/-" in [act.option for act in game.status.days[1]]


def test_a_seat_that_does_what_the_engine_would_do_changes_nothing() -> None:
    """Among it a deadly mistake, which nobody orders: acts that are told go wrong as those that are chosen do."""
    free = new()
    played(free)
    told = new()
    for acts in free.status.days:
        for act in acts:
            if not told.setup.case.moves[act.move].is_mishap:
                Facilitator(told).inject(act.option)
        told.play_day()
    assert [act.option for act in told.status.acts] == [act.option for act in free.status.acts]
    assert same(told.chunk(), free.chunk())


@pytest.mark.parametrize("number", range(6))
def test_a_game_reopened_is_the_same(number: int, tmp_path: Path) -> None:
    path = tmp_path / "game"
    game = random_game(number, path)
    again = Game.open(path)
    assert again.status == game.status
    assert same(again.chunk(), game.chunk())


def same_branches(first: int, count: int, tmp_path: Path) -> None:
    luck = np.random.default_rng(first)
    for number in range(first, first + count):
        path = tmp_path / f"{number}"
        game = random_game(number, path)
        day = int(luck.integers(0, game.status.day))
        before = game.status.days[:day]
        branches.go(game, day)
        assert game.status.days == before and game.status.day == day
        while not game.is_over:
            a_turn(game, luck)
        assert same(Game.open(path).chunk(), game.chunk())
        assert same(branches.fork(game, tmp_path / f"fork-{number}").chunk(), game.chunk())


def test_a_branch_from_any_day_goes_on_from_it(tmp_path: Path) -> None:
    same_branches(0, 3, tmp_path)


@pytest.mark.soak
def test_a_branch_from_any_day_of_many_games(tmp_path: Path) -> None:
    same_branches(100, 50, tmp_path)


def test_an_order_is_carried_out_when_it_is_prepared() -> None:
    game = new(aland="person")
    option = next(each for each in game.options("aland") if each.move == "limited-strike")
    due = game.order("aland", option.id)
    assert due == days_of(game.setup.case, "limited-strike") > 1
    for _ in range(due):
        game.end("aland")
    own = [act for act in game.status.acts if act.actor == "aland"]
    assert [(act.day, act.option) for act in own] == [(due, option.id)]


def test_an_order_taken_back_is_not_carried_out() -> None:
    game = new(aland="person")
    due = game.order("aland", game.options("aland")[0].id)
    game.withdraw("aland", due)
    for _ in range(DAYS):
        game.end("aland")
    assert not [act for act in game.status.acts if act.actor == "aland"]


def test_undone_days_stay_as_a_branch() -> None:
    game = new(aland="person", borduria="program")
    for _ in range(3):
        game.order("aland", game.options("aland")[-1].id)
        game.end("aland"), game.end("borduria")
    first = game.status
    assert branches.undo(game) == 2
    game.end("aland")
    assert branches.undo(game) == 2 and game.status.ended == frozenset()
    game.end("borduria"), game.end("aland")
    found = list(branches.branches(game))
    assert found[0][1] == first and len(found) == 3
    assert branches.switch(game, 1) == 3 and game.status == first
    with pytest.raises(RunError, match="branch 4; allowed: 1 to 3"):
        branches.switch(game, 4)


def test_the_turn_ends_when_all_have_ended_theirs() -> None:
    game = new(aland="person", borduria="program")
    assert not game.end("aland") and game.status.day == 0
    assert game.end("borduria") and game.status.day == 1


def test_the_facilitator_gives_seats_away_and_stops_the_game() -> None:
    game = new(aland="person")
    table = Facilitator(game)
    table.pause()
    with pytest.raises(RunError, match="stands still"):
        game.end("aland")
    table.pause(False)
    game.order("aland", game.options("aland")[-1].id)
    table.give("aland", "engine")
    assert game.status.orders == ()
    with pytest.raises(RunError, match=r"aland is the engine's"):
        game.end("aland")
    assert same(played(game), played(new()))


def test_what_is_injected_happens() -> None:
    game = new(borduria="person")
    Facilitator(game).inject("mountain-league/rocket-attack/aland/pass", 2)
    game.end("borduria"), game.end("borduria")
    assert "mountain-league/rocket-attack/aland/pass" in [act.option for act in game.status.days[1]]


@pytest.mark.parametrize(
    ("seats", "says"),
    [
        ({"atlantis": "person"}, "atlantis.*an actor of the case that can do something: aland"),
        ({"aland": "robot"}, "robot.*person, program, engine"),
        ({"aland": "engine:chess"}, "engine:chess"),
    ],
)
def test_a_bad_seat_is_refused(seats: dict[str, str], says: str) -> None:
    with pytest.raises(CaseError, match=says):
        new(**seats)


def test_what_a_seat_cannot_do_is_refused() -> None:
    game = new(aland="person")
    with pytest.raises(CaseError, match="order: found 'aland/war"):
        game.order("aland", "aland/war/borduria/-")
    with pytest.raises(CaseError, match="withdraw"):
        game.withdraw("aland", 4)
    with pytest.raises(RunError, match="day 17"):
        Facilitator(game).inject("aland/statement/borduria/-", 17)
    assert len(game.log.entries) == 1, "nothing was written"


def test_a_status_cannot_be_changed_by_who_reads_it() -> None:
    game = new()
    game.play_day()
    with pytest.raises(AttributeError):
        game.status.day = 5  # type: ignore[misc]
    assert replace(game.status) == game.status
