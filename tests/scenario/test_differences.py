"""Differences of two files: told by path, sorted by what futures hang on, mixed so that every mixture is a case."""

import json
from collections.abc import Callable
from itertools import chain, combinations
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from offramp.errors import CaseError
from offramp.scenario import Scenario, case_hash, load
from offramp.scenario.checks.parties import parties
from offramp.scenario.differences import CAST, agreed, differences, mixed, refuse_another_crisis, subjects
from offramp.scenario.options import feasible

CASE = Path(__file__).parents[1] / "cases" / "two-neighbours.yaml"
ONE = load(CASE)
Change = Callable[[dict[str, Any]], object]


@pytest.fixture
def second(tmp_path: Path) -> Callable[..., Scenario]:
    """The case as another analyst would have it."""

    def make(*changes: Change) -> Scenario:
        body = YAML(typ="safe").load(CASE)
        for change in changes:
            change(body)
        path = tmp_path / "second.yaml"
        path.write_text(json.dumps(body, default=str), encoding="utf-8")
        return load(path)

    return make


def resolve(body: dict[str, Any]) -> None:
    body["actors"]["aland"]["resolve"] = {"value": "0.5..0.9", "source": "yearbook", "because": "they say so"}


def control(body: dict[str, Any]) -> None:
    body["ties"][0]["control"] = {"value": "0.85..0.95", "source": "yearbook", "because": "on a short leash"}


def off(body: dict[str, Any]) -> None:
    body["world"]["fronts"] = {"on": False}


def no_rockets(body: dict[str, Any]) -> None:
    del body["record"]["rockets"]


def newcomer(body: dict[str, Any]) -> None:
    body["actors"]["elbia"] = {"name": "Elbia", "kind": "state"}
    body["ties"].append({"kind": "rivalry", "between": ["aland", "elbia"]})
    body["arenas"]["coast"]["reach"]["elbia"] = 0.5
    body["options"].append({"actors": ["elbia"], "moves": ["threat"], "targets": ["aland"]})


def patron(body: dict[str, Any]) -> None:
    body["ties"][0] |= {"patron": "coria"}
    del body["offramps"]  # it sets a dial of the tie


def words(body: dict[str, Any]) -> None:
    body["title"], body["actors"]["aland"]["name"] = "Another title", "the Kingdom of Aland"
    body["claims"] = {}


def test_a_file_differs_from_itself_in_nothing(second: Callable[..., Scenario]) -> None:
    same = second()
    assert differences(ONE, same) == [] and subjects(ONE, same, []) == {}
    both, alike = agreed(ONE, same)
    assert both == alike == len(list(ONE.quantities()))


def test_ranges_stand_side_by_side(second: Callable[..., Scenario]) -> None:
    other = second(resolve, control, off)
    found = {each.path: each for each in differences(ONE, other) if each.moves}
    assert list(found) == ["actors.aland.resolve", "ties.borduria>mountain-league.control", "world.fronts.on"]
    range_ = found["actors.aland.resolve"]
    assert (range_.one, range_.other, range_.kind, range_.subject) == ("0.4..0.7", "0.5..0.9", "range", "actors.aland")
    assert range_.overlap == pytest.approx(0.2 / 0.5)
    assert found["ties.borduria>mountain-league.control"].overlap == 0  # they contradict each other
    assert (found["world.fronts.on"].one, found["world.fronts.on"].other) == ("true", "false")
    both, same = agreed(ONE, other)
    assert both - same == 2


def test_words_move_nothing(second: Callable[..., Scenario]) -> None:
    other = second(words)
    found = differences(ONE, other)
    assert found and not any(each.moves for each in found) and subjects(ONE, other, found) == {}
    assert case_hash(mixed(ONE, other, (), {})) == case_hash(ONE)


def test_what_only_makes_sense_together_is_taken_together(second: Callable[..., Scenario]) -> None:
    other = second(newcomer, resolve, no_rockets)
    groups = subjects(ONE, other, differences(ONE, other))
    assert set(groups) == {CAST, "actors.aland", "record.rockets"}
    assert {"actors.elbia", "arenas.coast", "ties.aland~elbia"} <= {each.subject for each in groups[CAST]}


@pytest.mark.parametrize("changes", [(resolve, off, no_rockets), (newcomer, resolve), (patron, control, no_rockets)])
def test_every_mixture_is_a_case(second: Callable[..., Scenario], changes: tuple[Change, ...]) -> None:
    """Nobody of them is the first file, all of them the second, and whatever is between makes sense."""
    other = second(*changes)
    groups = subjects(ONE, other, differences(ONE, other))
    every = chain.from_iterable(combinations(groups, n) for n in range(len(groups) + 1))
    for taken in every:
        case = mixed(ONE, other, taken, groups)
        assert list(parties(case)) == [] and feasible(case)
        actors = set(case.actors)
        assert all({event.actor, event.target} <= actors for event in case.record.values())
        assert {actor for option in feasible(case) for actor in (option[0], option[2])} <= actors
    same = mixed(ONE, other, list(groups), groups).model_copy(
        update={name: getattr(other, name) for name in ("claims", "offramps", "sources", "complete")}
    )
    assert case_hash(same) == case_hash(other) and case_hash(mixed(ONE, other, (), groups)) == case_hash(ONE)


def test_another_crisis_is_refused(second: Callable[..., Scenario]) -> None:
    def swapped(body: dict[str, Any]) -> None:
        body["principals"] = ["borduria", "aland"]

    def later(body: dict[str, Any]) -> None:
        body["start"] = body["information_date"] = "2031-05-11"

    refuse_another_crisis(ONE, second(words, resolve), "second.yaml")
    with pytest.raises(CaseError, match="principals: found borduria, aland; allowed: aland, borduria, as in the first"):
        refuse_another_crisis(ONE, second(swapped), "second.yaml")
    with pytest.raises(CaseError, match=r"second\.yaml: start: found 2031-05-11; allowed: 2031-05-10"):
        refuse_another_crisis(ONE, second(later), "second.yaml")
