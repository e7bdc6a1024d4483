"""A system that is switched off is deaf: none of its dials, nor of the case's that it reads, moves a future."""

import re

import numpy as np
import pytest

from offramp.engine import BLOCK, Chunk, stage
from offramp.ensemble.design import draws
from offramp.game import Draws, compile_game
from offramp.scenario import apply, load
from tests.cases.build import futures_of

from .laws import TWO_NEIGHBOURS
from .paired import same

# The dials that speak through one system alone.
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
}
DRAWS = 16


def futures(system: str, off: bool, moved: str = "") -> Chunk:
    """A block with all the system's quantities at their draws, or moved to those of other draws."""
    unset = load(TWO_NEIGHBOURS)
    scenario = apply(unset, {f"world.{system}.on": not off})
    values = dict(draws(unset, scenario, 1, DRAWS).values)
    for path, quantity in unset.quantities():
        if moved and re.fullmatch(moved, path):
            luck = np.random.default_rng(len(path)).uniform(0.3, 0.7, DRAWS)
            values[path] = quantity.at(luck) if quantity.is_range else values[path] * luck
    staged = stage(compile_game(scenario, Draws(values, 1)))
    return futures_of(staged, np.arange(BLOCK) % DRAWS, np.arange(BLOCK))


@pytest.mark.parametrize("system", READS)
def test_off_is_deaf_to_its_dials(system: str) -> None:
    moved = rf"world\.{system}\..*|{READS[system]}"
    heard = not same(futures(system, off=False, moved=moved), futures(system, off=False))
    left = not same(futures(system, off=True, moved=moved), futures(system, off=True))
    assert heard, "its dials do nothing even with the system on"
    assert not left, f"with {system} off its dials still move futures"
