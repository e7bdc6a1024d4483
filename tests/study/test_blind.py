"""Real and played weeks: half each, one form, thinning by known chances, the same bytes for the same seed, refusals."""

from __future__ import annotations

import datetime as dt
import json
import re
from math import comb
from pathlib import Path
from typing import Any

import jsonschema
import numpy as np
import pytest

from offramp import api
from offramp.ensemble.address import parse
from offramp.ensemble.work import Work
from offramp.errors import CaseError, OfframpError, RunError
from offramp.report.blind import KEY, PAGE, TEXT, page, refuse_existing, text, write
from offramp.scenario import Scenario, load
from offramp.scenario.options import Option, feasible
from offramp.study.backtest.cells import Cell, band_of, cells, groups
from offramp.study.backtest.reporting import chances
from offramp.study.blind.acts import WeekAct, recorded, reporting, thinned, told
from offramp.study.blind.study import Blind, Eves, blind
from tests.cases.build import made as case_of
from tests.cases.build import skeleton
from tests.ensemble.fake import FakeEngine, FakeGame

ROOT = Path(__file__).parents[2]
CASE = ROOT / "tests" / "cases" / "two-neighbours.yaml"
SECRET = "Nobody would say it in these words"
WEEKS = 12


def parts(**more: Any) -> dict[str, Any]:
    """Two states; the first threatens the second every four days from January to April 2031, then makes a statement."""
    days = [dt.date(2031, 1, 6) + dt.timedelta(days=4 * n) for n in range(30)]
    event = {"actor": "aland", "move": "threat", "target": "b", "what": SECRET, "source": "note"}
    record = {f"e{n}": {**event, "date": f"{day}"} for n, day in enumerate(days)}
    record["strange"] = {**event, "date": "2031-03-04", "actor": "b", "target": "aland"}  # no option of the case
    note = skeleton()["sources"]["note"]
    return skeleton(
        principals=["aland", "b"],
        actors={
            "aland": {
                "name": "Aland & Sons",
                "kind": "state",
                "tempo": {"value": "0.3..0.9", "per": "day", "source": "assumed", "because": "x"},
            },
            "b": {"name": "B", "kind": "host"},
        },
        ties=[{"kind": "rivalry", "between": ["aland", "b"]}],
        moves={"statement": {}, "threat": {}},
        options=[{"actors": ["aland"], "moves": ["statement", "threat"], "targets": ["b"]}],
        record=dict(sorted(record.items(), key=lambda item: item[1]["date"])),
        sources={"note": {**note, "date": "2031-01-01"}},
        **more,
    )


def reported(share: float) -> dict[str, Any]:
    """A case in whose record so many words are told."""
    return parts(reporting={"state": {"words": {"value": share, "per": "act", "source": "note", "because": "x"}}})


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _written(tmp_path_factory.mktemp("blind"), reported(1.0))


@pytest.fixture(scope="module")
def half(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _written(tmp_path_factory.mktemp("half"), reported(0.5))


@pytest.fixture(scope="module")
def silent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _written(tmp_path_factory.mktemp("silent"), reported(0.0))


def _written(folder: Path, whole: dict[str, Any]) -> Path:
    path = folder / "case.yaml"
    path.write_text(json.dumps(whole), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def case(file: Path) -> Scenario:
    return load(file)


@pytest.fixture(scope="module")
def mixed(file: Path) -> Blind:
    return blind(file, weeks=WEEKS, seed=4, engine=FakeEngine(block=64))


# One form


def test_half_of_the_weeks_are_real_and_the_key_says_which(mixed: Blind, case: Scenario) -> None:
    assert [each.number for each in mixed.weeks] == [each.number for each in mixed.key] == list(range(1, WEEKS + 1))
    real = [each for each in mixed.key if each.real]
    assert len(real) == WEEKS // 2
    assert len({each.monday for each in mixed.key}) == WEEKS  # no week is there twice
    for each in mixed.key:
        monday = dt.date.fromisoformat(each.monday)
        assert monday.weekday() == 0
        week = mixed.weeks[each.number - 1]
        assert week.days and all(acts for _, acts in week.days)
        if each.real:
            events = [case.record[key] for key in each.events]
            assert each.address == "" and events
            assert week.days == told(case, recorded(events, monday))
        else:
            assert each.events == () and f"/{monday - dt.timedelta(days=1)}/7x1/" in each.address


def test_real_and_played_acts_have_the_same_words(mixed: Blind) -> None:
    words = {
        key.real: {act for _, acts in week.days for act in acts}
        for week, key in zip(mixed.weeks, mixed.key, strict=True)
    }
    assert "Aland & Sons threatened B with force." in words[True] & words[False]
    shown = text(mixed)
    assert SECRET not in shown and not re.search(r"20\d\d|January|March|April|e\d", shown)


def test_a_played_week_is_that_of_its_address_thinned(half: Path) -> None:
    """Played again from its eve, the future of the address has all of these acts."""
    made = blind(half, weeks=WEEKS, seed=4, engine=FakeEngine(block=64))
    eves = Eves(load(half), 4, FakeEngine(block=7), Work())
    for line in made.key:
        if not line.real:
            address = parse(line.address)
            futures = eves.futures(str(address.as_of))
            done = {(day, act) for day, acts in told(eves.case, futures[address.draw]) for act in acts}
            shown = {(day, act) for day, acts in made.weeks[line.number - 1].days for act in acts}
            assert shown and shown <= done


def test_a_week_is_played_from_the_evening_before_it_with_what_was_known_then(file: Path) -> None:
    known: dict[str, str] = {}

    class Spy(FakeEngine):
        def compile(self, scenario: Scenario, *rest: Any) -> FakeGame:
            known[scenario.start] = max(event.date for event in scenario.record.values())
            return super().compile(scenario, *rest)

    made = blind(file, weeks=4, seed=2, engine=Spy(block=64))
    mondays = [dt.date.fromisoformat(each.monday) for each in made.key if not each.real]
    assert sorted(known) == sorted(f"{monday - dt.timedelta(days=1)}" for monday in mondays)
    assert all(last <= start for start, last in known.items())


def test_what_no_future_could_hold_is_never_shown(mixed: Blind) -> None:
    assert mixed.left_out == 1
    assert not any("B threatened" in act for week in mixed.weeks for _, acts in week.days for act in acts)


def test_acts_of_a_day_stand_in_the_order_of_the_alphabet(case: Scenario) -> None:
    acts = [WeekAct(2, "b", "threat", "aland", None, 0, 0), WeekAct(2, "aland", "threat", "b", None, 3, 1)]
    days = told(case, acts)
    assert days == told(case, acts[::-1])
    assert days == (
        (
            "Wednesday",
            (
                "Aland & Sons threatened B with force. Three soldiers and fighters and one civilian died.",
                "B threatened Aland & Sons with force.",
            ),
        ),
    )


# Thinning


def words(chance: float) -> dict[Option, float]:
    """A chance to be told for what is said from one to the other."""
    return {("aland", move, "b", None): chance for move in ("statement", "threat")}


def cell_of_option(case: Scenario, option: Option) -> Cell:
    return Cell(option[0], band_of(case.moves[option[1]].rung))


def test_acts_are_kept_with_the_chance_of_their_band(case: Scenario) -> None:
    acts = [WeekAct(day, "aland", move, "b", None, 0, 0) for day in range(7) for move in ("statement", "threat")]
    luck = np.random.default_rng(0)
    assert thinned(case, acts, words(0.0), luck) == []
    assert thinned(case, acts, words(1.0), luck) == acts
    assert thinned(case, acts, {("b", "threat", "aland", None): 0.0}, luck) == acts
    kept = sum(len(thinned(case, acts, words(0.3), np.random.default_rng(n))) for n in range(400))
    assert kept / (400 * len(acts)) == pytest.approx(0.3, abs=0.03)


def test_whether_an_act_is_kept_does_not_depend_on_the_others(case: Scenario) -> None:
    acts = [WeekAct(day, "aland", "threat", "b", None, 0, 0) for day in range(7)]
    chances = words(0.5)
    every = thinned(case, acts, chances, np.random.default_rng(3))
    assert 0 < len(every) < 7
    for act in acts:
        assert thinned(case, [act], chances, np.random.default_rng(3)) == [each for each in every if each == act]


def test_chances_are_those_of_the_back_test_one_setting_for_each_draw(case: Scenario) -> None:
    assert [each["aland", "threat", "b", None] for each in reporting(case, 1, 64)] == pytest.approx([1.0] * 64)
    neighbours, cell = load(CASE), Cell("aland", "violent")
    low, high = (getattr(neighbours.reporting["state"]["violent"], end) for end in ("low", "high"))
    option = next(each for each in feasible(neighbours) if cell_of_option(neighbours, each) == cell)
    found = [each[option] for each in reporting(neighbours, 1, 64)]
    assert np.mean([low < each < high for each in found]) == pytest.approx(0.9, abs=0.05)
    listed = cells(neighbours)
    table = chances(neighbours, neighbours, listed, groups(neighbours, listed)[0], 1, 64)
    assert found == pytest.approx(table[listed.index(cell)])


def test_where_nothing_is_told_that_is_said(silent: Path) -> None:
    with pytest.raises(OfframpError, match="none of 64 futures has an act in its first week that a record would tell"):
        blind(silent, weeks=2, engine=FakeEngine(block=64))


def test_played_weeks_are_thinned_and_real_ones_are_not(file: Path, half: Path) -> None:
    thin, whole = (blind(each, weeks=WEEKS, seed=4, engine=FakeEngine(block=64)) for each in (half, file))
    count = [sum(len(acts) for week in each.weeks for _, acts in week.days) for each in (thin, whole)]
    assert count[0] < count[1]
    real = [[each.days for each, key in zip(made.weeks, made.key, strict=True) if key.real] for made in (thin, whole)]
    assert real[0] == real[1]


# Files


def test_the_same_seed_gives_the_same_bytes_and_another_does_not(file: Path, mixed: Blind, tmp_path: Path) -> None:
    again = blind(file, weeks=WEEKS, seed=4, engine=FakeEngine(block=5))
    write(mixed, tmp_path / "one")
    write(again, tmp_path / "two")
    names = [KEY, TEXT, PAGE]
    assert sorted(each.name for each in (tmp_path / "one").iterdir()) == sorted(names)
    assert all((tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes() for name in names)
    other = blind(file, weeks=WEEKS, seed=5, engine=FakeEngine(block=64))
    assert page(other) != page(mixed) and other.answers() != mixed.answers()


def test_the_page_needs_no_script_and_gives_nothing_away(mixed: Blind) -> None:
    shown = page(mixed)
    assert "<script" not in shown and "script-src" not in shown and "default-src 'none'" in shown
    assert "Aland &amp; Sons" in shown and SECRET not in shown
    body = re.sub(r"<style>.*?</style>", "", shown, flags=re.S)
    assert not any(each.monday in body or (each.address and each.address in body) for each in mixed.key)
    assert body.count("It happened:") == WEEKS
    told_twice = re.findall(r"<dd>(.*?)</dd>", body)
    assert sorted(told_twice) == sorted(
        act.replace("&", "&amp;") for week in mixed.weeks for _, acts in week.days for act in acts
    )


def test_the_object_has_no_key_and_the_key_no_prose(mixed: Blind) -> None:
    body = json.loads(json.dumps(mixed.summary()))
    jsonschema.validate(body, Blind.schema())
    assert "real" not in str(body)
    key = json.loads(json.dumps(mixed.answers()))
    assert [each["real"] for each in key["weeks"]].count(True) == WEEKS // 2
    assert SECRET not in json.dumps(key)


def test_a_folder_that_is_there_is_left_alone(file: Path, mixed: Blind, tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    with pytest.raises(RunError, match="is there already"):
        api.blind(file, out=tmp_path / "here")
    with pytest.raises(RunError, match="is there already"):
        write(mixed, tmp_path / "here")
    refuse_existing(tmp_path / "elsewhere")
    assert list((tmp_path / "here").iterdir()) == []


# Refusals


@pytest.mark.parametrize(("weeks", "most"), [(7, 16), (0, 16), (300, 16)])
def test_an_odd_number_or_too_many_weeks_are_refused(file: Path, weeks: int, most: int) -> None:
    with pytest.raises(CaseError, match=f"--weeks: found {weeks}; allowed: an even number from 2 to {most}"):
        blind(file, weeks=weeks, engine=FakeEngine())


def test_a_seed_below_zero_and_a_case_without_a_record_are_refused(file: Path, tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="--seed: found -1"):
        blind(file, weeks=2, seed=-1, engine=FakeEngine())
    bare = case_of(skeleton())
    assert bare.record == {}
    with pytest.raises(CaseError, match="too few weeks with acts"):
        blind(_written(tmp_path, skeleton()), engine=FakeEngine())


# The page for teachers


def _at_least(weeks: int, right: int, chance: float = 0.5) -> float:
    return sum(comb(weeks, n) * chance**n * (1 - chance) ** (weeks - n) for n in range(right, weeks + 1))


def test_the_numbers_of_the_page_are_right() -> None:
    page = (ROOT / "docs" / "blind.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d+) \| (\d+) \|$", page, re.M)
    assert len(rows) == 5
    for weeks, right in (map(int, row) for row in rows):
        assert _at_least(weeks, right) < 0.05 <= _at_least(weeks, right - 1)
    needed = re.findall(r"(\d+) in 100 right .*? (\d+) weeks", page)
    assert len(needed) == 3
    for share, weeks in ((int(a) / 100, int(b)) for a, b in needed):
        cut = next(n for n in range(weeks + 1) if _at_least(weeks, n) < 0.05)
        assert _at_least(weeks, cut, share) >= 0.8
