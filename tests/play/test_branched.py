"""A branched future is the future it branches from, but for one act and what follows from it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from offramp.ensemble import Ensemble, run
from offramp.errors import AddressError, CaseError, OfframpError, RunError
from offramp.play import branches
from offramp.play.branched import branched
from offramp.play.debrief.evenings import evenings
from offramp.play.game import Game
from offramp.study.stories.replay import story
from offramp.study.stories.story import Story
from tests.world.laws import TWO_NEIGHBOURS

DAYS, DRAWS = 20, 64

pytestmark = pytest.mark.proof  # compiles the case twice


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Ensemble:
    place = tmp_path_factory.mktemp("run")
    return run(Path(TWO_NEIGHBOURS), out=place, runs=DRAWS * 2, draws=DRAWS, days=DAYS, seed=9, keep="all")


def acts(told: Story, until: int = 10**9) -> list[object]:
    found = [line["words"] for day in told.plain()["days"] if day["day"] < until for line in day["acts"]]
    return list(found)


def test_before_the_branch_all_is_as_it_was(played: Ensemble) -> None:
    changed = 0
    for draw in range(6):
        place = played.address(draw, 1)
        kept = story(played, place)
        for day in kept.days[:2]:
            act = day.lines[0].act
            assert act is not None
            plain, other = branched(played, place, day.day, act.actor, None)
            assert acts(plain) == acts(kept)
            assert acts(other, day.day) == acts(kept, day.day)
            here = [each.actor for found in other.days if found.day == day.day for each in _acts(found)]
            assert act.actor not in here
            changed += acts(other) != acts(plain)
    assert changed


def test_the_act_that_is_chosen_is_done_and_another_future_is_untouched(played: Ensemble) -> None:
    place = played.address(3, 0)
    option = next(each for each in played.options["option"] if str(each).startswith("aland/statement/"))
    _, other = branched(played, place, 2, "aland", str(option))
    here = [each for found in other.days if found.day == 2 for each in _acts(found)]
    assert any(each.actor == "aland" and each.move == "statement" for each in here)


def test_what_cannot_be_branched_is_refused(played: Ensemble) -> None:
    place = played.address(0, 0)
    with pytest.raises(OfframpError, match="day 99; allowed: 1 to 20"):
        branched(played, place, 99, "aland", None)
    with pytest.raises(CaseError, match="did you mean aland"):
        branched(played, place, 1, "alan", None)
    with pytest.raises(CaseError, match="branch: option"):
        branched(played, place, 1, "aland", "aland/nothing/borduria/-")


def _acts(day: Any) -> list[Any]:
    return [line.act for line in day.lines if line.act]


def test_a_seat_is_taken_in_a_stored_future(played: Ensemble, tmp_path: Path) -> None:
    place = played.address(3, 1)
    kept = [act for day in story(played, place).days for act in _acts(day)]
    settings: dict[str, Any] = {"seats": {"dorland": "person"}, "future": place, "first": 8}
    game = Game.begin(TWO_NEIGHBOURS, tmp_path / "a.game", **settings)
    assert str(game.setup.address) == str(place) and not game.status.waits_for
    with pytest.raises(RunError, match="seats decide from day 8 on"):
        game.end("dorland")
    game.lead_in()
    assert _told(game) == [_key(act) for act in kept if act.day <= 7]
    assert any(act.day <= 7 and act.actor == "dorland" for act in kept)
    again = Game.open(tmp_path / "a.game")
    assert again.status == game.status and again.end("dorland")
    assert not [act for act in again.status.days[7] if act.actor == "dorland"]
    assert [each.day for each in evenings(again, "dorland")] == [7]


def test_a_future_with_nobody_at_the_table_is_the_stored_one(played: Ensemble, tmp_path: Path) -> None:
    place = played.address(5, 0)
    game = Game.begin(TWO_NEIGHBOURS, tmp_path / "a.game", seats={}, future=place)
    while not game.is_over:
        game.play_day()
    assert _told(game) == [_key(act) for day in story(played, place).days for act in _acts(day)]
    early = branches.fork(game, tmp_path / "early.game", 4)
    assert early.status.days == game.status.days[:4] and early.play_day() == game.status.days[4]
    with pytest.raises(RunError, match="day 21; allowed: 0 to 20"):
        branches.fork(game, tmp_path / "none.game", 21)
    assert not (tmp_path / "none.game").exists()


@pytest.mark.parametrize(
    ("other", "says"),
    [
        ({"hash": "0" * 12}, "its own case and version"),
        ({"without": "rockets"}, "the case as it stands"),
        ({"draw": 64}, "in draw 0 to 63"),
    ],
)
def test_a_future_that_cannot_be_gone_on_with_is_refused(played: Ensemble, other: dict[str, Any], says: str) -> None:
    with pytest.raises(AddressError, match=says):
        Game.begin(TWO_NEIGHBOURS, seats={}, future=replace(played.address(0, 0), **other))


def _told(game: Game) -> list[tuple[object, ...]]:
    return [(a.day, a.actor, a.move, a.target, a.arena, a.military, a.civilian) for a in game.status.acts]


def _key(act: Any) -> tuple[object, ...]:
    return act.day, act.actor, act.move, act.target, act.arena, act.deaths_military, act.deaths_civilian
