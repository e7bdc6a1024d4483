"""What moved since the case's own start: the shipped case before and after the announced missile strike."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import offramp as off
from offramp.ensemble import Settings, run
from offramp.study.moved import Moved, Row, moved
from offramp.study.outlook import outlook
from tests.ensemble.fake import FakeEngine, FakeStand

CASE = Path(__file__).parents[1] / "cases" / "two-neighbours.yaml"


@pytest.fixture(scope="module")
def after(tmp_path_factory: pytest.TempPathFactory) -> off.api.Pregame:
    folder = tmp_path_factory.mktemp("after") / "run"
    return off.run("baghdad-2020", runs=4_608, draws=64, seed=7, keep=0, as_of="2020-01-09", out=folder)


@pytest.fixture(scope="module")
def found(after: off.api.Pregame) -> Moved:
    made = moved(after.outlook)
    assert made is not None
    return made


def row(rows: tuple[Row, ...], start: str) -> Row:
    return next(each for each in rows if each.what.startswith(start))


def test_the_announced_strike_moves_the_outlook(found: Moved) -> None:
    """Iran has answered, openly and below the ceiling, and both have said that it is enough: war is less likely."""
    assert row(found.outlook, "The principals are at war").way == "down"
    assert row(found.outlook, "Soldiers, fighters").way == "down"
    assert 5 < len(found.outlook) < 60


def test_and_it_says_why(found: Moved) -> None:
    assert row(found.standing, "What the United States owes Iran for").way == "down"
    assert row(found.standing, "What Iran owes the United States for").before == "next to nothing"
    assert row(found.standing, "What Iran owes the United States for").way == "up"
    assert row(found.standing, "The United States's belief in the resolve of Iran").way == "up"
    assert row(found.standing, "Doubt about each other's next limit").way == "down"
    assert row(found.standing, "Good will that the United States has received").way == "up"


def test_the_report_has_a_part_of_its_own_for_it(after: off.api.Pregame, tmp_path: Path) -> None:
    page = after.report(tmp_path / "report.html").read_text(encoding="utf-8")
    assert '<section id="moved"' in page and "What moved since 3 January 2020" in page
    assert "What the United States owes Iran for" in page


def test_the_own_start_has_moved_nowhere() -> None:
    assert moved(outlook(run(CASE, runs=8, draws=2, days=10, engine=FakeEngine()))) is None


@pytest.mark.parametrize("asked", [{}, {"rule": "lookahead"}, {"turn": "week"}], ids=str)
def test_what_is_the_same_is_told_as_the_same(asked: Settings) -> None:
    """The quick engine knows nothing of the record: nothing moves, for both days are played alike."""
    made = run(CASE, runs=64, draws=4, days=14, as_of="2031-06-02", engine=FakeEngine(), **asked)
    same = moved(outlook(made), FakeEngine())
    assert same is not None and same.outlook == ()
    assert {each.way for each in same.standing} == {"as before"}


def test_a_change_is_told_with_its_direction() -> None:
    class Later(FakeEngine):
        asked = 0

        def standing(self, game: object, actor: str, other: str) -> FakeStand:
            self.asked += 1
            return replace(FakeStand(), debt=0.0, doubt=0.5) if self.asked > 2 else FakeStand()

    made = run(CASE, runs=8, draws=2, days=10, as_of="2031-06-02", engine=FakeEngine())
    told = moved(outlook(made), Later())
    assert told is not None
    assert row(told.standing, "What Aland owes Borduria") == Row(
        "What Aland owes Borduria for", "4, which calls for rung 7.0", "next to nothing", "down"
    )
    assert row(told.standing, "Doubt").way == "up"
