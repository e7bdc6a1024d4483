"""A run in turns of a week: what it says of itself, its tables, its addresses, its resumption."""

import itertools
from pathlib import Path

import numpy as np
import pytest

from offramp.engine import Clock
from offramp.ensemble import Design, Ensemble, run
from offramp.ensemble.address import parse
from offramp.errors import OfframpError, RunError
from offramp.study.stories.replay import replay, stories, story
from tests.ensemble.fake import FakeEngine

CASE = Path(__file__).parents[1] / "cases" / "two-neighbours.yaml"
CLOCK = Clock(6, 7)
ROUND_DAYS = {1, 3, 4, 5, 7}


def play(out: Path, **changes: object) -> Ensemble:
    asked = {"runs": 24, "draws": 4, "days": 40, "turn": "week", "keep": "all", "engine": FakeEngine(), **changes}
    return run(CASE, out=out, **asked)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def weekly(tmp_path_factory: pytest.TempPathFactory) -> Ensemble:
    return play(tmp_path_factory.mktemp("weekly") / "run", sets={"actors.aland.tempo": "0.3"})


def test_days_are_rounded_up_to_whole_weeks(weekly: Ensemble) -> None:
    made = weekly.manifest
    assert (made.days, made.turn, weekly.clock) == (42, 7, CLOCK)
    assert made.measures["war_prob"].period == "42 days"


def test_acts_have_the_days_of_their_rounds(weekly: Ensemble) -> None:
    days = weekly.events["day"].to_numpy()
    assert set((days - 1) % 7 + 1) == ROUND_DAYS and days.max() == 42
    first = weekly.events.iloc[0]
    assert (first["date"] - weekly.scenario.start_date).days == first["day"]


def test_histograms_are_by_turn_at_its_last_day(weekly: Ensemble) -> None:
    sums = weekly.rungs.groupby(["kind", "day"])["futures"].sum()
    assert sums.index.get_level_values("day").unique().tolist() == [7, 14, 21, 28, 35, 42]
    assert (sums == weekly.manifest.runs).all()
    week = weekly.events[weekly.events["day"].between(8, 14)].groupby(["draw", "run"])["rung"].max()
    table = weekly.rungs[(weekly.rungs["kind"] == "day") & (weekly.rungs["day"] == 14)].set_index("rung")["futures"]
    assert table[table.index > -9].tolist() == [int((week == rung).sum()) for rung in table.index[1:]]


def test_a_future_is_told_again_from_its_address(weekly: Ensemble) -> None:
    most = weekly.events.groupby(["draw", "run"]).size().idxmax()
    place = weekly.address(*most)
    assert "/6x7/" in str(place) and parse(str(place)) == place
    kept = story(weekly, place)
    told = replay(str(place), CASE, {"actors.aland.tempo": "0.3"}, FakeEngine())
    assert [told] == stories(weekly, [place], FakeEngine())
    assert [(day.day, day.date, day.silent) for day in told.days] == [(d.day, d.date, d.silent) for d in kept.days]
    assert {day.day for day in told.days} == set(weekly.acts(place)["day"])
    assert told.text().startswith(("Around day", "  …")) and "Around day" in told.text()


def test_days_between_two_rounds_in_a_row_are_not_silent(weekly: Ensemble) -> None:
    """A day stands for its round; only where there is more than a round between two acts, it was quiet."""
    rounds = CLOCK.day().tolist()
    for draw, number in {(d, r) for d, r in weekly.events[["draw", "run"]].itertuples(index=False)}:
        for before, after in itertools.pairwise(story(weekly, weekly.address(draw, number)).days):
            apart = rounds.index(after.day) - rounds.index(before.day)
            assert after.silent == (after.day - before.day - 1 if after.day - before.day > 2 else 0)
            assert not (apart == 1 and after.silent) and not (apart > 2 and not after.silent)


def test_weeks_are_another_run_than_days(weekly: Ensemble, tmp_path: Path) -> None:
    play(tmp_path / "run", days=42)
    with pytest.raises(RunError, match="differs in turn; it cannot be resumed"):
        play(tmp_path / "run", days=42, turn="day", resume=True)
    assert play(tmp_path / "run", resume=True).manifest.complete  # 40 days are six weeks, too


def test_a_stopped_run_goes_on(tmp_path: Path) -> None:
    whole = play(tmp_path / "whole")
    with pytest.raises(OSError, match="on fire"):
        play(tmp_path / "run", batch=8, engine=FakeEngine(fail_at=2))
    engine = FakeEngine()
    again = play(tmp_path / "run", resume=True, engine=engine)
    assert len(engine.rollouts) < 3
    for name in ("runs", "events", "rungs"):
        assert again.folder.file(name).read_bytes() == whole.folder.file(name).read_bytes()


def test_a_design_refuses_what_it_does_not_know(tmp_path: Path) -> None:
    with pytest.raises(OfframpError, match="the turn is 'month'; allowed: day, week"):
        Design(CASE, turn="month")  # type: ignore[arg-type]
    for days in (0, 3651):
        with pytest.raises(RunError, match=f"days is {days}; allowed: 1 to 3,650"):
            play(tmp_path / "run", days=days)
    assert not (tmp_path / "run").exists()


def test_a_design_is_asked_for_in_words_or_as_a_whole() -> None:
    one = run(Design(CASE, runs=8, draws=4, days=14, turn="week"), engine=FakeEngine())
    two = run(CASE, runs=8, draws=4, days=14, turn="week", engine=FakeEngine())
    assert one.runs.equals(two.runs) and np.isfinite(one.runs["war_prob"]).all()
