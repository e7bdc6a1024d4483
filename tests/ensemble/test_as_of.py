"""A run as of another day: its manifest, its addresses, its resumption, and its futures told again."""

from pathlib import Path

import pytest

from offramp.ensemble import Ensemble, run
from offramp.errors import AddressError, CaseError, RunError
from offramp.study.outlook.study import outlook
from offramp.study.stories.replay import replay, story
from tests.ensemble.fake import FakeEngine

CASE = Path(__file__).parents[1] / "cases" / "two-neighbours.yaml"
LATER = "2031-06-02"  # a day after the only event of the aftermath


def play(out: Path, **changes: object) -> Ensemble:
    return run(CASE, **{"runs": 24, "draws": 4, "days": 20, "out": out, "engine": FakeEngine(), **changes})  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def later(tmp_path_factory: pytest.TempPathFactory) -> Ensemble:
    return play(tmp_path_factory.mktemp("later") / "run", as_of=LATER)


def test_the_manifest_and_the_case_know_the_day(later: Ensemble) -> None:
    assert (later.manifest.start, later.manifest.as_of) == ("2031-05-10", LATER)
    opened = Ensemble.open(later.folder.path)
    assert opened.scenario.start == LATER and "talks-offered" in opened.scenario.record
    assert str(later.events["date"].min()) > LATER


def test_the_hash_is_that_of_the_case_and_the_day_stands_beside_it(later: Ensemble, tmp_path: Path) -> None:
    plain = play(tmp_path / "plain")
    assert plain.manifest.hash == later.manifest.hash
    assert str(later.address(1, 2)) == str(plain.address(1, 2)).replace("2031-05-10", LATER)


def test_asking_for_the_own_start_is_asking_for_nothing(tmp_path: Path) -> None:
    asked = play(tmp_path / "run", as_of="2031-05-10")
    assert play(tmp_path / "run", resume=True).manifest == asked.manifest


def test_another_day_is_another_run(later: Ensemble, tmp_path: Path) -> None:
    play(tmp_path / "run")
    with pytest.raises(RunError, match="differs in as_of; it cannot be resumed"):
        play(tmp_path / "run", as_of=LATER, resume=True)
    engine = FakeEngine()
    assert play(later.folder.path, as_of=LATER, resume=True, engine=engine).manifest.complete
    assert engine.rollouts == []


def test_a_future_of_another_day_is_told_again_from_its_address(later: Ensemble) -> None:
    place = later.address(3, 1)
    told = replay(str(place), CASE, engine=FakeEngine())
    assert told == replay(place, later.folder.path, engine=FakeEngine())
    assert [day.date for day in told.days] == [day.date for day in story(later, place).days]
    with pytest.raises(AddressError, match="no day of it"):
        replay(str(place).replace("2031-06", "2032-06"), CASE, engine=FakeEngine())


def test_the_answer_says_the_day(later: Ensemble, tmp_path: Path) -> None:
    assert outlook(later).paragraph.startswith(
        "As of 2 June 2031, with what had happened by then. A violent answer by Borduria "
    )
    assert not outlook(play(tmp_path / "run")).paragraph.startswith("As of")


@pytest.mark.parametrize("day", ["2029-01-01", "2032-01-01", "tomorrow", ""])
def test_a_day_out_of_reach_is_refused_before_anything_is_written(tmp_path: Path, day: str) -> None:
    with pytest.raises(CaseError, match="--as-of"):
        play(tmp_path / "run", as_of=day)
    assert not (tmp_path / "run").exists()
