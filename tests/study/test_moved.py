"""What moved since the case's own start: the shipped case before and after the announced missile strike."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import ClassVar

import pytest

import offramp as off
from offramp.engine import Clock
from offramp.ensemble import Settings, run
from offramp.game import Draws
from offramp.scenario import Scenario, load
from offramp.study.outlook.since_start import Moved, moved
from offramp.study.outlook.standing_rows import Row, between
from offramp.study.outlook.study import outlook
from tests.ensemble.fake import FakeEngine, FakeGame, FakeStand

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


@pytest.mark.proof
def test_the_announced_strike_moves_the_outlook(found: Moved) -> None:
    """Iran has answered, openly and below the ceiling, and both have said that it is enough: war is less likely."""
    assert row(found.outlook, "The principals are at war").way == "down"
    assert row(found.outlook, "Soldiers, fighters").way == "down"
    assert 5 < len(found.outlook) < 60


@pytest.mark.proof
def test_and_it_says_why(found: Moved) -> None:
    assert row(found.standing, "What the United States owes Iran for").way == "down"
    assert row(found.standing, "What Iran owes the United States for").before == "next to nothing"
    assert row(found.standing, "What Iran owes the United States for").way == "up"
    assert row(found.standing, "The United States' belief in the resolve of Iran").way == "up"
    assert row(found.standing, "Doubt about each other's next limit").way == "down"
    assert row(found.standing, "Good will that the United States has received").way == "up"
    assert row(found.standing, "The least rung that Iran's public wants as an answer").way == "down"
    assert row(found.standing, "The least rung that the United States' public wants").way == "up"
    assert row(found.standing, "Iraq's tolerance for the presence of Iran").way == "down"


@pytest.mark.proof
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


def test_what_politics_know_is_told_where_there_is_something_to_tell() -> None:
    case = load(CASE)
    calm, pairs = FakeStand(), [("borduria", "aland"), ("aland", "borduria")]
    stirred = replace(
        calm,
        demand=6.0,
        stress=0.4,
        ripe=0.3,
        tolerance={"pass": 0.6},
        programme={"level": 0.4, "gear": 0.5},
        norms={"declared-killing": 0.8},
        wish=0.7,
    )
    told = [each.what for each in between(case, dict.fromkeys(pairs, calm), dict.fromkeys(pairs, calm))]
    assert not [what for what in told if "public" in what or "tolerance" in what or "norm against" in what]
    before = replace(calm, programme={"level": 0.4, "gear": 0.4})
    rows = tuple(between(case, dict.fromkeys(pairs, before), dict.fromkeys(pairs, stirred)))
    assert row(rows, "The least rung that Aland's public wants as an answer to Borduria") == Row(
        "The least rung that Aland's public wants as an answer to Borduria", "0", "6", "up"
    )
    assert row(rows, "Borduria's stress under the pressure of Aland").way == "up"
    assert row(rows, "Coria's tolerance for the presence of Aland").way == "down"
    assert row(rows, "Gear of Borduria's nuclear programme").way == "up"
    assert row(rows, "How far Borduria's nuclear programme").way == "as before"
    assert row(rows, "What Aland's factions want").way == "up"
    assert not [each for each in rows if "Borduria's factions" in each.what]  # it is of one mind
    assert row(rows, "The world's norm against declared killing").way == "down"
    assert len([each for each in rows if each.what.startswith("How ripe an exit is")]) == 1  # of both, told once


def test_the_earlier_start_is_played_under_the_same_rule_and_clock() -> None:
    class Seen(FakeEngine):
        compiled: ClassVar[list[tuple[str, Clock | None]]] = []

        def compile(
            self, scenario: Scenario, draws: Draws, rule: str = "quantal", clock: Clock | None = None
        ) -> FakeGame:
            self.compiled.append((rule, clock))
            return super().compile(scenario, draws, rule, clock)

    made = run(CASE, runs=8, draws=2, days=10, turn="week", as_of="2031-06-02", rule="lookahead", engine=Seen())
    moved(outlook(made), Seen())
    assert set(Seen.compiled) == {("lookahead", Clock(2, 7))} and len(Seen.compiled) == 3
