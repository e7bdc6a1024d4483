"""Planted hinges: the right dial among hundreds, its threshold within a tenth, and nothing where there is nothing."""

from collections.abc import Callable

import numpy as np
import pytest

from offramp.analysis.discovery import Box, Side, discover, narrow
from offramp.analysis.truth import Bound, Proposition

DRAWS, DIALS, RUNS = 512, 300, 16
Dials = dict[str, np.ndarray]


def dials(seed: int) -> Dials:
    """Hundreds of dials in units of their own."""
    rng = np.random.default_rng(seed)
    return {f"d{i}": (rng.permutation(DRAWS) + 0.5) / DRAWS * 10 ** (i % 3) for i in range(DIALS)}


def chance(share: np.ndarray, holds: str = "> 0.5", seed: int = 1) -> np.ndarray:
    """How likely each draw has it, from a few futures of it."""
    came = (np.random.default_rng(seed).random((DRAWS, RUNS)) < share[:, None]).astype(float)
    return Proposition.of(came, "probability", Bound.read(holds)).alone()


STEP: Callable[[np.ndarray], np.ndarray] = lambda at: np.where(at, 0.8, 0.2)  # noqa: E731


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("above", [True, False])
def test_a_planted_threshold_is_found_within_a_tenth(seed: int, above: bool) -> None:
    x = dials(seed)
    (best, *_) = discover(chance(STEP((x["d4"] > 6) == above), seed=seed), x)
    (side,) = best.sides
    assert side.dial == "d4" and (side.above == above) == best.true
    assert side.threshold == pytest.approx(6, rel=0.1) and side.range[0] <= 6.05 and side.range[1] >= 5.95


@pytest.mark.parametrize("seed", range(4))
def test_a_gradual_dial_has_its_threshold_where_it_becomes_more_likely_than_not(seed: int) -> None:
    """The share climbs with the dial and with two others; where it passes the bound is the threshold."""
    x = dials(seed)
    share = np.clip(0.1 * x["d4"] - 0.1 + 0.2 * (x["d6"] - 0.5) + 0.2 * (x["d9"] - 0.5), 0, 1)
    (best, *_) = discover(chance(share, seed=seed), x)
    assert best.sides[0].dial == "d4" and best.sides[0].threshold == pytest.approx(6, rel=0.1)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("both", [True, False])
def test_two_planted_thresholds_are_found_within_a_tenth(seed: int, both: bool) -> None:
    x = dials(seed)
    one, other = x["d4"] > 4, x["d6"] <= 0.5
    (best, *_) = discover(chance(STEP(one & other if both else one | ~other), seed=seed), x, sides=2)
    found = {side.dial: side for side in best.sides}
    assert best.true == both and found.keys() == {"d4", "d6"}
    assert found["d4"].threshold == pytest.approx(4, rel=0.1) and found["d6"].threshold == pytest.approx(0.5, rel=0.1)


def test_a_band_of_one_dial_is_found() -> None:
    x = dials(3)
    (best, *_) = discover(chance(STEP((x["d4"] > 3) & (x["d4"] <= 6))), x, sides=2)
    assert {side.dial for side in best.sides} == {"d4"} and best.true
    assert sorted(side.threshold for side in best.sides) == pytest.approx([3, 6], rel=0.1)


def test_draws_that_count_for_nothing_are_not_heard() -> None:
    x, weights = dials(5), np.ones(DRAWS)
    weights[DRAWS // 2 :] = 1e-6
    lies = np.where(np.arange(DRAWS) < DRAWS // 2, x["d4"] > 6, x["d5"] > 20)
    (best, *_) = discover(chance(STEP(lies)), x, weights)
    assert best.sides[0].dial == "d4"


def test_what_is_true_everywhere_has_no_threshold() -> None:
    x = dials(6)
    assert discover(np.full(DRAWS, 0.9), x) == [] == discover(np.full(DRAWS, 0.9), x, sides=2)


def test_what_never_becomes_more_likely_than_not_is_cut_where_it_parts_most() -> None:
    x = dials(6)
    (best, *_) = discover(chance(np.where(x["d4"] > 6, 0.45, 0.25)), x)
    (side,) = best.sides
    assert side.dial == "d4" and side.threshold == pytest.approx(6, rel=0.15) and side.range == (side.threshold,) * 2


def test_a_box_and_its_sides() -> None:
    side = Side("d", True, 0.5, (0.4, 0.6))
    x = {"d": np.array([0.4, 0.5, 0.6]), "e": np.array([1.0, 2.0, 3.0])}
    assert side.met(x).tolist() == [False, False, True] and side.other.met(x).tolist() == [True, True, False]
    assert Box((side.other, Side("e", True, 1.5, (1, 2))), True).met(x).tolist() == [False, True, False]


def test_a_region_is_narrowed_down_to_where_a_thing_is() -> None:
    x = dials(7)
    share = np.where((x["d4"] > 7) & (x["d6"] > 0.6), 0.9, 0.02)
    sides = narrow(chance(share), x)
    found = {side.dial: side.threshold for side in sides[:2] if side.above}
    assert found == {"d4": pytest.approx(7, rel=0.1), "d6": pytest.approx(0.6, rel=0.1)}
    assert narrow(np.full(DRAWS, 0.5), x) == []
