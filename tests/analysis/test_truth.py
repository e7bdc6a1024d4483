"""Known answers: in how many draws a proposition is true, though a few futures of each show it through luck."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from offramp.analysis.truth import Bound, Proposition, chance, luck, share_true

RNG = np.random.default_rng(11)
DRAWS, RUNS = 400, 16


def came(share: np.ndarray, runs: int = RUNS) -> np.ndarray:
    return (RNG.random((len(share), runs)) < share[:, None]).astype(float)


def noisy(own: np.ndarray, sd: float) -> np.ndarray:
    return own[:, None] + RNG.normal(0, sd, (len(own), RUNS))


def said(values: np.ndarray, holds: str, statistic: str = "mean") -> list[Proposition]:
    return [Proposition.of(values, statistic, Bound.read(holds))]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "met"), [(">= 2", [0, 1, 1]), ("> 2", [0, 0, 1]), ("<= 2", [1, 1, 0]), ("<2", [1, 0, 0])]
)
def test_a_comparison_is_read_as_it_is_written(text: str, met: list[int]) -> None:
    assert Bound.read(text).met(np.array([1.0, 2.0, 3.0])).tolist() == [bool(each) for each in met]


def test_luck_is_not_taken_for_draws_that_differ() -> None:
    """Every draw has the same share: of the draws' own shares a fifth are on the wrong side, by luck alone."""
    values = came(np.full(DRAWS, 0.2))
    assert 0.1 < (values.mean(1) > 0.25).mean() < 0.35
    assert share_true(said(values, "> 0.25")) == pytest.approx(0, abs=0.03)
    assert share_true(said(values, "< 0.25")) == pytest.approx(1, abs=0.03)


@pytest.mark.parametrize(("a", "b", "bound"), [(2, 2, 0.5), (2, 60, 0.02), (8, 4, 0.5), (30, 2, 0.9)])
def test_the_share_of_draws_is_found_where_they_differ(a: float, b: float, bound: float) -> None:
    own = RNG.beta(a, b, 4 * DRAWS)
    assert share_true(said(came(own), f"> {bound}")) == pytest.approx((own > bound).mean(), abs=0.1)


def test_a_long_tail_is_no_doubt_about_the_sign() -> None:
    """Effects above zero in every draw, a few of them large; the noise of a draw is that of the effects."""
    own = RNG.lognormal(-3, 1, DRAWS)
    assert share_true(said(noisy(own, own.std()), "> 0")) > 0.9


@pytest.mark.parametrize(("ratio", "right"), [(0.6, 1.0), (1.4, 0.0)])
def test_a_rare_thing_made_rarer_is_so_in_nearly_all_draws(ratio: float, right: float) -> None:
    """Most draws have not seen it once in either world: that is no doubt about the sign, but luck."""
    own = np.minimum(RNG.lognormal(-3.3, 1, 2 * DRAWS), 0.6)
    values = came(own) - came(np.minimum(ratio * own, 0.9))
    assert (values.any(axis=1)).mean() < 0.9
    assert share_true(said(values, "> 0")) == pytest.approx(right, abs=0.2)


def test_a_common_mean_that_luck_leaves_open_is_left_open() -> None:
    values = RNG.normal(0, 1, (DRAWS, RUNS))
    shifted = values - values.mean() + 0.5 / np.sqrt(values.size)  # half a standard error above
    assert share_true(said(shifted, "> 0")) == pytest.approx(0.69, abs=0.12)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_two_kinds_of_draws_are_counted(share: float) -> None:
    own = np.where(np.arange(DRAWS) < share * DRAWS, 0.5, -0.5)
    assert share_true(said(noisy(own, 1.0), "> 0")) == pytest.approx(share, abs=0.04)


def test_a_median_is_where_half_the_futures_are() -> None:
    values = np.array([[1.0, 2, 3, 3], [0, 1, 1, 5]] * 40)
    found = chance(said(values, ">= 2", "median"))
    assert (found[::2] > 0.5).all() and (found[1::2] < 0.5).all()


def test_what_is_nothing_at_all_is_neither_above_nor_below() -> None:
    zero = np.zeros((8, 4))
    assert [share_true(said(zero, holds)) for holds in ("> 0", "< 0", ">= 0", "<= 0")] == [0, 0, 1, 1]


def test_draws_that_count_more_count_more() -> None:
    own = np.where(np.arange(DRAWS) < DRAWS / 2, 1.0, -1.0)
    assert share_true(said(noisy(own, 0.5), "> 0"), np.where(own > 0, 3.0, 1.0)) == pytest.approx(0.75, abs=0.03)


def test_an_empty_draw_is_as_likely_as_the_others() -> None:
    for values in (came(np.full(DRAWS, 0.9)), noisy(np.full(DRAWS, 1.0), 1.0)):
        values[::2] = np.nan
        assert chance(said(values, "> 0.3"))[0] > 0.95
        assert said(values, "> 0.3")[0].alone()[0] == pytest.approx(0.5, abs=0.05)


def test_all_tests_of_a_claim_have_to_be_true() -> None:
    own = np.where(np.arange(DRAWS) < DRAWS / 2, 0.9, 0.1)
    one, other = said(came(own), "> 0.5"), said(came(own[::-1]), "> 0.5")
    assert share_true([*one, *other]) == pytest.approx(0, abs=0.03)
    assert share_true([*one, *one]) == pytest.approx(0.5, abs=0.05)


def test_luck_has_the_width_that_other_draws_would_show() -> None:
    found = []
    for _ in range(60):
        values = came(RNG.beta(2, 2, 100))
        found.append(share_true(said(values, "> 0.5")))
    tests = said(values, "> 0.5")
    low, high = luck(lambda w: share_true(tests, w), np.ones(100))
    assert high - low == pytest.approx(2 * 1.645 * np.std(found), rel=0.35)


def test_a_draw_played_twice_is_one_draw_for_luck() -> None:
    values = came(RNG.beta(2, 2, 100))
    once, twice = said(values, "> 0.5"), said(np.concatenate([values, values]), "> 0.5")
    low, high = luck(lambda w: share_true(once, w), np.ones(100))
    again = luck(lambda w: share_true(twice, w), np.ones(200), np.arange(200) % 100)
    assert again == pytest.approx((low, high), abs=0.06)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**31), st.floats(0.05, 0.95), st.booleans())
def test_a_claim_and_its_opposite_share_the_draws(seed: int, bound: float, shares: bool) -> None:
    rng = np.random.default_rng(seed)
    values = (rng.random((30, 5)) < rng.random((30, 1))).astype(float) if shares else rng.normal(bound, 1, (30, 5))
    above, below = (share_true(said(values, f"{sign} {bound:.6f}")) for sign in "><")
    assert above + below == pytest.approx(1, abs=1e-6) and 0 <= above <= 1
