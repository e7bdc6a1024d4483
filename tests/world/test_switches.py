"""A system that is switched off is deaf: none of its dials, nor of the case's that it reads, moves a future."""

import re
from functools import cache

import numpy as np
import pytest

from offramp.compile import compile_game
from offramp.engine import BLOCK, Chunk, stage
from offramp.ensemble.design import draws
from offramp.game import Draws
from offramp.scenario import Scenario, apply, load
from offramp.world import SYSTEMS
from tests.cases.build import futures_of

from .paired import same
from .roles import TWO_NEIGHBOURS

# The dials of the case that speak through one system alone.
READS = {
    "ladder": r"actors\..*\.(resolve|conciliation)|moves\..*\.cost",
    "reciprocity": r"moves\..*\.(provokes|satisfies)",
    "rules": r"ties\..*~.*\.(ceiling|doubt)",
    "proxies": r"ties\..*>.*",
    "leaders": r"leaders\..*",
    "deterrence": r"ties\..*\.seen_resolve\..*",
    "opportunity": r"arenas\..*\.exposure|plots\..*",
    "fronts": r"arenas\..*\.(open|reach\..*)",
    "human-cost": r"moves\..*\.harm\..*",
    "audiences": r"actors\..*\.(factions\..*|approval)",
    "mediation": r"ties\..*\.quality",
    "consent": r"moves\..*\.(needs|consent)\..*",
    "dominance": r"actors\..*\.(might|capability\..*|tolerance)",
    "nuclear": r"actors\..*\.programme\..*",
    "world-order": r"actors\..*\.standing",
}
ALL = [system.id for system in SYSTEMS if not system.unread]
CHEAP = {"world.ladder.give_cost": 0.2, "world.ladder.effort": 0.1}
DRAWS, BLOCKS = 16, 6
LOOKS = (1, BLOCKS)  # what is heard in one block need not be looked for in all


@cache
def futures(off: str = "", moved: str = "", blocks: int = BLOCKS) -> Chunk:
    """Futures with everything on, or a system off; all quantities at their draws, or some moved to those of others."""
    scenario = apply(struck(), {f"world.{off}.on": False} if off else {})
    values = dict(draws(scenario, 1, DRAWS).values)
    for path, quantity in struck().quantities():
        if moved and re.fullmatch(moved, path):
            luck = np.random.default_rng(len(path)).uniform(0.3, 0.7, DRAWS)
            values[path] = quantity.at(luck) if quantity.is_range else values[path] * luck
    staged = stage(compile_game(scenario, Draws(values, 1)))
    return futures_of(staged, np.arange(blocks * BLOCK) % DRAWS, np.arange(blocks * BLOCK))


@cache
def struck() -> Scenario:
    """The case in which the commander was killed by a method that a norm forbids; every system is on.

    Peace is cheap in it, so that offers of a settlement are made and answered.
    """
    scenario = apply(load(TWO_NEIGHBOURS), {**{f"world.{system}.on": True for system in ALL}, **CHEAP})
    killed = {key: e.model_copy(update={"move": "targeted-killing"}) for key, e in scenario.record.items() if e.loses}
    return scenario.model_copy(update={"record": {**scenario.record, **killed}})


def test_dials_are_listed_of_systems_that_there_are() -> None:
    assert READS.keys() <= set(ALL)


@pytest.mark.parametrize("system", ALL)
def test_off_is_deaf_to_its_dials(system: str) -> None:
    moved = rf"world\.{system}\..*|{READS.get(system, '')}"
    heard = any(not same(futures("", moved, blocks), futures("", "", blocks)) for blocks in LOOKS)
    left = not same(futures(system, moved), futures(system))
    assert heard, "its dials do nothing even with the system on"
    assert not left, f"with {system} off its dials still move futures"
