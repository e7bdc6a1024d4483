"""Draws: the first ones do not depend on how many follow, setting one dial moves no other, margins are as stated."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from offramp.ensemble.design import draws, layout, points
from offramp.errors import RunError
from offramp.game import Draws
from offramp.scenario import load
from offramp.scenario.sets import apply

CASE = load(Path(__file__).parents[1] / "cases" / "two-neighbours.yaml")
DIALS = sorted(CASE.dials())


def drawn(k: int, seed: int = 1, sets: Mapping[str, str] | None = None) -> Draws:
    return draws(apply(CASE, sets or {}), seed, k)


def columns(found: Draws) -> np.ndarray:
    return np.array([found.values[path] for path in DIALS])


@given(st.integers(1, 200), st.integers(1, 200), st.integers(0, 2**32))
def test_the_first_draws_do_not_depend_on_how_many_follow(k: int, more: int, seed: int) -> None:
    few, many = columns(drawn(k, seed)), columns(drawn(k + more, seed))
    assert np.array_equal(few, many[:, :k])


@given(st.sampled_from(DIALS), st.integers(0, 2**32))
def test_setting_a_dial_moves_no_other(path: str, seed: int) -> None:
    value = repr(CASE.dials()[path].middle())
    free, pinned = drawn(32, seed), drawn(32, seed, {path: value})
    assert np.ptp(pinned.values[path]) == 0
    assert all(np.array_equal(free.values[p], pinned.values[p]) for p in free.values if p != path)


def test_a_narrower_range_keeps_its_place_in_the_sequence() -> None:
    path = "actors.aland.tempo"
    free, narrow = drawn(64), drawn(64, sets={path: "0.08..0.12"})
    assert np.array_equal(free.values[path].argsort(), narrow.values[path].argsort())
    assert np.ptp(narrow.values[path]) < np.ptp(free.values[path])


def test_a_known_quantity_made_uncertain_moves_no_other() -> None:
    path = "ties.aland~borduria.seen_resolve.borduria"
    assert path not in DIALS
    free, loose = drawn(64), drawn(64, sets={path: "0.2..0.6"})
    assert np.ptp(free.values[path]) == 0 < np.ptp(loose.values[path])
    assert np.array_equal(columns(free), columns(loose))


@pytest.mark.parametrize("path", DIALS)
def test_margins_are_as_stated(path: str) -> None:
    quantity = CASE.dials()[path]
    found = drawn(1024).values[path]
    expected = quantity.at(np.array([0.05, 0.5, 0.95]))
    low, middle, high = np.quantile(found, (0.05, 0.5, 0.95))
    width = expected[2] - expected[0]
    assert [low, middle, high] == pytest.approx(expected, abs=0.02 * width)
    if quantity.shape == "interval":
        assert (expected[0], expected[2]) == pytest.approx((quantity.low, quantity.high))
    assert len(np.unique(found)) == 1024 and np.isfinite(found).all()


def test_every_quantity_is_drawn_and_known_ones_are_constant() -> None:
    found = drawn(8).values
    assert sorted(found) == [path for path, _ in CASE.quantities()]
    for path, quantity in CASE.quantities():
        if not quantity.is_range:
            assert (found[path] == quantity.low).all()


def test_seeds_differ() -> None:
    assert not np.array_equal(columns(drawn(16, 1)), columns(drawn(16, 2)))


@pytest.mark.parametrize("k", [64, 256])
def test_dials_are_no_more_alike_than_chance_would_have_it(k: int) -> None:
    """Among so many dials some pairs share a leading digit; on the whole they are as independent as random ones."""
    ranks = columns(drawn(k)).argsort(1).argsort(1)
    alike = np.corrcoef(ranks)[np.triu_indices(len(DIALS), 1)]
    assert (alike**2).mean() < 1.5 / k
    assert abs(alike.mean()) < 0.1 / np.sqrt(k)


def test_no_two_of_hundreds_of_dials_go_together() -> None:
    """As those of a Sobol' sequence of so many dimensions do, of which a search for what matters mixes up the pairs."""
    case = load("baghdad-2020")
    found = np.array(list(points(case, 1, 1024).values()))
    assert np.abs(np.corrcoef(found)[np.triu_indices(len(found), 1)]).max() < 0.2


@pytest.mark.parametrize("k", [1, 2, 64, 512])
@settings(max_examples=5)
@given(seed=st.integers(0, 2**63))
def test_as_many_equal_cells_as_draws_have_one_each(k: int, seed: int) -> None:
    for found in points(CASE, seed, k).values():
        assert sorted(np.floor(found * k)) == list(range(k))
        assert found.min() > 0 and found.max() < 1


def test_taking_a_dial_away_moves_no_other() -> None:
    whole, less = points(CASE, 1, 16), points(apply(CASE, {DIALS[0]: "0.1"}), 1, 16)
    assert whole.keys() - less.keys() == {DIALS[0]}
    assert all(np.array_equal(whole[path], less[path]) for path in less)


@given(st.integers(1, 10**6), st.integers(1, 10**4))
def test_runs_are_rounded_up_to_a_multiple_of_the_draws(runs: int, k: int) -> None:
    each, total = layout(runs, k)
    assert total == each * k and runs <= total < runs + k


@pytest.mark.parametrize(("runs", "k"), [(0, 4), (10, 0), (-5, 4)])
def test_no_futures_is_an_error(runs: int, k: int) -> None:
    with pytest.raises(RunError, match="at least 1"):
        layout(runs, k)
