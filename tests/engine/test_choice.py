"""Nested quantal response: probabilities that sum to one, the limits of theory, and one function for two uses."""

from functools import cache
from typing import Any

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
import pytest
from jaxtyping import Array
from scipy import stats

from offramp.compile import compile_game
from offramp.engine import BLOCK, Stage, rollout, stage
from offramp.engine.choice import Odds, at_rest, choose, log_prob
from offramp.engine.turn import decide
from offramp.ensemble.design import draws
from offramp.game import Dials, Game
from offramp.scenario import load
from offramp.world import World, add, appraise, spread
from tests.world.laws import TWO_NEIGHBOURS

DRAWS = 6


@cache
def game() -> Game:
    scenario = load(TWO_NEIGHBOURS)
    return compile_game(scenario, draws(scenario, 1, DRAWS))


@cache
def opening() -> World:
    return stage(game()).opening


def weigh(**world: float) -> Odds:
    """Odds on the opening state, with dials of the choice or the ladder replaced."""
    replaced = {name: jnp.full((1, width()), value, jnp.float32) for name, value in world.items()}
    choice = game().dials.world["choice"] | replaced
    return _weigh(eqx.tree_at(lambda d: d.world["choice"], game().dials, choice), opening())


@jax.jit
def _weigh(dials: Dials, world: World) -> Odds:
    return decide(game().board, dials, world, at_rest(game().board, dials))


def width() -> int:
    """Columns of the game's numbers: the draws, and whatever pads them."""
    return game().dials.tempo_per_day.shape[1]


def by_actor(values: Any) -> np.ndarray:
    """Sum over the options of each actor."""
    values = np.asarray(values, np.float64)
    return np.stack([values[game().names.actor == i].sum(axis=0) for i in range(len(game().names.actors))])


def chosen_prob(odds: Odds) -> np.ndarray:
    """Probability of each option, given an act."""
    return np.asarray(odds.mass, np.float64) / np.asarray(odds.total, np.float64)[game().names.actor]


def test_probabilities_sum_to_one() -> None:
    odds = weigh()
    np.testing.assert_allclose(by_actor(odds.mass), np.asarray(odds.total), rtol=1e-5)
    np.testing.assert_allclose(by_actor(chosen_prob(odds)), 1, rtol=1e-5)
    act = np.asarray(odds.act_prob(1.0))
    assert (act > 0).all() and (act < 1).all()


@pytest.mark.parametrize("days", [1.0, 7 / 5])
def test_log_prob_of_everything_an_actor_may_do_sums_to_one(days: float) -> None:
    odds, names = weigh(), game().names
    told = jax.jit(lambda taken, option: log_prob(game().board, odds, days, taken, option))
    shape = (len(names.actors), width())
    total = np.exp(np.asarray(told(jnp.zeros(shape, bool), jnp.zeros(shape, jnp.uint32)), np.float64))
    for o, actor in enumerate(names.actor):
        act = np.exp(np.asarray(told(jnp.ones(shape, bool), jnp.full(shape, o, jnp.uint32)), np.float64))
        total[actor] += act[actor]
    np.testing.assert_allclose(total, 1, rtol=1e-5)


def test_without_utility_the_base_weights_decide() -> None:
    """Precision towards nothing: divide all utilities by a large spread."""
    board = game().board
    none = eqx.tree_at(lambda w: w["leaders"].passing, opening(), jnp.full_like(opening()["leaders"].passing, 1e7))
    weights = np.asarray(board.nest_weight)[np.asarray(board.option_nest)] * np.asarray(board.option_weight)
    prob = chosen_prob(_weigh(game().dials, none))
    np.testing.assert_allclose(prob, np.broadcast_to(weights, prob.shape), rtol=1e-3)


@pytest.mark.parametrize("d", [0.35, 1.0])
def test_the_written_formula(d: float) -> None:
    """The module's formula in plain NumPy; at dissimilarity 1 it is the flat logit over all options."""
    board, odds = game().board, weigh(same_class=d)
    utility = np.asarray(_utilities(game().dials, opening()), np.float64)
    nest, w, big = np.asarray(board.option_nest), np.asarray(board.option_weight), np.asarray(board.nest_weight)
    value = np.stack([d * np.log((w * np.exp(utility / d))[nest == n].sum(axis=0)) for n in range(len(big))])
    within = w * np.exp((utility - value[nest]) / d)
    top = (big * np.exp(value))[nest] * within
    np.testing.assert_allclose(chosen_prob(odds), top / by_actor(top)[game().names.actor], rtol=1e-4)
    if d == 1.0:
        flat = big[nest] * w * np.exp(utility)
        np.testing.assert_allclose(chosen_prob(odds), flat / by_actor(flat)[game().names.actor], rtol=1e-4)


@jax.jit
def _utilities(dials: Dials, world: World) -> Array:
    pull = add(list(appraise(game().board, dials, world).values()))
    return spread(game().board, pull) / (1 + pull.spread)[game().board.option_actor]


def test_a_closer_class_gives_the_best_place_more() -> None:
    close, loose = (chosen_prob(weigh(same_class=d)) for d in (0.35, 0.95))
    nest = np.asarray(game().board.option_nest)
    for n in np.unique(nest):
        best_close, best_loose = ((p[nest == n] / p[nest == n].sum(axis=0)).max(axis=0) for p in (close, loose))
        assert (best_close >= best_loose - 1e-6).all()


def test_without_eagerness_tempo_alone_says_when() -> None:
    odds, wrath = weigh(eagerness=0.0), np.asarray(opening()["leaders"].wrath)
    quick = np.exp(np.asarray(game().dials.world["leaders"]["wrath"]) * wrath)
    np.testing.assert_allclose(np.asarray(odds.per_day), np.asarray(game().dials.tempo_per_day) * quick, rtol=1e-4)


@pytest.mark.parametrize("days", [0.0, 0.5, 1.0, 7 / 5, 1e6])
def test_longer_spells_have_the_chance_of_each_of_their_days(days: float) -> None:
    """A day holds one act at most; below a day time runs evenly."""
    odds = weigh()
    chance = -np.expm1(-np.asarray(odds.per_day, np.float64) * min(days, 1.0))
    np.testing.assert_allclose(odds.act_prob(days), np.minimum(chance * max(days, 1.0), 1.0), rtol=1e-4)


def test_inverse_cdf_takes_every_option_as_often_as_its_probability() -> None:
    """A regular grid of luck, so the frequencies are exact up to the grid's step."""
    odds, names, steps = weigh(), game().names, 20_000
    one = jax.tree.map(lambda x: jnp.repeat(x[..., :1], steps, axis=-1), odds)
    u = jnp.broadcast_to((jnp.arange(steps, dtype=jnp.float32) + 0.5) / steps, (len(names.actors), steps))
    _, option = jax.jit(lambda odds, u: choose(game().board, odds, 1.0, u, u))(one, u)
    for i in range(len(names.actors)):
        seen = np.bincount(np.asarray(option)[i], minlength=len(names.options)) / steps
        np.testing.assert_allclose(seen, np.where(names.actor == i, chosen_prob(odds)[:, 0], 0), atol=1.5 / steps)


def test_simulated_choices_are_as_frequent_as_their_log_prob() -> None:
    """The first day's acts of many futures against the likelihood of the same state."""
    staged, odds = stage(game()), weigh()
    option = np.concatenate([first_day(staged, b) for b in range(40)], axis=1)
    acting = np.asarray(odds.act_prob(1.0), np.float64)
    wanted = (chosen_prob(odds) * acting[game().names.actor])[:, 0]
    for i in range(len(game().names.actors)):
        mine = np.flatnonzero(game().names.actor == i)
        seen = np.array([(option[i] == o).sum() for o in mine] + [(option[i] == -1).sum()])
        p = np.append(wanted[mine], 1 - wanted[mine].sum())
        some = p * option.shape[1] > 5
        seen, p = (np.append(x[some], x[~some].sum()) for x in (seen, p))
        assert stats.chisquare(seen[p > 0], p[p > 0] / p.sum() * seen.sum()).pvalue > 1e-4


def first_day(staged: Stage, block: int) -> np.ndarray:
    run = np.arange(BLOCK) + block * BLOCK
    return rollout(staged, 2, np.zeros(BLOCK, int), run).option[0]
