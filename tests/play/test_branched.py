"""A branched future is the future it branches from, but for one act and what follows from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from offramp.ensemble import Ensemble, run
from offramp.errors import CaseError, OfframpError
from offramp.play.branched import branched
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


def _acts(day: object) -> list[object]:
    return [line.act for line in day.lines if line.act]  # type: ignore[attr-defined]
