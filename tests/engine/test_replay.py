"""Today's state is earned: the record goes through the same steps as a simulation."""

import datetime as dt
from dataclasses import replace
from functools import cache

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
import pytest

from offramp.compile import compile_game
from offramp.engine.choice import at_rest
from offramp.engine.random import run_keys, seed_words, uniforms
from offramp.engine.record import opening
from offramp.engine.turn import play, tell
from offramp.ensemble.design import draws
from offramp.game import Game
from offramp.game.record import RecordedActs, compile_record
from offramp.scenario import Scenario, load
from offramp.world import Acts, World, advance, start
from tests.world.laws import TWO_NEIGHBOURS

DRAWS, DAYS = 4, 40


@cache
def scenario() -> Scenario:
    """A record tells what was done, not how it was misread, so here nobody misreads anything."""
    return load(TWO_NEIGHBOURS, {"world.misperception.on": "false"})


@cache
def game() -> Game:
    return compile_game(scenario(), draws(scenario(), 1, DRAWS))


def assert_same(one: World, other: World) -> None:
    """The same state but for rounding: what is compiled together is rounded together."""
    for x, y in zip(jax.tree.leaves(one), jax.tree.leaves(other), strict=True):
        np.testing.assert_allclose(np.asarray(x), np.asarray(y), rtol=2e-5, atol=1e-6)


@jax.jit
def one_day(world: World, forced: Acts, days: float) -> World:
    return advance(game().board, game().dials, world, forced, days)


def forced(world: World, script: RecordedActs, step: int) -> Acts:
    """The acts of one step of a script, told one by one."""
    columns = game().dials.tempo_per_day.shape[1]
    kind = game().board.option_target.dtype

    def wide(row, dtype):  # type: ignore[no-untyped-def]
        return jnp.broadcast_to(jnp.asarray(row, dtype)[..., None], (*row.shape, columns))

    move, target, arena = (part[step] for part in (script.move, script.target, script.arena))
    arena = np.where(arena < 0, len(game().names.arenas), arena)
    acts = tell(
        game().board,
        game().dials,
        world,
        wide(move >= 0, bool),
        wide(np.maximum(move, 0), kind),
        wide(target, kind),
        wide(arena, kind),
        wide(script.deaths[step].T, jnp.float32),
        None,
    )
    return replace(acts, lost=wide(script.lost[step], jnp.float32), ordered=wide(script.ordered[step], bool))


def step_by_step(script: RecordedActs) -> World:
    world = start(game().board, game().dials)
    for step, days in enumerate(script.days):
        world = one_day(world, forced(world, script, step), float(days))
    return world


def test_no_record_no_change() -> None:
    bare = compile_game(scenario().model_copy(update={"record": {}}), draws(scenario(), 1, DRAWS))
    assert_same(opening(bare), start(bare.board, bare.dials))


def test_replay_is_advance_step_by_step() -> None:
    recent = tail(game().script, 30)
    assert_same(opening(game(), recent), step_by_step(recent))


def tail(script: RecordedActs, steps: int) -> RecordedActs:
    """The last steps of a script."""
    return RecordedActs(**{name: part[-steps:] for name, part in vars(script).items()})


def test_a_later_start_reads_more_of_the_record() -> None:
    early = compile_record(scenario(), game().names, dt.date(2031, 4, 20))
    full = game().script
    assert early.days.sum() == full.days.sum() - 20
    np.testing.assert_array_equal(early.move, full.move[: len(early.move)])
    assert (full.move[len(early.move) :] >= 0).sum() == 1, "one event after that day"


def test_a_second_act_of_an_actor_on_a_day_takes_no_time() -> None:
    killing = scenario().record["commander-killed"]
    again = scenario().model_copy(update={"record": {**scenario().record, "second": killing}})
    script = compile_record(again, game().names)
    assert script.days[-2:].tolist() == [1.0, 0.0]
    assert script.days.sum() == game().script.days.sum()


def test_the_record_leaves_traces() -> None:
    """By hand: the killing is owed for, its leader is missed, its arena is hot, its dead are counted."""
    world, names, axes = opening(game()), game().names, game().axes
    debt = np.asarray(world["reciprocity"].debt)[:, :DRAWS]
    owed = debt[axes.dyads.index(("borduria", "aland"))]
    assert (owed > debt[axes.dyads.index(("aland", "borduria"))]).all()
    assert (np.asarray(world["leaders"].coordination)[names.actors.index("borduria")] < 1).all()
    assert (np.asarray(world["fronts"].heat)[names.arenas.index("pass")] > 0).all()
    np.testing.assert_array_equal(np.asarray(world["human-cost"].dead)[:, 0], [5, 1])


@jax.jit
def simulated(world: World, days: jax.Array) -> tuple[World, tuple[Acts, jax.Array]]:
    """Play on from a state with everybody's luck; the state and the acts of every day."""
    board, dials = game().board, game().dials
    run = jnp.arange(dials.tempo_per_day.shape[1], dtype=jnp.uint32)
    keys = run_keys(seed_words(4), run * jnp.uint32(0), run)

    def day(world, t):  # type: ignore[no-untyped-def]
        world, acts, option = play(board, dials, world, at_rest(board, dials), uniforms(keys, t, board.words), 1.0)
        return world, (acts, option)

    return jax.lax.scan(day, world, days)


def as_script(acts: Acts, option: jax.Array, run: int) -> RecordedActs:
    """What happened in one future, written as if it had been the record."""
    taken = np.asarray(acts.taken)[..., run]
    chosen = np.where(taken, np.asarray(option)[..., run].astype(int), 0)
    names = game().names
    return RecordedActs(
        days=np.ones(len(taken), np.float32),
        move=np.where(taken, names.move[chosen], -1).astype(np.int16),
        target=names.target[chosen],
        arena=np.where(taken, names.arena[chosen], -1).astype(np.int16),
        deaths=np.asarray(acts.deaths)[..., run].swapaxes(1, 2),
        lost=np.asarray(acts.lost)[..., run] > 0,
        ordered=np.asarray(acts.ordered)[..., run],
        row=np.full(taken.shape, -1, np.int16),
        further=np.zeros_like(taken),
        counted=np.zeros((len(taken), 0), bool),
    )


@pytest.mark.parametrize("run", [0, 3])
def test_replaying_what_happened_gives_the_state_that_it_happened_to(run: int) -> None:
    """Contract of system 18: replay a future as a record, and today is the same."""
    blank = start(game().board, game().dials)
    then, (acts, option) = simulated(blank, jnp.arange(1, DAYS + 1, dtype=jnp.uint32))
    script = as_script(acts, option, run)
    assert (script.move >= 0).sum() > 5
    now = eqx.filter(opening(game(), script), eqx.is_array)
    assert_same(jax.tree.map(lambda x: x[..., run], now), jax.tree.map(lambda x: x[..., run], then))
