"""Loading: the library's part of a case, the shipped cases, names and their nearest."""

from __future__ import annotations

import datetime as dt
import json
import random
from pathlib import Path
from typing import Any

import pytest

from offramp.errors import CaseError
from offramp.scenario import Scenario, case_path, cases, ladder, load
from offramp.scenario.reading.merge import LIBRARY, library
from offramp.scenario.reading.parse import parse
from offramp.scenario.reading.tree import read
from tests.scenario.broken import GOOD


@pytest.fixture(scope="module")
def case() -> Scenario:
    return load(GOOD)


def body() -> dict[str, Any]:
    plain = read(GOOD).plain()
    assert isinstance(plain, dict)
    return plain


def load_body(raw: dict[str, Any], folder: Path) -> Scenario:
    path = folder / "case.yaml"
    path.write_text(json.dumps(raw), encoding="utf-8")
    return load(path)


def test_what_the_author_writes_stands(case: Scenario) -> None:
    assert case.actors["aland"].tempo.text() == "0.05..0.2 per day"
    assert case.actors["borduria"].resolve.likely == 0.5
    assert case.days == 60
    assert case.start_date == dt.date(2031, 5, 10)


def test_defaults_go_by_the_kind_of_actor(case: Scenario) -> None:
    defaults = library("defaults").plain()["actor"]
    for name, actor in case.actors.items():
        if name != "aland":
            assert actor.tempo == parse(defaults[actor.kind]["tempo"], "rate")
            assert actor.tolerance == parse(defaults[actor.kind]["tolerance"], "share")
    assert case.actors["coria"].conciliation.low == 0.6
    assert case.ties["aland~mountain-league"].doubt.source == ("assumed",)  # type: ignore[union-attr]
    assert case.arenas["pass"].assets["mountain-league"].exposure.source == ("assumed",)


# Defaults that are known since no rule reads them: who does not climb needs no assent, and lends no method a name.
IDLE = {"move.provokes", "move.satisfies", "actor.proxy.approval", "actor.proxy.standing"}
IDLE |= {f"actor.mediator.{field}" for field in ("approval", "might", "tolerance", "standing")}


def test_every_default_is_a_wide_assumption() -> None:
    def leaves(node: Any, path: str = "") -> dict[str, Any]:
        if not isinstance(node, dict) or "value" in node:
            return {path[1:]: node}
        return {key: leaf for step, child in node.items() for key, leaf in leaves(child, f"{path}.{step}").items()}

    defaults = leaves(library("defaults").plain())
    assert {path for path, leaf in defaults.items() if not isinstance(leaf, dict)} == IDLE
    for path in defaults.keys() - IDLE:
        leaf = defaults[path]
        low, high = map(float, leaf["value"].split(".."))
        assert leaf["source"] == "assumed" and leaf["because"] and high > 1.3 * low


def test_minds_clocks_and_programmes_are_there_for_those_who_have_them(case: Scenario, tmp_path: Path) -> None:
    aland, borduria = case.actors["aland"], case.actors["borduria"]
    assert (aland.factions["palace"].weight.low, aland.factions["staff"].wish.low) == (1, 0.8)
    assert aland.election and (aland.election.date, aland.election.every) == ("2031-06-21", 1461)
    assert aland.capability["air"].text() == "0.65..0.9" and not borduria.capability
    assert borduria.programme and not (borduria.factions or borduria.election or aland.programme)
    raw = body()
    raw["actors"]["borduria"] |= {"programme": {"level": 0.7}, "factions": {"court": {"name": "the court"}}}
    filled, defaults = load_body(raw, tmp_path).actors["borduria"], library("defaults").plain()
    assert filled.programme and (filled.programme.level.low, filled.programme.gear.source) == (0.7, ("assumed",))
    assert filled.programme.pace == parse(defaults["programme"]["pace"], "rate")
    assert filled.factions["court"].wish == parse(defaults["faction"]["wish"], "share")


def test_the_catalogue_knows_what_presses_eases_withdraws_and_errs() -> None:
    does = {name: set(move.get("does", ())) for name, move in library("moves").plain().items()}

    def moves(effect: str) -> set[str]:
        return {name for name, effects in does.items() if effect in effects}

    closed = {"airspace-closure", "treaty-suspended"}
    assert moves("squeeze") == {"sanctions", "leave-an-agreement", "blockade", *closed}
    assert moves("relieve") == {"sanctions-relief", "economic-aid", "airspace-reopened"}
    assert (moves("withdraw"), moves("mishap")) == ({"withdrawal-timetable"}, {"shoot-down-by-mistake"})
    assert {m["method"] for m in library("moves").plain().values() if "method" in m} == {
        "declared-killing",
        "attack-abroad",
    }


def test_moves_come_from_the_catalogue_and_may_be_changed(tmp_path: Path) -> None:
    catalogue = library("moves").plain()
    plain = load(GOOD)
    assert plain.moves["threat"].rung == catalogue["threat"]["rung"]
    assert plain.moves["limited-strike"].provokes.low == 1
    raw = body()
    raw["moves"]["threat"] = {"name": "a loud threat", "cost": 0.5}
    changed = load_body(raw, tmp_path).moves["threat"]
    assert (changed.name, changed.cost.low, changed.rung) == ("a loud threat", 0.5, catalogue["threat"]["rung"])
    del raw["moves"]["limited-strike"], raw["moves"]["threat"]["name"], raw["moves"]["threat"]["cost"]
    raw["moves"] = [*raw["moves"], "face-saving-strike"]
    text = json.dumps(raw).replace("limited-strike", "face-saving-strike")
    offers = {"offer-of-a-settlement"}  # which come with what needs consent
    assert set(load_body(json.loads(text), tmp_path).moves) == {*raw["moves"], *offers}


def test_a_part_of_a_moves_harm_may_be_changed(tmp_path: Path) -> None:
    raw = body()
    raw["moves"]["rocket-attack"] = {"harm": {"civilian": {"deaths": 7}}}
    changed, usual = load_body(raw, tmp_path).moves["rocket-attack"].harm, load(GOOD).moves["rocket-attack"].harm
    assert changed.civilian and usual.civilian and changed.civilian.deaths.low == 7
    assert changed.civilian.chance == usual.civilian.chance
    assert changed.military == usual.military


def test_systems_are_all_there_and_may_be_changed(case: Scenario, tmp_path: Path) -> None:
    assert set(case.world) == set(library("world").plain())
    assert case.world["reciprocity"].dials["debt_half_life"].text() == "60..300"
    assert case.world["reciprocity"].dials["debt_half_life"].kind == "days"
    raw = body()
    raw["world"] = {"fronts": {"on": False}, "ladder": None}
    changed = load_body(raw, tmp_path)
    assert not changed.world["fronts"].on
    assert changed.world["ladder"] == case.world["ladder"]


@pytest.mark.parametrize(
    ("changes", "field", "found"),
    [
        ({"ties": "none"}, "ties", "'none'"),
        ({"moves": "all"}, "moves", "'all'"),
        ({"moves": [["threat"], *body()["moves"]]}, "moves", "a list"),
        ({"moves": ["threat", *body()["moves"]]}, "moves.threat", "'threat' a second time"),
        ({"world": "peaceful"}, "world", "'peaceful'"),
        ({"world": {"fronts": "off"}}, "world.fronts", "'off'"),
        (
            {"world": {"fronts": {"spill": {"value": 0.1, "kind": "share"}}}},
            "world.fronts.spill.kind",
            "the field kind",
        ),
        ({"measures": "all"}, "measures", "'all'"),
    ],
)
def test_parts_of_another_shape_are_told(changes: dict[str, Any], field: str, found: str, tmp_path: Path) -> None:
    with pytest.raises(CaseError) as error:
        load_body({**body(), **changes}, tmp_path)
    assert (field, found) in [(fault.field, fault.found) for fault in error.value.faults]


def test_the_record_ends_with_what_is_known(tmp_path: Path) -> None:
    raw = {**body(), "start": "2031-05-12", "days": 58}
    assert load_body(raw, tmp_path).start == "2031-05-12"
    raw["record"]["commander-killed"]["date"] = "2031-05-11"
    with pytest.raises(CaseError, match="up to the information date"):
        load_body(raw, tmp_path)


def test_measures_are_resolved_for_the_principals(case: Scenario) -> None:
    required = """war_prob violent_answer_30d_prob open_violent_answer_30d_prob first_violent_answer_day
        deaths_military deaths_civilian peak_rung arenas_hit conciliatory_acts conciliatory_prob violent_acts"""
    assert set(required.split()) <= set(case.measures)
    assert case.measures["violent_answer_30d_prob"].where.sides == ("borduria",)
    assert case.measures["open_violent_answer_30d_prob"].where.actors == ("borduria",)
    assert "$" not in case.model_dump_json(include={"measures"})
    assert case.measures["coast_attacks"].where.arenas == ("coast",)


def test_the_order_of_a_file_tells_nothing(case: Scenario, tmp_path: Path) -> None:
    shuffled = _shuffled(body(), random.Random(7))
    assert load_body(shuffled, tmp_path) == case
    assert list(case.actors) == sorted(case.actors)
    assert [event.date for event in case.record.values()] == sorted(event.date for event in case.record.values())


def _shuffled(node: Any, luck: random.Random, name: str = "") -> Any:
    if not isinstance(node, dict):
        return node
    keys = list(node)
    if name != "record":  # events stand in the order of their dates
        luck.shuffle(keys)
    return {key: _shuffled(node[key], luck, key) for key in keys}


def test_paths_of_quantities_are_unique_and_sorted(case: Scenario) -> None:
    paths = [path for path, _ in case.quantities()]
    assert paths == sorted(set(paths))
    assert list(case.dials()) == [path for path, quantity in case.quantities() if quantity.is_range]
    assert "ties.borduria>mountain-league.control" in paths
    assert "moves.limited-strike.harm.military.chance" in paths
    assert "world.reciprocity.readiness" in paths


@pytest.mark.parametrize("name", cases())
def test_shipped_cases_load_under_their_names(name: str) -> None:
    scenario = load(name)
    assert (scenario.case, scenario.title) == (name, cases()[name])
    assert case_path(name).stem == name


def test_a_mistyped_case_gives_the_nearest() -> None:
    for find in (load, case_path):
        with pytest.raises(CaseError) as error:
            find("bagdad2020")
        (fault,) = error.value.faults
        assert (fault.found, fault.hint) == ("no such case", "baghdad-2020")


def test_the_library_cites_only_its_own_sources() -> None:
    sources = {*library("sources").plain(), "assumed"}
    for path in sorted(LIBRARY.glob("*.yaml")):
        cited = _cited(read(path).plain()) if path.stem not in ("sources", "fields") else set()  # whose are examples
        assert cited <= sources, path.name


def _cited(node: Any) -> set[str]:
    if isinstance(node, list):
        return set().union(*map(_cited, node))
    if not isinstance(node, dict):
        return set()
    source = node.get("source", ())
    own = {source} if isinstance(source, str) else set(source)
    return own.union(*map(_cited, node.values()))


def test_the_ladder_has_words_for_every_rung() -> None:
    rungs = ladder()
    assert list(rungs) == list(range(-3, 11))
    assert all(rung.name and rung.means.endswith(".") for rung in rungs.values())
