"""A course is kept in every future on its own days, and what no course touches stays as it is."""

from typing import Any

import numpy as np
import pytest

from offramp.compile import compile_game
from offramp.engine import BLOCK, Chunk, rollout, stage
from offramp.ensemble.design import draws
from offramp.game.commands.course import NEVER, Course
from offramp.scenario import Scenario
from offramp.study.shared.padding import padded
from tests.engine.test_orders import DAYS, DRAW, DRAWS, RUN, case, options, order, plain, with_orders
from tests.world.paired import same

THREAT = "a/threat/b/-"


def course(day: Any, until: Any = 0, move: str = THREAT) -> Course:
    """One step, in the middle of three."""
    days = np.full((3, BLOCK), NEVER)
    days[1] = day
    return Course(0, np.full((3, BLOCK), options().index(move)), days, np.zeros(BLOCK) + until)


def play(steered: Course, scenario: Scenario | None = None, n: int = BLOCK) -> Chunk:
    """By default beside orders that never fall due, so that all are played by one compiled program."""
    world = scenario or padded(case())
    game = compile_game(world, draws(world, 1, DRAWS))
    return rollout(stage(game), 3, DRAW[:n], RUN[:n], course=steered.of(slice(n)))


@pytest.mark.proof
def test_a_course_without_a_step_changes_no_byte() -> None:
    assert same(play(course(NEVER)), plain()) and same(play(course(NEVER), case()), plain())


def test_each_future_has_its_own_day() -> None:
    days = np.arange(BLOCK) % DAYS + 1
    chunk, at = play(course(days)), np.arange(BLOCK)
    assert (chunk.option[days - 1, 0, at] == options().index(THREAT)).all()
    before = np.arange(DAYS)[:, None] < days - 1
    assert (chunk.option[:, 0] == plain().option[:, 0])[before].all()  # until its day nothing is touched
    assert not same(chunk, plain())


def test_it_holds_still_until_its_day_but_for_its_steps() -> None:
    until = np.arange(BLOCK) % DAYS
    own = play(course(3, until)).option[:, 0]
    held = (np.arange(DAYS)[:, None] < until) & (np.arange(DAYS)[:, None] != 2)
    assert (own[held] == -1).all() and (own[2] == options().index(THREAT)).all()
    assert (own[~held] >= 0).any() and (plain().option[:, 0][held] >= 0).any()  # later it acts, and else it would have
    assert (play(course(3, until)).option[:, 1] >= 0).any()  # nobody else is held


def test_the_orders_of_the_case_stand_beside_it() -> None:
    chunk = play(course(4, DAYS), with_orders(order(6, move="statement"), order(4, actor="b")))
    assert (chunk.option[3] == [[options().index(THREAT)], [options().index("b/threat/a/-")]]).all()
    assert (chunk.option[5, 0] == options().index("a/statement/b/-")).all()
    assert (np.delete(chunk.option[:, 0], [3, 5], axis=0) == -1).all()


def test_a_future_does_not_depend_on_what_is_beside_it() -> None:
    days = np.arange(BLOCK) % DAYS + 1
    some, every = play(course(days, 9), n=10), play(course(days, 9))
    assert np.array_equal(some.option, every.option[..., :10])
    assert all(np.array_equal(some.measures[m], every.measures[m][:10], equal_nan=True) for m in some.measures)
