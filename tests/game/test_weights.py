"""The base measure of options: it sums to one, and look-alikes share."""

from collections import defaultdict

import numpy as np
import pytest

from offramp.game.weights import look, nest_weights, option_weights
from offramp.scenario import Scenario, feasible, load
from tests.world.laws import TWO_NEIGHBOURS

from .twins import TWIN, with_arena_twice, with_move_twice


def nests(scenario: Scenario) -> list[tuple[str, str]]:
    return list(dict.fromkeys((actor, move) for actor, move, _, _ in feasible(scenario)))


def by(keys, weights) -> dict:
    total: dict = defaultdict(float)
    for key, weight in zip(keys, weights, strict=True):
        total[key] += weight
    return total


@pytest.mark.parametrize("case", [TWO_NEIGHBOURS, "baghdad-2020"])
def test_weights_sum_to_one_and_every_rung_counts_the_same(case: str) -> None:
    scenario = load(case)
    pairs, options = nests(scenario), feasible(scenario)
    outer, inner = nest_weights(scenario, pairs), option_weights(scenario, options)
    np.testing.assert_allclose(list(by([a for a, _ in pairs], outer).values()), 1)
    np.testing.assert_allclose(list(by([o[:2] for o in options], inner).values()), 1)
    rungs = by([(a, scenario.moves[m].rung) for a, m in pairs], outer)
    for actor in {a for a, _ in pairs}:
        mine = [weight for (a, _), weight in rungs.items() if a == actor]
        np.testing.assert_allclose(mine, 1 / len(mine))


def test_a_duplicated_move_shares_its_weight() -> None:
    one = load(TWO_NEIGHBOURS)
    two = with_move_twice(one, "limited-strike")
    before, after = (dict(zip(nests(s), nest_weights(s, nests(s)), strict=True)) for s in (one, two))
    for (actor, move), weight in before.items():
        halved = move == "limited-strike"
        assert after[actor, move] == pytest.approx(weight / 2 if halved else weight)
        if halved:
            assert after[actor, move + TWIN] == pytest.approx(weight / 2)


def test_a_duplicated_arena_shares_its_weight() -> None:
    one = load(TWO_NEIGHBOURS)
    two = with_arena_twice(one, "pass")
    before, after = (dict(zip(feasible(s), option_weights(s, feasible(s)), strict=True)) for s in (one, two))
    for option, weight in before.items():
        assert after[option] == pytest.approx(weight / 2 if option[3] == "pass" else weight)


def test_looks_are_blind_for_names_and_see_content() -> None:
    moves = load(TWO_NEIGHBOURS).moves
    strike = moves["limited-strike"]
    assert look(strike) == look(strike.model_copy(update={"name": "another", "tells": "{actor} hit {target}"}))
    assert look(strike) != look(strike.model_copy(update={"aim": "economy"}))
    assert look(strike) != look(moves["rocket-attack"])
