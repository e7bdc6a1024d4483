"""Order and labels change nothing, byte for byte; a thing that is listed twice moves no rung's probability."""

import random
from collections.abc import Callable
from functools import cache

import jax
import numpy as np
import pytest

from offramp.compile import compile_game
from offramp.engine import BLOCK, Chunk, stage
from offramp.engine.choice import at_rest
from offramp.engine.turn import decide
from offramp.ensemble.design import draws
from offramp.game import Draws, Game
from offramp.scenario import Scenario, case_hash, case_path, load
from tests.cases.build import at_medians, futures_of, made
from tests.world.laws import TWO_NEIGHBOURS
from tests.world.paired import same

from .twins import plain, renamed, same_values, shuffled, unsorted, with_arena_twice, with_move_twice

CASES = {"two-neighbours": TWO_NEIGHBOURS, "baghdad-2020": str(case_path("baghdad-2020"))}
DRAWS, RUNS = 8, 40 * BLOCK
Twice = Callable[[Scenario, str], Scenario]
TWINS = [
    (with_move_twice, "limited-strike"),
    (with_move_twice, "rocket-attack"),
    (with_move_twice, "statement"),
    (with_arena_twice, "pass"),
    (with_arena_twice, "coast"),
]
same_rungs = pytest.mark.parametrize(("twice", "what"), TWINS, ids=lambda x: getattr(x, "__name__", x))
FIRST = {(with_move_twice, "limited-strike"), (with_arena_twice, "pass")}  # one of each sort for every edit
same_rungs_soon = pytest.mark.parametrize(
    ("twice", "what"),
    [pytest.param(*each, marks=() if each in FIRST else pytest.mark.proof) for each in TWINS],
    ids=lambda x: getattr(x, "__name__", x),
)


@cache
def told(case: str, how: str) -> Scenario:
    """A case in another order or under other names."""
    if how == "unsorted":
        return unsorted(load(CASES[case]))
    parts = plain(CASES[case])
    return made(shuffled(parts, random.Random(how)) if how.startswith("order") else renamed(parts))


def compiled(scenario: Scenario) -> Game:
    return compile_game(scenario, draws(scenario, 1, DRAWS))


@cache
def played(case: str, how: str = "") -> Chunk:
    scenario = told(case, how) if how else load(CASES[case])
    return futures_of(stage(compiled(scenario)), np.arange(BLOCK) % DRAWS, np.arange(BLOCK))


@pytest.mark.parametrize("how", ["order 1", "order 2", "unsorted", "names"])
@pytest.mark.parametrize("case", CASES)
def test_the_game_is_the_same_byte_for_byte(case: str, how: str) -> None:
    one, other = load(CASES[case]), told(case, how)
    assert case_hash(one) == case_hash(other)
    mine, yours = ((g.board, g.dials, g.measure_arrays, vars(g.script)) for g in map(compiled, (one, other)))
    assert jax.tree.structure(mine) == jax.tree.structure(yours)
    for x, y in zip(jax.tree.leaves(mine), jax.tree.leaves(yours), strict=True):
        assert np.asarray(x).tobytes() == np.asarray(y).tobytes()


@pytest.mark.parametrize("how", ["order 1", "names"])
def test_and_so_are_its_futures(how: str) -> None:
    assert same(played("two-neighbours", how), played("two-neighbours"))


def rung_probs(scenario: Scenario, values: Draws) -> np.ndarray:
    """Probability that each actor acts at each rung on the first day [actor, rung, draw]."""
    game = compile_game(scenario, values)
    world = stage(game).opening
    odds = jax.jit(lambda w: decide(game.board, game.dials, w, at_rest(game.board, game.dials)))(world)
    act, mass, total = (np.asarray(x, np.float64) for x in (odds.act_prob(1.0), odds.mass, odds.total))
    prob = (mass * (act / total)[game.names.actor])[:, : values.k]  # the columns beyond are padding
    out = np.zeros((len(game.names.actors), 14, values.k))
    np.add.at(out, (game.names.actor, game.names.rung + 3), prob)
    return out


@cache
def first_day() -> np.ndarray:
    scenario = load(TWO_NEIGHBOURS)
    return rung_probs(scenario, draws(scenario, 1, DRAWS))


@same_rungs_soon
def test_a_duplicate_moves_no_rungs_probability_at_all_on_a_day(twice: Twice, what: str) -> None:
    scenario = load(TWO_NEIGHBOURS)
    double = twice(scenario, what)
    values = same_values(double, draws(scenario, 1, DRAWS))
    np.testing.assert_allclose(rung_probs(double, values), first_day(), rtol=2e-4, atol=1e-7)


@cache
def rungs(drawn: bool, twice: Twice | None = None, what: str = "") -> np.ndarray:
    """Acts at each rung of every future, with all dials at their medians or drawn [rung, future]."""
    scenario = load(TWO_NEIGHBOURS)
    double = twice(scenario, what) if twice else scenario
    values = draws(scenario, 1, DRAWS) if drawn else at_medians(scenario)
    game = compile_game(double, same_values(double, values))
    at = np.arange(RUNS)
    chunk = futures_of(stage(game), at % values.k, at // values.k, seed=9 if twice else 8)
    rung = np.where(chunk.option >= 0, game.names.rung[chunk.option], -9)
    return np.stack([(rung == r).sum(axis=(0, 1)) for r in range(-3, 11)])


@pytest.mark.proof  # each twin is a program of its own, and its first day is the same exactly: see above
@pytest.mark.parametrize("drawn", [False, True], ids=["medians", "draws"])
@same_rungs
def test_a_duplicate_moves_no_rungs_probability_in_futures(twice: Twice, what: str, drawn: bool) -> None:
    """Within Monte Carlo error: the acts at each rung, and the futures that see the rung at all."""
    one, other = rungs(drawn), rungs(drawn, twice, what)
    for x, y in ((one, other), (one > 0, other > 0)):
        error = np.sqrt((x.var(axis=1) + y.var(axis=1)) / RUNS)
        z = (y.mean(axis=1) - x.mean(axis=1)) / np.maximum(error, 1e-12)
        assert np.abs(z[error > 0]).max() < 4, np.round(z, 1)
