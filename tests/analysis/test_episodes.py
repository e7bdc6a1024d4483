"""Means by case and by episode, and intervals that know how many independent episodes there are."""

from __future__ import annotations

import numpy as np
import pytest

from offramp.analysis.episodes import Episodes


def test_by_case_and_by_episode() -> None:
    cases = Episodes(["b", "b", "b", "a"])
    score = np.array([1.0, 1.0, 1.0, 5.0])
    assert cases.mean(score, cases.weights("case")).value == 2
    assert cases.mean(score, cases.weights("episode")).value == 3
    assert cases.n == 2 and cases.code.tolist() == [0, 0, 0, 1]
    assert np.ptp(cases.mean(np.ones(4), cases.weights("case")).resampled) == 0  # however often each episode is drawn


def test_copies_of_a_case_do_not_make_it_surer() -> None:
    luck = np.random.default_rng(0)
    values, names = luck.normal(size=40), np.arange(40)
    once, often = Episodes(names), Episodes(np.repeat(names, 25))
    narrow = once.mean(values, once.weights("case")).interval
    copied = often.mean(np.repeat(values, 25), often.weights("case")).interval
    assert copied == pytest.approx(narrow)
    rows = Episodes(np.arange(1_000))
    wrong = rows.mean(np.repeat(values, 25), rows.weights("case")).interval
    assert wrong[1] - wrong[0] < 0.4 * (narrow[1] - narrow[0])


def test_intervals_cover() -> None:
    """Of 200 data sets with episodes of their own mean, about 95 in 100 intervals hold the truth."""
    luck, held = np.random.default_rng(5), 0
    for _ in range(200):
        size = luck.integers(1, 6, 60)
        own = np.repeat(luck.normal(size=60), size)
        cases = Episodes(np.repeat(np.arange(60), size), draws=400)
        low, high = cases.mean(own + luck.normal(size=len(own)), cases.weights("episode")).interval
        held += low <= 0 <= high
    assert 180 <= held <= 199


def test_the_same_seed_draws_the_same_episodes() -> None:
    first, again, other = (
        Episodes(list("abcab"), seed=1),
        Episodes(list("abcab"), seed=1),
        Episodes(list("abcab"), seed=2),
    )
    assert first.times.tolist() == again.times.tolist()
    assert first.times.tolist() != other.times.tolist()
