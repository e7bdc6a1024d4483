"""Setting quantities and switches by their paths."""

from __future__ import annotations

import pytest

from offramp.errors import CaseError, Fault
from offramp.scenario import Scenario, apply, load
from tests.scenario.broken import GOOD

CASE = load(GOOD)
CONTROL = "ties.borduria>mountain-league.control"


def faults(sets: dict[str, object]) -> tuple[Fault, ...]:
    with pytest.raises(CaseError) as error:
        apply(CASE, sets)
    return error.value.faults


PATHS = """actors.aland.tempo world.ladder.steepness plots.raid.under_way actors.aland.factions.staff.wish
    actors.aland.capability.air actors.borduria.programme.pace world.misperception.mishap""".split()


@pytest.mark.parametrize("path", [CONTROL, *PATHS])
def test_one_quantity_is_set_and_nothing_else(path: str) -> None:
    before, after = dict(CASE.quantities()), dict(apply(CASE, {path: "0.25"}).quantities())
    assert {name for name in before if before[name] != after[name]} == {path}
    assert (after[path].low, after[path].per, after[path].is_range) == (0.25, before[path].per, False)


def test_a_range_stays_a_dial() -> None:
    changed = apply(CASE, {"actors.aland.tempo": "0.1..0.3"})
    assert changed.dials()["actors.aland.tempo"].text() == "0.1..0.3 per day"


def test_every_quantity_can_be_set_by_its_path() -> None:
    values = {path: quantity.low for path, quantity in CASE.quantities()}
    assert apply(CASE, values).dials() == {}


@pytest.mark.parametrize(
    ("text", "on"), [("true", True), ("off", False), (False, False), ("FALSE", False), ("yes", True)]
)
def test_switches(text: object, on: bool) -> None:
    assert apply(CASE, {"world.fronts.on": text}).world["fronts"].on is on


def test_loading_sets_too() -> None:
    assert load(GOOD, {CONTROL: "0.9"}) == apply(CASE, {CONTROL: 0.9})
    assert isinstance(load(GOOD, {}), Scenario)


@pytest.mark.parametrize(
    ("path", "value", "found", "hint"),
    [
        ("actors.aland.tmpo", "1", "'actors.aland.tmpo'", "actors.aland.tempo"),
        ("world.front.on", "true", "'world.front.on'", "world.fronts.on"),
        ("actors.aland.tempo", "fast", "'fast'", None),
        ("actors.aland.tempo", "-1", "-1", None),
        ("actors.aland.tempo", "nan", "nan", None),
        (CONTROL, "0.9..0.1", "0.9..0.1", "0.1..0.9"),
        ("world.fronts.on", "2", "'2'", None),
        ("days", "30", "'days'", None),
        ("", "30", "''", None),
        ("actors..tempo", "30", "'actors..tempo'", "actors.coria.tempo"),
    ],
)
def test_what_cannot_be_set_is_told(path: str, value: str, found: str, hint: str | None) -> None:
    (fault,) = faults({path: value})
    assert (fault.file, fault.field, fault.found) == ("--set", path, found)
    assert fault.hint == hint


def test_all_that_is_wrong_is_told_at_once() -> None:
    assert [fault.field for fault in faults({"a": 1, CONTROL: 0.5, "b": 2})] == ["a", "b"]
