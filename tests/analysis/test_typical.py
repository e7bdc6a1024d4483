"""The typical futures are in the middle of their groups; the worst plausible one is bad, not the worst."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from offramp.analysis import groups, medoids, standardise, worst_plausible


def test_medoids_find_the_groups_and_the_largest_comes_first() -> None:
    rng = np.random.default_rng(1)
    groups = [rng.normal(at, 0.1, (size, 2)) for at, size in ((0, 50), (5, 100), (-5, 20))]
    found = medoids(np.concatenate(groups))
    assert [int(np.searchsorted([50, 150], at, "right")) for at in found] == [1, 0, 2]


def test_each_stands_for_the_share_of_its_group() -> None:
    points = np.repeat([[0.0], [5.0], [-5.0]], [10, 6, 4], axis=0)
    assert groups(points) == [(0, 0.5), (10, 0.3), (16, 0.2)]


def test_medoids_are_the_same_each_time_and_few_futures_are_enough() -> None:
    points = np.random.default_rng(2).normal(size=(200, 4))
    assert medoids(points) == medoids(points.copy())
    assert medoids(points[:1]) == [0]
    assert sorted(medoids(points[:2])) == [0, 1]
    assert len(medoids(np.zeros((50, 2)))) == 3


@given(st.integers(1, 4000))
def test_the_worst_plausible_lies_between_95_and_99_in_100(n: int) -> None:
    deaths = np.random.default_rng(n).permutation(n).astype(float)
    rank = deaths[worst_plausible(deaths, np.zeros(n))]
    assert n < 40 or 0.95 <= rank / n <= 0.99


def test_ties_are_settled_by_the_next_column_then_by_order() -> None:
    same = np.zeros(4)
    assert worst_plausible(same, np.array([0.0, 3.0, 1.0, 2.0]), share=0.9) == 1
    assert worst_plausible(same, same, share=0.5) == 2


def test_a_constant_column_says_nothing() -> None:
    points = standardise(np.array([[1.0, 7.0], [3.0, 7.0]]))
    assert points.tolist() == [[-1.0, 0.0], [1.0, 0.0]]
