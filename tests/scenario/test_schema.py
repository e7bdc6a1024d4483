"""The JSON Schema of a case file: it takes what loads, and refuses what an editor should underline."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from offramp.scenario import case_path, cases, schema
from offramp.scenario.reading.tree import read
from tests.scenario.broken import GOOD

SCHEMA = schema()
FILES = [GOOD, *map(case_path, cases())]


def faults(body: Any) -> list[str]:
    return [error.json_path for error in Draft202012Validator(SCHEMA).iter_errors(body)]


def test_it_is_a_schema_and_can_be_written() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert json.loads(json.dumps(SCHEMA)) == SCHEMA


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_good_cases_are_valid(path: Any) -> None:
    assert faults(read(path).plain()) == []


def test_moves_may_be_a_list() -> None:
    assert faults({**read(GOOD).plain(), "moves": ["threat", "sanctions"]}) == []
    assert faults({**read(GOOD).plain(), "moves": ["threat", "sanction"]}) == ["$.moves"]


def _spoil(*path: Any, value: Any) -> Callable[[dict[str, Any]], None]:
    def spoil(body: Any) -> None:
        for step in path[:-1]:
            body = body[step]
        body[path[-1]] = value

    return spoil


@pytest.mark.parametrize(
    "spoil",
    [
        _spoil("titel", value="x"),
        _spoil("prior", value="fited"),
        _spoil("days", value="sixty"),
        _spoil("start", value="10 May"),
        _spoil("actors", "aland", "kind", value="kingdom"),
        _spoil("actors", "aland", "tempo", value="0.1..0.2"),
        _spoil("actors", "aland", "resolve", value="0.1-0.2"),
        _spoil("actors", "aland", "resolve", value={"value": 0.5, "becuase": "x"}),
        _spoil("actors", "aland", "resolve", value=1.5),
        _spoil("actors", "aland", "capability", value={"aire": 0.5}),
        _spoil("actors", "aland", "election", "every", value=7),
        _spoil("actors", "aland", "factions", "staff", value={"wish": 0.5}),
        _spoil("actors", "borduria", "programme", "pace", value="0.2..0.6"),
        _spoil("ties", 0, "kind", value="friendship"),
        _spoil("moves", "rocket", value={}),
        _spoil("moves", "threat", value={"rung": 11}),
        _spoil("world", "reciprocity", value={"debt": 3}),
        _spoil("world", "weather", value={"on": True}),
    ],
)
def test_bad_cases_are_not(spoil: Callable[[dict[str, Any]], None]) -> None:
    body = read(GOOD).plain()
    spoil(body)
    assert len(faults(body)) == 1
