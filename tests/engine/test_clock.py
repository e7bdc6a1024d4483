"""Turns of a week: rounds, their days and their luck, and what a future of them is read as."""

from functools import cache
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from offramp.compile import compile_game
from offramp.engine import BLOCK, Chunk, Clock, Stage, explain, stage
from offramp.engine.choice import at_rest
from offramp.engine.clock import ROUNDS
from offramp.engine.explain import log_likelihood
from offramp.engine.random import seed_words
from offramp.engine.start import hatch, morning
from offramp.engine.state import Block, Luck
from offramp.engine.turn import play
from offramp.ensemble.design import draws
from offramp.game.xla.jit import take
from offramp.scenario import load
from offramp.scenario.ladder import NOTHING
from offramp.scenario.measure_kinds.between_sides import ANSWER_DAYS
from tests.cases.build import QUIET, at_medians, futures_of, made, skeleton
from tests.world.laws import TWO_NEIGHBOURS

RUNS, WEEKS = 4 * BLOCK, 13


def test_days_are_rounded_up_to_whole_turns() -> None:
    assert [Clock.of(days, 7).turns for days in (1, 7, 8, 1825)] == [1, 1, 2, 261]
    assert Clock.of(90, 7).days == 91 and Clock.of(90).days == 90


@pytest.mark.parametrize("turn", ROUNDS)
def test_every_round_has_a_day_of_its_own_that_is_neither_early_nor_late(turn: int) -> None:
    clock = Clock.of(3650, turn)
    day = clock.day()
    assert len(day) == clock.rounds == round(clock.days / clock.span)
    assert (np.diff(day) >= 1).all() and day[0] == 1 and day[-1] == clock.days
    assert abs(day.mean() - (clock.days + 1) / 2) < 0.01


def test_a_turn_of_a_week_is_as_high_as_its_highest_round() -> None:
    rounds = np.arange(2 * ROUNDS[7] * 3, dtype=np.int8).reshape(-1, 3)
    highest = Clock(2, 7).by_turn(rounds)
    np.testing.assert_array_equal(highest, [rounds[ROUNDS[7] - 1], rounds[-1]])


@cache
def quiet(tempo: float, clock: Clock) -> Chunk:
    """One actor with one option, in a world in which nothing pulls."""
    parts = skeleton(world=QUIET)
    parts["actors"]["a"]["tempo"] = {"value": tempo, "per": "day", "source": "note", "because": "a test"}
    staged = stage(compile_game(scenario := made(parts), at_medians(scenario)), clock=clock)
    return futures_of(staged, np.zeros(RUNS, int), np.arange(RUNS))


@pytest.mark.parametrize("tempo", [0.05, 0.3, 0.7])
def test_a_week_holds_as_many_acts_as_seven_days(tempo: float) -> None:
    acts = (quiet(tempo, Clock(WEEKS, 7)).option >= 0).sum(axis=(0, 1))
    wanted = 7 * WEEKS * (1 - np.exp(-tempo))
    assert abs(acts.mean() - wanted) < 4 * np.sqrt(wanted / RUNS)


def test_days_before_the_first_turn_count_for_nothing_and_leave_the_luck_of_the_others_alone() -> None:
    """Nothing pulls, so the turns after them are the same, whatever happened before."""
    plain, later = (quiet(0.3, Clock(90, lead=lead)) for lead in (0, 5))
    np.testing.assert_array_equal(plain.option, later.option)
    for name, x in plain.measures.items():
        np.testing.assert_array_equal(x, later.measures[name])


@cache
def staged(clock: Clock) -> Stage:
    scenario = load(TWO_NEIGHBOURS)
    return stage(compile_game(scenario, draws(scenario, 1, 8)), clock=clock)


@cache
def played(clock: Clock) -> Chunk:
    return futures_of(staged(clock), np.arange(RUNS) % 8, np.arange(RUNS) // 8)


@pytest.mark.proof
def test_what_happens_before_the_first_turn_moves_what_follows() -> None:
    """The state has moved, the luck has not: the world is another one, and far from a strange one."""
    plain, later = (played(Clock(30, lead=lead)) for lead in (0, 5))
    assert 0.5 < (plain.option == later.option).mean() < 1
    assert not np.array_equal(plain.measures["violent_acts"], later.measures["violent_acts"])


@pytest.mark.proof
def test_days_before_the_first_turn_have_luck_of_their_own() -> None:
    """The last of them is round -1, the one before it round -2: no turn of the future has that number."""
    it, some = staged(Clock(1)), jnp.arange(4, dtype=jnp.uint32)
    luck, game = Luck.of(seed_words(3), some, some), it.game
    dials, world = game.dials.columns(some.astype(jnp.int32)), take(it.opening, some.astype(jnp.int32))
    rest = at_rest(game.board, dials)
    block = Block(game.board, dials, rest, game.measure_arrays, game.holds, game.orders, Clock(1, lead=2), "quantal")
    led = morning(block, world, luck)
    world = hatch(block, world, luck)
    for number in (2**32 - 2, 2**32 - 1):
        world, _, _ = play(game.board, dials, world, rest, luck.uniforms(game.board, np.uint32(number)), 1.0)
    for one, other in zip(jax.tree.leaves(led), jax.tree.leaves(world), strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-5)


@pytest.mark.proof
def test_a_future_of_weeks_can_be_read_off_its_acts() -> None:
    """First days, windows and the answers in kind count days, not rounds."""
    clock = Clock(WEEKS, 7)
    chunk, names, day = played(clock), staged(clock).game.names, clock.day()[:, None]
    rung = np.where(chunk.option >= 0, names.rung[chunk.option], NOTHING)
    side = np.array([names.side[names.actors[a]] for a in names.actor])
    mine = (chunk.option >= 0) & (side[chunk.option] == "borduria")
    violent = (mine & (rung >= 5)).any(axis=1)
    first = np.where(violent.any(axis=0), np.where(violent, day, 10_000).min(axis=0), np.nan)
    np.testing.assert_array_equal(chunk.measures["first_violent_answer_day"], first)
    np.testing.assert_array_equal(chunk.measures["violent_answer_30d_prob"], (violent & (day <= 30)).any(axis=0))
    np.testing.assert_array_equal(chunk.peak, clock.by_turn(rung.max(axis=1).astype(np.int8)))
    np.testing.assert_array_equal(chunk.measures["answered_in_kind_share"], in_kind(chunk, clock))


def in_kind(chunk: Chunk, clock: Clock) -> np.ndarray:
    """The share of violent rounds that were answered as high, within the rounds of thirty days, one by one."""
    names, window = staged(clock).game.names, round(ANSWER_DAYS / clock.span)
    across = {
        side: np.array(
            [
                (names.side[names.actors[a]], names.side[names.actors[t]]) == (side, other)
                for a, t in zip(names.actor, names.target, strict=True)
            ]
        )
        for side, other in (("aland", "borduria"), ("borduria", "aland"))
    }
    top = {
        s: np.where((chunk.option >= 0) & m[chunk.option], names.rung[chunk.option], NOTHING).max(axis=1)
        for s, m in across.items()
    }
    one, other = top.values()
    asked, met = np.zeros(RUNS), np.zeros(RUNS)
    for mine, theirs in ((one, other), (other, one)):
        for t in range(clock.rounds - window):
            hit = mine[t] >= 5
            asked += hit
            met += hit & (theirs[t + 1 : t + 1 + window].max(axis=0) >= mine[t])
    return np.where(asked > 0, met / np.maximum(asked, 1), np.nan).astype(np.float32)


@pytest.mark.proof
def test_why_somebody_acted_is_told_by_the_day_of_the_round() -> None:
    clock = Clock(WEEKS, 7)
    chunk, names = played(clock), staged(clock).game.names
    run = int((chunk.option >= 0).sum(axis=(0, 1)).argmax())
    reasons = explain(staged(clock), 3, run % 8, run // 8)
    acts: dict[tuple[int, str], Any] = {
        (int(clock.day()[t]), names.actors[a]): names.options[chunk.option[t, a, run]]
        for t, a in zip(*np.nonzero(chunk.option[..., run] >= 0), strict=True)
    }
    assert {key: reason.option for key, reason in reasons.items()} == acts
    assert all(0 < reason.prob <= 1 and 0 < reason.act_prob <= 1 for reason in reasons.values())
    assert np.isfinite(log_likelihood(staged(clock), 3, run % 8, run // 8))
