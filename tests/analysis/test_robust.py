"""Known answers: how many draws an effect helps in, and what pairing is worth."""

import numpy as np
import pytest

from offramp.analysis.robust import narrower, share_above

RNG = np.random.default_rng(5)
DRAWS, RUNS = 200, 60


def noisy(own: np.ndarray, luck: float = 1.0) -> np.ndarray:
    return own[:, None] + RNG.normal(0, luck, (len(own), RUNS))


def test_luck_is_not_taken_for_draws_that_differ() -> None:
    """An effect of a tenth in every draw: of the draws' own means, a fifth are below zero by luck alone."""
    x = noisy(np.full(DRAWS, 0.1))
    assert 0.15 < (x.mean(axis=1) < 0).mean() < 0.3
    assert share_above(x) == pytest.approx(1, abs=0.01) and share_above(-x) == pytest.approx(0, abs=0.01)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_draws_that_differ_are_counted(share: float) -> None:
    own = np.where(np.arange(DRAWS) < share * DRAWS, 0.4, -0.4)
    assert share_above(noisy(own)) == pytest.approx(share, abs=0.04)


def test_draws_that_count_more_count_more() -> None:
    own = np.where(np.arange(DRAWS) < DRAWS / 2, 1.0, -1.0)
    assert share_above(noisy(own), np.where(own > 0, 3.0, 1.0)) == pytest.approx(0.75, abs=0.03)


def test_what_does_nothing_helps_in_no_draw() -> None:
    assert share_above(np.zeros((8, 4))) == 0.0 == share_above(np.full((8, 4), np.nan))
    assert share_above(np.ones((8, 4))) == 1.0
    assert share_above(np.ones((1, 4))) is None is share_above(np.ones((4, 1)))


def test_draws_in_which_nothing_differs_say_nothing() -> None:
    x = noisy(np.full(DRAWS, 0.5))
    x[::2] = 0
    assert share_above(x) == pytest.approx(1, abs=0.01)


def test_empty_pairs_count_for_nothing() -> None:
    x = noisy(np.where(np.arange(DRAWS) < 50, 1.0, -1.0))
    x[:, ::3] = np.nan
    assert share_above(x) == pytest.approx(0.25, abs=0.03)


def test_pairs_that_share_most_of_their_luck_are_narrower_by_what_they_share() -> None:
    shared, rest = RNG.normal(size=(2, DRAWS, RUNS))
    one, other = shared, shared + 0.5 * rest
    assert narrower(one, other) == pytest.approx(np.sqrt(2.25 / 0.25), rel=0.03)
    assert narrower(shared, rest) == pytest.approx(1, rel=0.03)
    assert narrower(one, one) is None
