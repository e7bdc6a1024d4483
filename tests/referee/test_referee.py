"""The engine and the referee play the same futures from the same luck: every act, death and measure must agree."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from offramp.engine import BLOCK, Chunk, Stage, rollout, stage
from offramp.ensemble.design import draws
from offramp.game import compile_game
from offramp.scenario import load
from tests.referee import referee
from tests.referee.future import Future, at_rest, measures, play
from tests.referee.referee import Case, Turn, opening

TWO = str(Path(__file__).parents[1] / "cases" / "two-neighbours.yaml")
SEED, DRAWS = 7, 8
# Rounding may turn a close call in float32. What share of futures may differ, and how close a call must have been.
MAY_DIFFER, CLOSE = 0.005, 2e-5


SYSTEMS = ("ladder", "reciprocity", "rules", "proxies", "leaders", "deterrence", "opportunity", "fronts", "human-cost")


@lru_cache
def staged(case: str, off: str = "") -> Stage:
    """Return a case with its opening state for some draws, perhaps with a system switched off."""
    scenario = load(case, {f"world.{off}.on": "off"} if off else {})
    return stage(compile_game(scenario, draws(scenario, scenario, 1, DRAWS)))


def differences(staged: Stage, each: int) -> tuple[int, list[str]]:
    """Count the futures on which engine and referee differ, and tell those differences that were no close call."""
    differ, unexplained = 0, []
    assert each <= BLOCK
    for draw in range(DRAWS):
        chunk = rollout(staged, SEED, np.full(each, draw), np.arange(each))
        c = Case(staged.game, draw)
        opened, rest = opening(c), at_rest(c)
        for run in range(each):
            future = play(c, opened, SEED, draw, run, rest)
            found = difference(c, future, chunk, run)
            differ += found is not None
            if found and min(future.close[: found[0]]) > CLOSE:
                unexplained.append(f"draw {draw}, run {run}, day {found[0]}: {found[1]}")
    return differ, unexplained


def difference(c: Case, future: Future, chunk: Chunk, run: int) -> tuple[int, str] | None:
    """Return the day and the words of the first difference; measures count on the last day."""
    for day, acts in enumerate(future.turns, 1):
        ours = [(a.actor, a.option, a.military, a.civilian, a.ordered) for a in acts]
        option, deaths = chunk.option[day - 1, :, run], chunk.deaths[day - 1, :, :, run]
        theirs = [(i, option[i], *deaths[i], chunk.ordered[day - 1, i, run]) for i in np.flatnonzero(option >= 0)]
        if ours != theirs:
            return day, f"acts {ours} by the referee, {theirs} by the engine"
        if max((a.rung for a in acts), default=-9) != chunk.peak[day - 1, run]:
            return day, f"peak {chunk.peak[day - 1, run]} by the engine"
    for name, value in measures(c, future).items():
        if not np.isclose(value, chunk.measures[name][run], rtol=1e-6, atol=0, equal_nan=True):
            return len(future.turns), f"{name} is {value} by the referee, {chunk.measures[name][run]} by the engine"
    return None


@pytest.mark.slow
@pytest.mark.parametrize(("case", "each"), [(TWO, 40), ("baghdad-2020", 25)], ids=["two-neighbours", "baghdad-2020"])
def test_every_future_is_the_same(case: str, each: int) -> None:
    differ, unexplained = differences(staged(case), each)
    assert unexplained == []
    assert differ <= MAY_DIFFER * each * DRAWS


@pytest.mark.slow
@pytest.mark.parametrize("system", SYSTEMS)
def test_switched_off_they_agree_too(system: str) -> None:
    differ, unexplained = differences(staged(TWO, system), 3)
    assert unexplained == []
    assert differ <= 1


def slices(world: Any) -> dict[str, np.ndarray]:
    """Name every array of the engine's state."""
    return {name: np.asarray(x) for part in vars(world).values() for name, x in vars(part).items()}


@pytest.mark.parametrize("case", [TWO, "baghdad-2020"])
def test_the_record_earns_the_same_state(case: str) -> None:
    theirs = slices(staged(case).opening)
    for draw in range(DRAWS):
        ours = vars(opening(Case(staged(case).game, draw)))
        assert ours.keys() == theirs.keys()
        for name, value in ours.items():
            np.testing.assert_allclose(theirs[name][..., draw], value, rtol=1e-4, atol=1e-6, err_msg=name)


def forgetful(rule: Callable[..., dict[str, Any]], name: str) -> Callable[..., dict[str, Any]]:
    """Break a rule: it gives one thing a little wrong."""

    def broken(c: Case, s: SimpleNamespace, t: Turn) -> dict[str, Any]:
        after = rule(c, s, t)
        return {**after, name: 0.97 * after[name]}

    return broken


@pytest.mark.slow
@pytest.mark.parametrize(
    ("rule", "name"), [("momentum", "fast"), ("ledger", "debt"), ("limits", "ceiling"), ("orders", "control"),
                       ("beliefs", "belief"), ("heat", "heat")],
)  # fmt: skip
def test_a_broken_rule_is_seen(rule: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(referee, rule, forgetful(getattr(referee, rule), name))
    differ, unexplained = differences(staged(TWO), 6)
    assert differ > MAY_DIFFER * 6 * DRAWS
    assert unexplained
