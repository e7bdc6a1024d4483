"""Under `prior: joint` a draw takes one row of the posterior: margins hold, and what is set draws the rest to it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from offramp.ensemble.design import draws, points
from offramp.ensemble.posterior_rows import NEAR
from offramp.scenario import Scenario, load
from offramp.scenario.reading.defaults import library_quantity
from offramp.scenario.reading.joint import columns, group, places
from offramp.scenario.scenario import LEARNS
from offramp.scenario.sets import apply, replaced

NEIGHBOURS = load(Path(__file__).parents[1] / "cases" / "two-neighbours.yaml")
DEBT = "world.reciprocity.debt_half_life"  # which that case sets itself
FITTED = replaced(NEIGHBOURS, DEBT, library_quantity(NEIGHBOURS, DEBT, "days"))
JOINT = apply(FITTED, {"prior": "joint"})
FREE = group(JOINT).free
FAST, SLOW = "world.reciprocity.own_fast", "world.reciprocity.own_slow"
ROWS = len(places())


def taken(case: Scenario, k: int, seed: int = 1) -> np.ndarray:
    """The row of each draw, found again by the places of the dials that took it."""
    found = points(case, seed, k)
    free = group(case).free
    rows = places()[:, [columns().index(path) for path in free]]
    mine = np.stack([found[path] for path in free], axis=1)
    assert all((rows == each).all(axis=1).sum() == 1 for each in mine)
    return np.array([np.flatnonzero((rows == each).all(axis=1))[0] for each in mine])


def with_sets(**sets: str) -> Scenario:
    return apply(JOINT, {f"world.reciprocity.{name}": value for name, value in sets.items()})


def correlation(values: Mapping[str, np.ndarray], one: str, other: str) -> float:
    return float(np.corrcoef(values[one], values[other])[0, 1])


def test_all_that_was_fitted_is_drawn_together_where_the_case_has_it() -> None:
    assert tuple(path for path in columns() if path.split(".")[1] not in LEARNS) == FREE
    learning = group(apply(FITTED, {"prior": "joint"} | {f"world.{name}.on": "true" for name in LEARNS}))
    assert learning.free == columns() and learning.dials == columns()


@given(st.integers(1, 200), st.integers(1, 200), st.integers(0, 2**32), st.sampled_from(["", "1.0", "0.9..1.1"]))
def test_the_first_draws_do_not_depend_on_how_many_follow(k: int, more: int, seed: int, own: str) -> None:
    case = with_sets(own_fast=own) if own else JOINT
    few, many = draws(case, seed, k).values, draws(case, seed, k + more).values
    assert all(np.array_equal(few[path], many[path][:k]) for path in few)


@given(st.integers(0, 2**32))
def test_as_many_draws_as_rows_take_each_once_and_few_are_spread_over_them(seed: int) -> None:
    assert sorted(taken(JOINT, ROWS, seed)) == list(range(ROWS))
    assert sorted(taken(JOINT, 64, seed) // (ROWS // 64)) == list(range(64))


@pytest.mark.parametrize("path", FREE)
def test_margins_are_those_of_the_posterior(path: str) -> None:
    found, quantity = np.sort(draws(JOINT, 1, ROWS).values[path]), JOINT.dials()[path]
    np.testing.assert_allclose(found, quantity.at((np.arange(ROWS) + 0.5) / ROWS))


def test_dials_go_together_as_in_the_posterior() -> None:
    """Fast momentum stands against slow: alone they do not know of each other."""
    assert correlation(draws(JOINT, 3, ROWS).values, FAST, SLOW) == pytest.approx(-0.44, abs=0.03)
    assert correlation(draws(JOINT, 3, 64).values, FAST, SLOW) < -0.25
    assert abs(correlation(draws(FITTED, 3, ROWS).values, FAST, SLOW)) < 0.15


@given(st.integers(0, 2**32))
def test_no_other_dial_moves(seed: int) -> None:
    alone, together = points(FITTED, seed, 32), points(JOINT, seed, 32)
    assert alone.keys() == together.keys()
    assert {path for path in alone if not np.array_equal(alone[path], together[path])} == set(FREE)
    assert group(FITTED).free == group(FITTED).dials == ()


def test_what_is_set_stays_and_the_others_take_rows_near_it() -> None:
    case, rows = with_sets(own_fast="1.05"), places()
    at = columns().index(FAST)
    assert np.ptp(draws(case, 1, 64).values[FAST]) == 0
    mine = taken(case, 64)
    assert len(set(mine)) == NEAR  # each of the nearest, twice
    inside = np.sort(rows[:, at].argsort().argsort()[mine])
    assert np.ptp(inside) == NEAR - 1  # neighbours in the order of that dial
    high, low = draws(case, 1, 64).values[SLOW].mean(), draws(with_sets(own_fast="0.4"), 1, 64).values[SLOW].mean()
    assert high < draws(JOINT, 1, 64).values[SLOW].mean() < low


def test_a_range_of_its_own_is_followed_draw_by_draw() -> None:
    case = with_sets(own_fast="0.5..0.9")
    found = draws(case, 1, 256).values
    assert np.array_equal(found[FAST], draws(with_sets(own_fast="0.5..0.9", own_slow="0"), 1, 256).values[FAST])
    shown = places()[taken(case, 256), columns().index(FAST)]
    own = group(case).own[FAST]
    assert np.abs(own.half_widths(own.at(shown)) - own.half_widths(found[FAST])).max() < 0.35
    assert group(case).dials == columns()[: len(FREE)]  # what is followed moves with those that follow


def test_beyond_all_rows_those_at_the_edge_are_taken() -> None:
    assert set(taken(with_sets(own_fast="9"), 64)) == set(taken(with_sets(own_fast="99"), 64))
    assert np.isin(places()[:, columns().index(FAST)].argsort()[-NEAR:], taken(with_sets(own_fast="0"), 64)).sum() == 0


def test_with_all_set_nothing_is_left_to_take() -> None:
    case = apply(JOINT, {path: "1" if path.endswith("own_slow") else "0.5" for path in FREE})
    assert group(case).free == group(case).dials == ()
    assert points(case, 1, 8).keys() == JOINT.dials().keys() - set(FREE)


def test_a_dial_of_another_kind_moves_no_row() -> None:
    assert np.array_equal(taken(JOINT, 64), taken(apply(JOINT, {"world.deterrence.fear": "1"}), 64))


def test_how_they_are_drawn_is_said() -> None:
    assert group(FITTED).says == ""
    assert group(JOINT).says == "18 dials of the world take one row of the fit's posterior in each draw."
    says = group(with_sets(own_fast="1", silence="0.2")).says
    assert says.startswith("16 dials of the world take") and says.endswith(f"set of {FAST}, {FAST[:-8]}silence.")
