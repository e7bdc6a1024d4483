"""What is compiled ahead is what is played: one program, whoever comes first."""

import numpy as np
import pytest

from offramp.compile import compile_game
from offramp.engine import precompile, rollout, stage
from offramp.engine.clock import Clock
from offramp.engine.loops import whole
from offramp.engine.precompile import ahead
from offramp.game.xla.device import devices
from offramp.scenario import load
from tests.cases.build import at_medians
from tests.world.laws import TWO_NEIGHBOURS


def test_it_is_compiled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """For this process it is new: what it has compiled is forgotten, and lies on disk where another test made it."""
    monkeypatch.setattr(precompile, "_begun", set())
    whole.clear_cache()
    scenario = load(TWO_NEIGHBOURS)
    game, clock, device = compile_game(scenario, at_medians(scenario)), Clock(scenario.days), devices()[0]
    before = whole._cache_size()
    for _ in range(2):
        ahead(game, "quantal", clock, device)
    for run in range(2):
        rollout(stage(game, "quantal", clock), 1, np.zeros(1, np.int64), np.array([run]), device)
    assert whole._cache_size() == before + 1
