"""Shapley shares: known games, efficiency to the last digit, symmetry, and players that do nothing."""

from collections.abc import Callable
from itertools import chain, combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from offramp.analysis.shapley import Coalition, by_chance, coalitions, shares, steps

GLOVES = ("left", "right", "other-right")


def gloves(coalition: Coalition) -> float:
    """One left glove and two right ones: a pair is worth 1."""
    return float("left" in coalition and len(coalition) > 1)


def valued(players: tuple[str, ...], worth: Callable[[Coalition], float], **how: int) -> dict[str, float]:
    plan = steps(players, **how)
    return {who: float(x) for who, x in shares(plan, {c: np.array(worth(c)) for c in coalitions(plan)}).items()}


def test_the_glove_game() -> None:
    found = valued(GLOVES, gloves)
    assert found == pytest.approx({"left": 2 / 3, "right": 1 / 6, "other-right": 1 / 6})


def test_all_coalitions_are_valued_once_nobody_and_everybody_first() -> None:
    found = coalitions(steps(GLOVES))
    every = chain.from_iterable(combinations(GLOVES, n) for n in range(4))
    assert len(found) == 8 and {frozenset(each) for each in every} == set(found)
    assert found[:2] == [frozenset(), frozenset(GLOVES)]


worths = st.dictionaries(st.integers(0, 2**7 - 1), st.floats(-100, 100), max_size=30)


@given(worths, st.integers(1, 7), st.integers(0, 99))
def test_shares_add_up_and_who_does_nothing_has_nothing(worth: dict[int, float], n: int, seed: int) -> None:
    """Also over sampled orders: the last player is in no coalition's worth."""
    players = tuple(f"p{at}" for at in range(n + 1))

    def value(coalition: Coalition) -> float:
        return worth.get(sum(2**at for at in range(n) if players[at] in coalition), 0.0)

    full, none = frozenset(players), frozenset[str]()
    for how in ({"exact": 9}, {"exact": 0, "pairs": 2, "seed": seed}):
        found = valued(players, value, **how)
        assert sum(found.values()) == pytest.approx(value(full) - value(none), abs=1e-9)
        assert found[players[-1]] == 0


def test_a_pair_of_orders_is_exact_where_players_act_in_twos() -> None:
    players = tuple("abcdefgh")
    luck = np.random.default_rng(3)
    alone = dict(zip(players, luck.normal(size=8), strict=True))
    twos = {frozenset(two): luck.normal() for two in combinations(players, 2)}

    def value(coalition: Coalition) -> float:
        return sum(alone[who] for who in coalition) + sum(x for two, x in twos.items() if two <= coalition)

    right = {who: alone[who] + sum(x for two, x in twos.items() if who in two) / 2 for who in players}
    assert valued(players, value, exact=0, pairs=1) == pytest.approx(right)
    plan = steps(players, exact=0, pairs=3)
    assert max(by_chance(plan, {c: value(c) for c in coalitions(plan)}).values()) == pytest.approx(0, abs=1e-9)


def test_what_orders_leave_to_chance_is_said() -> None:
    """Three players act together only: a sampled share is right within what is said."""
    players = tuple("abcdefg")

    def value(coalition: Coalition) -> float:
        return float(frozenset("abc") <= coalition)

    plan = steps(players, exact=0, pairs=64, seed=2)
    found, error = (
        valued(players, value, exact=0, pairs=64, seed=2),
        by_chance(plan, {c: value(c) for c in coalitions(plan)}),
    )
    assert 0.01 < error["a"] < 0.06 and found["a"] == pytest.approx(1 / 3, abs=3 * error["a"])
    assert found["g"] == 0 == error["g"] and set(
        by_chance(steps(GLOVES), dict.fromkeys(coalitions(steps(GLOVES)), 1.0)).values()
    ) == {0}
