"""The clock of a turn: who has not ended it in time passes, a pause stops it, and the log has all of it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from offramp import clock
from offramp.errors import RunError
from offramp.play import branches
from offramp.play.facilitator import Facilitator
from offramp.play.game import Game
from tests.play.games import new

NOON = dt.datetime(2030, 1, 1, 12, tzinfo=dt.UTC)


class Watch:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def now(self) -> dt.datetime:
        return NOON + dt.timedelta(seconds=self.seconds)


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    made = Watch()
    monkeypatch.setattr(clock, "now", made.now)
    return made


def test_who_is_not_ready_passes_and_what_was_ordered_counts(watch: Watch, tmp_path: Path) -> None:
    game = new(tmp_path / "a.game", aland="person", borduria="person")
    Facilitator(game).set_timer(60)
    game.order("aland", "aland/threat/borduria/-")
    game.end("borduria")
    watch.seconds = 59
    assert not game.run_out() and game.status.day == 0
    watch.seconds = 61
    assert game.run_out() and game.status.day == 1
    assert game.status.late == ("aland",)
    assert [act.move for act in game.status.days[0] if act.actor == "aland"] == ["threat"]
    assert game.status.deadline == NOON.timestamp() + 121 and not game.run_out()
    again = Game.open(tmp_path / "a.game")
    watch.seconds = 125
    assert again.status == game.status and again.run_out() and again.status.late == ("aland", "borduria")


def test_a_pause_stops_the_clock(watch: Watch) -> None:
    game = new(aland="person")
    facilitator = Facilitator(game)
    facilitator.set_timer(60)
    watch.seconds = 20
    facilitator.pause()
    watch.seconds = 500
    assert game.status.deadline is None and game.status.left == 40 and not game.run_out()
    facilitator.pause(False)
    assert game.status.deadline == NOON.timestamp() + 540


def test_who_goes_back_has_the_whole_time_and_a_copy_has_no_timer(watch: Watch, tmp_path: Path) -> None:
    game = new(tmp_path / "a.game", aland="person")
    facilitator = Facilitator(game)
    facilitator.set_timer(60)
    watch.seconds = 61
    assert game.run_out()
    watch.seconds = 90
    branches.go(game, 0)
    assert game.status.day == 0 and game.status.deadline == NOON.timestamp() + 150
    facilitator.set_timer(0)
    branches.switch(game, 1)
    assert game.status.day == 1 and Game.open(tmp_path / "a.game").status.deadline is None
    facilitator.set_timer(30)
    assert branches.fork(game, tmp_path / "b.game").status.deadline is None


def test_a_game_without_a_timer_holds_no_time(watch: Watch) -> None:
    game = new(aland="person")
    game.end("aland")
    assert "at" not in game.log.entries[-1].what and not game.run_out()
    with pytest.raises(RunError, match="allowed: 0 to 604,800"):
        Facilitator(game).set_timer(-1)
