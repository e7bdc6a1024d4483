"""Scores against known answers, what makes them proper, and reliability with its numbers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from offramp.analysis.scores import brier, crps_of_quantiles, crps_of_samples, log_score, reliability, rps

chances = st.lists(st.floats(0.01, 1), min_size=3, max_size=5).map(lambda each: np.array(each) / sum(each))


def test_known_answers() -> None:
    assert brier([0.2, 0.2], [1, 0]) == pytest.approx([0.64, 0.04])
    assert rps(np.array([[0.1, 0.2, 0.3, 0.4]]), [2]) == pytest.approx([0.26 / 3])
    assert rps(np.array([[0.8, 0.2]]), [1]) == pytest.approx(brier([0.2], [1]))
    assert log_score(np.array([[0.25, 0.75]]), [0]) == pytest.approx([np.log(4)])
    assert crps_of_quantiles(np.array([[1.0, 2.0, 3.0]]), [2], [0.25, 0.5, 0.75]) == pytest.approx([1 / 3])
    assert crps_of_samples(np.array([[0.0, 1.0, 2.0]]), [1]) == pytest.approx([2 / 3 - 4 / 3 / 2])


def test_never_is_never_quite_never() -> None:
    sure = np.array([[0.0, 1.0]])
    assert log_score(sure, [0]) == pytest.approx([-np.log(0.001 / 1.001)])
    assert sure.tolist() == [[0.0, 1.0]]


@given(chances, chances)
def test_nobody_gains_by_saying_what_he_does_not_believe(believed: np.ndarray, said: np.ndarray) -> None:
    """The expected score of what is believed is the best there is."""
    if len(believed) != len(said):
        return
    classes = np.arange(len(believed))
    for score in (rps, log_score):
        honest, other = (believed @ score(np.tile(each, (len(classes), 1)), classes) for each in (believed, said))
        assert honest <= other + 1e-9


@given(st.lists(st.floats(-50, 50), min_size=4, max_size=12), st.floats(-50, 50))
def test_samples_and_quantiles_agree_where_there_are_many(runs: list[float], came: float) -> None:
    many = np.repeat(np.sort(runs), 100)[None]
    levels = (np.arange(200) + 0.5) / 200
    direct, by_quantiles = (
        crps_of_samples(many, [came]),
        crps_of_quantiles(np.quantile(many, levels, axis=1).T, [came], levels),
    )
    assert direct == pytest.approx(by_quantiles, abs=0.01 * (max(*runs, came) - min(*runs, came)) + 1e-6)


def test_the_number_of_futures_does_not_tilt_the_score() -> None:
    """Of normal futures, few or many, the mean score is that of the normal distribution itself."""
    luck = np.random.default_rng(3)
    truth = luck.normal(size=4_000)
    few, many = (crps_of_samples(luck.normal(size=(4_000, n)), truth).mean() for n in (3, 60))
    assert few == pytest.approx(1 / np.sqrt(np.pi), abs=0.03) and many == pytest.approx(few, abs=0.03)


def test_reliability_has_its_numbers() -> None:
    p = np.r_[np.full(50, 0.1), np.full(10, 0.75), 0.0, 1.0]
    y = np.r_[np.ones(5), np.zeros(45), np.ones(9), 0.0, 0.0, 1.0]
    found = reliability(p, y)
    assert [(each.low, each.high, each.n) for each in found] == [
        (0, 0.05, 1),
        (0.05, 0.1, 50),
        (0.6, 0.8, 10),
        (0.8, 1, 1),
    ]
    assert found[1].observed == pytest.approx(0.1) and found[1].interval[0] < 0.1 < found[1].interval[1]
    assert found[2].forecast == pytest.approx(0.75) and found[2].observed == pytest.approx(0.9)
    assert sum(each.n for each in found) == len(p)
