"""A state taken on any day and played on gives the rest of its future; what is forced changes nothing before it."""

from functools import cache

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from offramp.compile import compile_game
from offramp.engine import BLOCK, Chunk, Clock, Forced, Position, begin, rollout, stage, step
from offramp.ensemble.design import draws
from offramp.game.commands.course import Course
from offramp.scenario import load
from tests.engine.test_orders import order, with_orders
from tests.world.laws import TWO_NEIGHBOURS
from tests.world.paired import same

DRAWS, SEED, DAYS = 8, 3, 60  # those of the case, which other tests play, too: one compiled program
DRAW, RUN = np.arange(BLOCK) % DRAWS, np.arange(BLOCK) // DRAWS


@cache
def first(rule: str = "quantal", turn: int = 1) -> Position:
    scenario = load(TWO_NEIGHBOURS)
    game = compile_game(scenario, draws(scenario, 1, DRAWS))
    return begin(stage(game, rule, Clock.of(DAYS, turn)), SEED, DRAW, RUN)


def whole(rule: str = "quantal", turn: int = 1) -> Chunk:
    scenario = load(TWO_NEIGHBOURS)
    game = compile_game(scenario, draws(scenario, 1, DRAWS))
    return rollout(stage(game, rule, Clock.of(DAYS, turn)), SEED, DRAW, RUN)


def everybody_waits(position: Position) -> Forced:
    everybody = jnp.ones(position.block.rest.shape, bool)
    return Forced(everybody, ~everybody, jnp.zeros(everybody.shape, jnp.uint32))


def nobody_bound(position: Position) -> Forced:
    free = everybody_waits(position)
    return Forced(~free.bound, free.taken, free.option)


@pytest.mark.parametrize(
    ("rule", "turn"),
    [
        ("quantal", 1),
        pytest.param("lookahead", 1, marks=pytest.mark.proof),
        pytest.param("quantal", 7, marks=pytest.mark.proof),
    ],
)
def test_futures_stopped_on_any_day_go_on_as_they_would_have(rule: str, turn: int) -> None:
    """Every future of the block on every one of these days: more than 200 pairs each, to the last measure."""
    position, day_by_day = first(rule, turn), []
    for turns in (1, 2, position.block.clock.turns - 1):
        position = position.play(turns)
        assert position.turn == turns
        day_by_day.append(position)
    for stopped in (first(rule, turn), *day_by_day):
        assert same(stopped.play().chunk(), whole(rule, turn))


def test_a_kept_state_outlives_what_is_played_from_it() -> None:
    kept = first().play(9)
    copy = jax.tree.map(np.array, kept.state)
    kept.reseed(SEED + 1).play(), kept.force(everybody_waits(kept)).play()
    assert all(jax.tree.leaves(jax.tree.map(np.array_equal, copy, kept.state)))
    assert same(kept.play().chunk(), whole())


def test_the_public_step_is_what_the_rollout_plays() -> None:
    position = first()
    state, record = position.state, []
    for _ in range(3):
        state, one = step(position.block, state, position.luck)
        record.append(one)
    for n, one in enumerate(record):
        assert np.array_equal(one.option, whole().option[n]) and np.array_equal(one.deaths, whole().deaths[n])
    stopped = position.play(3).state
    assert all(jax.tree.leaves(jax.tree.map(np.array_equal, state, stopped)))


@pytest.mark.parametrize("day", [1, 8, DAYS])
def test_a_forced_act_changes_nothing_before_it(day: int) -> None:
    plain, before = whole(), first().play(day - 1)
    other = before.force(everybody_waits(before)).play().chunk()
    assert np.array_equal(other.option[: day - 1], plain.option[: day - 1])
    assert np.array_equal(other.deaths[: day - 1], plain.deaths[: day - 1])
    assert (other.option[day - 1] == -1).all() and (plain.option[day - 1] >= 0).any()
    if day < DAYS:
        assert not np.array_equal(other.option[day:], plain.option[day:])
        later = np.array_equal(other.option[day:], before.play(day).play().chunk().option[day:])
        assert not later, "the days after it follow from what was forced"


def test_who_is_not_bound_is_free() -> None:
    before = first().play(5)
    assert same(before.force(nobody_bound(before)).play().chunk(), whole())


def test_a_forced_act_is_done_with_its_dead() -> None:
    before = first().play(5)
    names = load(TWO_NEIGHBOURS).actors
    option = whole().option[whole().option >= 0].astype(np.int64)[0]
    shape = before.block.rest.shape
    actor = int(before.block.board.option_actor[option])
    bound = jnp.zeros(shape, bool).at[actor].set(True)
    dead = jnp.zeros((2, *shape)).at[1, actor].set(17.0)
    forced = Forced(bound, bound, jnp.full(shape, option, jnp.uint32), dead)
    chunk = before.force(forced).play().chunk()
    assert len(names) == shape[0] and (chunk.option[5, actor] == option).all()
    assert (chunk.deaths[5, actor] == np.array([[0], [17]])).all()
    free = np.arange(shape[0]) != actor
    assert np.array_equal(chunk.option[5][free], whole().option[5][free])


def test_other_luck_from_a_day_on() -> None:
    kept = first().play(10)
    other = kept.reseed(SEED + 1).play().chunk()
    assert np.array_equal(other.option[:10], whole().option[:10])
    assert not np.array_equal(other.option[10:], whole().option[10:])
    assert same(kept.reseed(SEED).play().chunk(), whole())


@pytest.mark.proof
def test_orders_and_courses_are_remembered() -> None:
    """Between two rounds nothing is forgotten of what was ordered, and of the course of each future."""
    scenario = with_orders(order(6, move="statement"), order(4, actor="b"))
    staged = stage(compile_game(scenario, draws(scenario, 1, DRAWS)))
    days = np.full((1, BLOCK), 7.0) + RUN % 3
    course = Course(0, np.zeros((1, BLOCK), np.int64), days, np.full(BLOCK, 8.0))
    stopped = begin(staged, SEED, DRAW, RUN, course=course).play(5)
    assert same(stopped.play().chunk(), rollout(staged, SEED, DRAW, RUN, course=course))


def test_what_cannot_be_played_is_refused() -> None:
    end = first().play()
    with pytest.raises(ValueError, match="end"):
        end.force(nobody_bound(end))
    for turns in (DAYS + 1, DAYS - 1):
        with pytest.raises(ValueError, match="allowed"):
            end.play(turns)
    with pytest.raises(ValueError, match="0 turns are played"):
        first().chunk()
