"""Properties of any valid case: it compiles, plays, and stays within what the words allow."""

import random

import jax
import numpy as np
import pytest
from hypothesis import given, settings

from offramp.compile import compile_game
from offramp.engine import BLOCK, stage
from offramp.ensemble.design import draws
from offramp.game import Game
from offramp.scenario import Scenario, feasible
from offramp.scenario.measure_kinds import KINDS
from tests.cases.build import futures_of, made
from tests.cases.generator import Parts, cases

from .twins import shuffled

DRAWS = 8
PROBABILITIES = ("_prob", "_share")


def compiled(scenario: Scenario) -> Game:
    return compile_game(scenario, draws(scenario, 1, DRAWS))


@settings(max_examples=settings.default.max_examples // 4)
@given(cases())
def test_compiling_any_case(parts: Parts) -> None:
    """Options are the feasible ones in order, numbers are finite, and the order of the file is nothing."""
    scenario = made(parts)
    game = compiled(scenario)
    assert game.names.options == tuple(f"{a}/{m}/{t}/{k or '-'}" for a, m, t, k in feasible(scenario))
    assert (np.diff(game.names.actor) >= 0).all()
    numbers = jax.tree.leaves((game.board, game.dials, game.measure_arrays))
    assert all(np.isfinite(np.asarray(x)).all() for x in numbers)
    again = compiled(made(shuffled(parts, random.Random(1))))
    for x, y in zip(numbers, jax.tree.leaves((again.board, again.dials, again.measure_arrays)), strict=True):
        np.testing.assert_array_equal(x, y)


@pytest.mark.proof
@settings(max_examples=settings.default.max_examples // 12)
@given(cases())
def test_playing_any_case(parts: Parts) -> None:
    scenario = made(parts)
    game = compiled(scenario)
    names = game.names
    chunk = futures_of(stage(game), np.arange(BLOCK) % DRAWS, np.arange(BLOCK))
    took = chunk.option >= 0
    doer = np.arange(len(names.actors))[None, :, None]
    assert took.any() and (chunk.option < len(names.options)).all()
    assert (names.actor[chunk.option] == doer)[took].all(), "an option of another actor"
    assert (chunk.deaths >= 0).all() and (chunk.deaths.sum(axis=2)[~took] == 0).all()
    assert not chunk.ordered[~took].any()
    assert set(np.unique(chunk.peak)) <= {-9, *range(-3, 11)}
    for name, x in chunk.measures.items():
        empty = KINDS[scenario.measures[name].kind].empty
        assert empty or np.isfinite(x).all(), name
        low, high = np.nanmin(x, initial=0), np.nanmax(x, initial=0)
        assert low >= (-3 if scenario.measures[name].kind == "highest" else 0), name
        assert not name.endswith(PROBABILITIES) or high <= 1, name
