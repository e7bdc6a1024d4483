"""Replaying a record and stopping gives the state of a run that is forced through the same events, field by field."""

from functools import cache

import jax
import numpy as np
import pytest

from offramp.compile import compile_game
from offramp.engine.choice import at_rest
from offramp.engine.record import forced, opening, steps
from offramp.ensemble.design import draws
from offramp.game import Game
from offramp.scenario import load
from offramp.scenario.asof import as_of

DAY, AFTER = "2020-01-09", 6  # days after the case's start


@cache
def game(day: str) -> Game:
    case = as_of(load("baghdad-2020"), day)
    return compile_game(case, draws(case, 3, 4))


@cache
def fields() -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Every field of the state as of the day: replayed, and played on by force from the case's own start."""
    early, late = game("2020-01-03"), game(DAY)
    told = steps(late.script, len(late.names.arenas))
    world = opening(early)
    rest = at_rest(late.board, late.dials)
    step = jax.jit(lambda world, now: forced(late.board, late.dials, world, now, rest))
    for s in range(len(early.script.days), len(late.script.days)):
        world = step(world, {name: part[s] for name, part in told.items()})
    there, here = (jax.tree_util.tree_leaves_with_path(each) for each in (opening(late), world))
    return {
        jax.tree_util.keystr(path): (np.asarray(x), np.asarray(y))
        for (path, x), (_, y) in zip(there, here, strict=True)
    }


def test_the_days_between_are_the_steps_between() -> None:
    early, late = game("2020-01-03").script, game(DAY).script
    np.testing.assert_array_equal(late.move[: len(early.move)], early.move)
    assert late.days[len(early.days) :].sum() == AFTER
    assert (late.move[len(early.move) :] >= 0).sum() == 12


def test_a_later_start_is_the_case_forced_through_what_happened() -> None:
    assert len(fields()) > 15
    for name, (replayed, played) in fields().items():
        np.testing.assert_allclose(replayed, played, rtol=2e-5, atol=1e-6, err_msg=name)


@pytest.mark.parametrize(
    ("system", "field"),
    [("reciprocity", "debt"), ("deterrence", "belief"), ("rules", "doubt"), ("opportunity", "exposure")],
)
def test_what_happened_moved_the_state(system: str, field: str) -> None:
    """The check above could fail: the two days differ."""
    replayed = fields()[f".slices['{system}'].{field}"][0]
    assert not np.allclose(replayed, getattr(opening(game("2020-01-03"))[system], field), rtol=1e-2)
