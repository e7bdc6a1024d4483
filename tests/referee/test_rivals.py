"""The benchmarks' rivals play the engine's game: NumPy run by run, Mesa in distribution."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks import agree, mesa_rival, numpy_runs_last
from offramp.engine import BLOCK, rollout
from tests.referee.test_referee import DRAWS, MAY_DIFFER, SEED, TWO, staged

# 20 measures and |z| <= 4: a right rival fails by luck once in 800 changes of the rules, and never without one.
FAR, MEASURES = 4.0, 20


@pytest.mark.slow
@pytest.mark.parametrize("case", [TWO, "baghdad-2020"], ids=["two-neighbours", "baghdad-2020"])
def test_numpy_plays_the_same_futures(case: str) -> None:
    draw, run = np.arange(BLOCK) % DRAWS, np.arange(BLOCK) // DRAWS
    ours, theirs = (play(staged(case), SEED, draw, run) for play in (numpy_runs_last.rollout, rollout))
    same = np.ones(BLOCK, bool)
    for name in ("option", "deaths", "ordered", "peak"):
        equal = getattr(ours, name) == getattr(theirs, name)
        same &= equal.reshape(-1, BLOCK).all(axis=0)
    for name, values in theirs.measures.items():
        same &= np.isclose(ours.measures[name], values, rtol=1e-5, equal_nan=True)
    assert (~same).sum() <= max(1, MAY_DIFFER * BLOCK)


@pytest.mark.slow
def test_mesa_agrees_in_distribution() -> None:
    z = agree.z_scores(staged(TWO), draws=4, runs=250)
    assert len(z) >= MEASURES
    assert {name: score for name, score in z.items() if abs(score) > FAR} == {}


@pytest.mark.slow
def test_a_mesa_rival_with_other_rules_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mesa_rival, "owed", lambda debt: 0.95)
    z = agree.z_scores(staged(TWO), draws=4, runs=100)
    assert max(map(abs, z.values())) > FAR
