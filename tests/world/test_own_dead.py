"""Who kills an American is answered with force, who misses is not: attacks forced into futures of the shipped case."""

from __future__ import annotations

from functools import lru_cache

import jax.numpy as jnp
import numpy as np
import pytest
from numpy.typing import NDArray

from offramp.compile import compile_game
from offramp.engine import BLOCK, Forced, Position, Stage, begin, stage
from offramp.ensemble.design import draws
from offramp.scenario import load

pytestmark = pytest.mark.proof

HOLDER, FORCE, QUIET, SOON = "united-states", 6, 14, 14  # from which rung; days before without, and days to answer
ATTACK = "kataib-hezbollah/rocket-attack/united-states/iraq"
DAYS, BLOCKS, DRAWS = (20, 40), 3, 64


@lru_cache
def baghdad() -> Stage:
    case = load("baghdad-2020")
    return stage(compile_game(case, draws(case, seed=7, k=DRAWS)))


def forceful(position: Position, first: int, last: int) -> NDArray[np.bool_]:
    """In which futures the holder used force in these rounds."""
    names = baghdad().game.names
    assert position.rounds is not None
    option = np.asarray(position.rounds.option)[first:last, names.actors.index(HOLDER)]
    found: NDArray[np.bool_] = ((option >= 0) & (names.rung[option] >= FORCE)).any(axis=0)
    return found


def bereaved(position: Position, first: int, last: int) -> NDArray[np.bool_]:
    """In which futures an act on the holder killed somebody in these rounds."""
    names = baghdad().game.names
    assert position.rounds is not None
    option, deaths = (np.asarray(x)[first:last] for x in (position.rounds.option, position.rounds.deaths))
    on_holder = np.array([each.split("/")[2] == HOLDER for each in names.options])
    found: NDArray[np.bool_] = ((option >= 0) & on_holder[option] & (deaths.sum(axis=2) > 0)).any(axis=(0, 1))
    return found


def attack(dead: int) -> Forced:
    """One attack on Americans that kills so many soldiers."""
    names = baghdad().game.names
    shape, doer = (len(names.actors), BLOCK), names.actors.index(ATTACK.split("/")[0])
    bound, deaths = np.zeros(shape, bool), np.zeros((2, *shape), np.float32)
    bound[doer], deaths[0, doer] = True, dead
    option = np.full(shape, names.options.index(ATTACK), np.uint32)
    return Forced(jnp.asarray(bound), jnp.asarray(bound), jnp.asarray(option), jnp.asarray(deaths))


@lru_cache
def answered(dead: int) -> float:
    """The share of attacks, after two quiet weeks, that the holder answers with force within as long."""
    quiet = came = 0
    for block in range(BLOCKS):
        column = np.arange(BLOCK)
        position = begin(baghdad(), 7, column % DRAWS, 10 * block + column // DRAWS)
        for day in DAYS:
            position = position.play(day)
            calm = ~(forceful(position, day - QUIET, day) | bereaved(position, day - QUIET, day))
            later = position.force(attack(dead)).play(day + 1 + SOON)
            quiet += calm.sum()
            came += (forceful(later, day + 1, day + 1 + SOON) & calm).sum()
    print(f"{dead} dead: {came} of {quiet} attacks answered")
    return float(came / quiet)


def test_an_american_who_is_killed_is_answered_with_force() -> None:
    assert answered(1) >= 0.6


def test_a_miss_is_let_pass() -> None:
    assert answered(0) <= 0.3


def test_many_dead_are_answered_no_less_than_one() -> None:
    assert answered(200) >= answered(1) - 0.05
