"""A run from the start never reads what came after it."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path

import jax
import numpy as np
import pytest

import offramp
from offramp.compile import compile_game
from offramp.ensemble import Design
from offramp.ensemble.design import draws
from offramp.game import Game
from offramp.scenario import Scenario, load
from offramp.scenario.asof import as_of

SOURCE = Path(offramp.__file__).parent
MODEL = ("game", "world", "engine", "ensemble")


def compiled(scenario: Scenario) -> Game:
    return compile_game(scenario, draws(scenario, seed=7, k=4))


def leaves(game: Game) -> list[bytes]:
    parts = (game.board, game.dials, game.measure_arrays, vars(game.script))
    return [np.asarray(x).tobytes() for x in jax.tree.leaves(parts)]


@pytest.fixture(scope="module")
def case() -> Scenario:
    return load("baghdad-2020")


def test_another_aftermath_makes_the_same_game(case: Scenario) -> None:
    assert len(case.aftermath) >= 15
    assert leaves(compiled(case)) == leaves(compiled(case.model_copy(update={"aftermath": {}})))


def test_another_record_makes_another_game(case: Scenario) -> None:
    """The check above could fail: an event more in the record is seen."""
    later = {**case.record, "one-more": next(iter(case.record.values()))}
    assert leaves(compiled(case)) != leaves(compiled(case.model_copy(update={"record": later})))


def test_a_later_day_sees_what_had_happened_by_then_and_no_more(case: Scenario) -> None:
    day = "2020-01-09"
    known = {key: event for key, event in case.aftermath.items() if event.date <= day}
    there = leaves(compiled(as_of(case, day)))
    assert there == leaves(compiled(as_of(case.model_copy(update={"aftermath": known}), day)))
    assert there != leaves(compiled(case))


def test_what_plays_cannot_ask_for_a_later_day() -> None:
    """Only the ensemble may move a case, and only where somebody asked it to: the default is the case's start."""
    for path in (p for room in MODEL for p in (SOURCE / room).glob("*.py")):
        moves = "asof" in path.read_text()
        assert moves == (f"{path.parent.name}/{path.name}" in ("ensemble/run.py", "ensemble/ensemble.py")), path
    assert inspect.signature(Design).parameters["as_of"].default is None


def test_nothing_that_plays_names_the_aftermath() -> None:
    for path in (p for room in MODEL for p in (SOURCE / room).glob("*.py")):
        names = {node.attr for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Attribute)}
        assert "aftermath" not in names, path
