"""A run from the start never reads what came after it."""

from __future__ import annotations

import ast
from pathlib import Path

import jax
import numpy as np
import pytest

import offramp
from offramp.ensemble.design import draws
from offramp.game import Game, compile_game
from offramp.scenario import Scenario, load

SOURCE = Path(offramp.__file__).parent
MODEL = ("game", "world", "engine", "ensemble")


def compiled(scenario: Scenario) -> Game:
    return compile_game(scenario, draws(scenario, scenario, seed=7, k=4))


def leaves(game: Game) -> list[bytes]:
    parts = (game.board, game.dials, game.ballot, vars(game.script))
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


def test_nothing_that_plays_names_the_aftermath() -> None:
    for path in (p for room in MODEL for p in (SOURCE / room).glob("*.py")):
        names = {node.attr for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Attribute)}
        assert "aftermath" not in names, path
