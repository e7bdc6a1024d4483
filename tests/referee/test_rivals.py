"""The benchmarks' rivals play the engine's game: NumPy run by run, Mesa in distribution and option by option."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pytest

from benchmarks import agree, mesa_between, numpy_aftermath, numpy_runs_last
from benchmarks.mesa_between import Relation
from benchmarks.mesa_party import Party
from benchmarks.mesa_rival import Crisis
from benchmarks.mesa_soil import Guest, Programme
from benchmarks.numpy_case import Acts, Array, Numbers, State
from offramp.engine import BLOCK, Stage, rollout, stage
from offramp.ensemble.design import draws
from offramp.game import compile_game
from offramp.scenario import load
from tests.referee.test_referee import DRAWS, MAY_DIFFER, SEED, TWO, staged

pytestmark = pytest.mark.proof
# 20 measures and |z| <= 4: a right rival fails by luck once in 800 changes of the rules, and never without one.
FAR, MEASURES = 4.0, 20
NEAR = 1e-3  # of a unit of utility, between float32 and float64 after months
# What hardly ever happens, made common, or a rival could have it wrong unseen: mistakes, exits, votes, worn norms.
COMMON = {
    "world.misperception.mishap": "0.05",
    "world.mediation.trickle": "0.7",
    "world.mediation.bar": "0.1",
    "world.mediation.exit_pull": "20..25",
    "world.host-politics.limit": "0.9..0.99",
    "world.host-politics.push": "20",
    "world.world-order.wear": "0.5",
    "world.world-order.licence": "3",
}


@lru_cache
def eventful(case: str) -> Stage:
    """A case in which what is rare is common, with its opening state for some draws."""
    scenario = load(case, COMMON)
    return stage(compile_game(scenario, draws(scenario, 1, DRAWS)))


@pytest.mark.parametrize("case", [TWO, "baghdad-2020"], ids=["two-neighbours", "baghdad-2020"])
def test_numpy_plays_the_same_futures(case: str) -> None:
    assert differing(staged(case)) <= max(1, MAY_DIFFER * BLOCK)


def test_numpy_plays_the_same_futures_where_more_happens() -> None:
    assert differing(eventful("baghdad-2020")) <= max(1, MAY_DIFFER * BLOCK)


@pytest.mark.parametrize(
    "name", ["stress", "tilt", "demand", "presence", "open", "pact", "shock", "losses", "gear", "norm"]
)
def test_a_numpy_rival_with_other_rules_is_seen(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    rules = numpy_aftermath.politics

    def forgetful(n: Numbers, s: State, a: Acts) -> dict[str, Array]:
        after = rules(n, s, a)
        return {**after, name: 0.97 * after[name]}

    monkeypatch.setattr(numpy_aftermath, "politics", forgetful)
    assert differing(eventful("baghdad-2020")) > max(1, MAY_DIFFER * BLOCK)


def differing(stage: Stage) -> int:
    """How many futures of a block the NumPy rival plays otherwise than the engine."""
    draw, run = np.arange(BLOCK) % DRAWS, np.arange(BLOCK) // DRAWS
    ours, theirs = (play(stage, SEED, draw, run) for play in (numpy_runs_last.rollout, rollout))
    same = np.ones(BLOCK, bool)
    for name in ("option", "deaths", "ordered", "peak"):
        equal = getattr(ours, name) == getattr(theirs, name)
        same &= equal.reshape(-1, BLOCK).all(axis=0)
    for name, values in ours.measures.items():
        same &= np.isclose(values, theirs.measures[name], rtol=1e-5, equal_nan=True)
    return int((~same).sum())


def test_mesa_agrees_in_distribution() -> None:
    z = agree.z_scores(eventful(TWO), draws=4, runs=150)
    assert len(z) >= MEASURES
    assert {name: score for name, score in z.items() if abs(score) > FAR} == {}


def test_a_mesa_rival_with_other_rules_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mesa_between, "owed", lambda debt: 0.95)
    z = agree.z_scores(staged(TWO), draws=4, runs=100)
    assert max(map(abs, z.values())) > FAR


@pytest.mark.parametrize("case", [TWO, "baghdad-2020"], ids=["two-neighbours", "baghdad-2020"])
def test_options_are_worth_the_same_to_mesa(case: str) -> None:
    assert agree.worth(eventful(case), SEED, 4).max() < NEAR


RULES = [
    (Relation, "reckon"),
    (Relation, "answer_for"),
    (Relation, "obey"),
    (Guest, "remember"),
    (Programme, "remember"),
    (Party, "reflect"),
    (Party, "guard"),
    (Crisis, "warm"),
    (Crisis, "wear"),
]


@pytest.mark.parametrize(("part", "rule"), RULES, ids=[f"{part.__name__}.{rule}" for part, rule in RULES])
def test_a_mesa_rival_without_a_rule_is_seen(part: type, rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(part, rule, lambda self, *given: None)
    assert agree.worth(eventful("baghdad-2020"), SEED, 4).max() > 10 * NEAR
