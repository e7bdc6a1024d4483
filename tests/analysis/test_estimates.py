"""Known answers: binomial and beta-binomial futures whose truth is known, and intervals that cover it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import beta, binom

from offramp.analysis import Estimate, estimate, structured
from offramp.analysis.estimates import narrowed, shrink, widened, within

SIMULATIONS = 400
FALSE_FAILURE = 1e-6  # chance that a test of coverage fails though the interval keeps its word


def least_covered(nominal: float) -> int:
    """How many of the simulations must be covered at least."""
    return int(binom.ppf(FALSE_FAILURE, SIMULATIONS, nominal))


def covered(span: tuple[float, float] | None, truth: float) -> bool:
    assert span is not None
    return span[0] <= truth <= span[1]


def test_the_estimate_is_the_mean() -> None:
    found = estimate(np.array([[0.0, 1.0], [1.0, 1.0]]), "probability")
    assert found.estimate == 0.75
    assert found.structure is None


def test_luck_of_one_draw_is_the_textbook_interval() -> None:
    values = np.random.default_rng(1).normal(5, 2, (1, 10_000))
    low, high = estimate(values).luck or (0, 0)
    half = 1.645 * values.std(ddof=1) / 100
    assert (high - low) / 2 == pytest.approx(half, rel=1e-3)
    assert (high + low) / 2 == pytest.approx(values.mean())


def test_nothing_in_twenty_thousand_is_not_never() -> None:
    none = estimate(np.zeros((64, 313)), "probability").luck
    every = estimate(np.ones((64, 313)), "probability").luck
    assert none is not None and every is not None
    assert none[0] == 0 and 5e-5 < none[1] < 3e-4  # the rule of three says 1.5e-4
    assert every[1] == 1 and every[0] == pytest.approx(1 - none[1])


@pytest.mark.parametrize("p", [0.002, 0.07, 0.5, 0.93])
def test_luck_covers_the_probability(p: float) -> None:
    rng = np.random.default_rng(2)
    hits = sum(covered(estimate(rng.random((20, 50)) < p, "probability").luck, p) for _ in range(SIMULATIONS))
    assert hits >= least_covered(0.88)  # Jeffreys' interval dips below 0.9 here and there


def test_luck_covers_the_mean_of_these_draws_and_ignores_how_they_differ() -> None:
    rng = np.random.default_rng(3)
    hits, widths = 0, []
    for _ in range(SIMULATIONS):
        p = rng.beta(0.4, 1.6, (30, 1))
        found = estimate(rng.random((30, 100)) < p, "probability")
        hits += covered(found.luck, float(p.mean()))
        assert found.luck is not None
        widths.append(found.luck[1] - found.luck[0])
    assert least_covered(0.88) <= hits
    naive = 2 * 1.645 * np.sqrt(0.2 * 0.8 / 3000)
    assert np.mean(widths) < 0.9 * naive  # what draws differ in is not luck


@pytest.mark.parametrize("statistic", ["mean", "median"])
def test_luck_covers_with_empty_futures(statistic: str) -> None:
    rng = np.random.default_rng(4)
    truth = 10.0 if statistic == "mean" else 10 * np.log(2)
    hits = 0
    for _ in range(SIMULATIONS):
        values = rng.exponential(10, (25, 80))
        values[rng.random(values.shape) < 0.4] = np.nan
        hits += covered(estimate(values, statistic).luck, truth)  # type: ignore[arg-type]
    assert hits >= least_covered(0.88)


def test_assumptions_find_the_spread_between_draws_without_the_luck() -> None:
    rng = np.random.default_rng(5)
    a, b, runs = 2, 18, 40
    spans = np.array(
        [estimate(rng.random((200, runs)) < rng.beta(a, b, (200, 1)), "probability").assumptions for _ in range(100)]
    )
    low, high = spans.mean(0)
    truth = beta.ppf((0.05, 0.95), a, b)
    raw = np.array(
        [np.quantile((rng.random((200, runs)) < rng.beta(a, b, (200, 1))).mean(1), (0.05, 0.95)) for _ in range(100)]
    ).mean(0)
    assert high - low == pytest.approx(truth[1] - truth[0], rel=0.1)
    assert raw[1] - raw[0] > 1.15 * (truth[1] - truth[0])  # luck included


def test_draws_that_do_not_differ_have_no_spread() -> None:
    rng = np.random.default_rng(6)
    widths = []
    for _ in range(100):
        found = estimate(rng.random((64, 300)) < 0.3, "probability").assumptions
        assert found is not None
        widths.append(found[1] - found[0])
    assert np.median(widths) < 0.02  # the draws' own means spread over 0.087


def test_shrunk_draws_have_the_variance_that_is_left() -> None:
    own = np.random.default_rng(7).normal(0, 3, 50)
    assert shrink(own, 4.0, 1.0).var(ddof=1) == pytest.approx(own.var(ddof=1) - 4)
    assert set(shrink(own, 400.0, 1.0)) == {1.0}


def test_one_run_a_draw_is_all_called_luck() -> None:
    values = np.random.default_rng(8).normal(0, 1, (500, 1))
    found = estimate(values)
    assert found.assumptions is None
    assert found.luck is not None
    assert found.luck[1] - found.luck[0] == pytest.approx(2 * 1.645 / np.sqrt(500), rel=0.1)
    assert estimate(values.T).assumptions is None


def test_within_is_never_denied() -> None:
    agreeing = np.repeat([[0.0], [1.0]], 3, axis=1)
    assert within(agreeing) > 0
    noise = np.random.default_rng(9).normal(0, 2, (400, 5))
    assert within(noise) == pytest.approx(4, rel=0.1)


def test_no_future_has_it() -> None:
    assert estimate(np.full((3, 4), np.nan), "median") == Estimate(None, None, None)


def test_a_draw_without_any_is_left_out() -> None:
    values = np.array([[1.0, 3.0], [np.nan, np.nan], [2.0, np.nan]])
    assert estimate(values).estimate == 2
    assert estimate(values, "median").estimate == 2


def test_the_median_of_days_is_a_day_between_its_bounds() -> None:
    days = np.random.default_rng(10).geometric(0.2, (64, 100)).astype(float)
    found = estimate(days, "median")
    assert found.estimate is not None and found.luck is not None and found.assumptions is not None
    assert found.luck[0] <= found.estimate <= found.luck[1]
    assert all(bound == int(bound) for bound in found.luck)


def test_without_a_spread_the_range_is_the_estimate_itself() -> None:
    rng = np.random.default_rng(11)
    values = rng.normal(0, 1, (10, 50))
    values[3, 5:] = np.nan  # a draw of few values does not pull the range away
    found = estimate(values)
    assert found.assumptions is not None and found.estimate is not None
    assert found.assumptions[0] <= found.estimate <= found.assumptions[1]


def weighed(statistic: str) -> tuple[Estimate, Estimate]:
    """An ensemble with weights 1, 2 and 3, and one in which draws stand once, twice and three times instead."""
    rng = np.random.default_rng(4)
    values = (rng.random((240, 60)) < rng.uniform(0.1, 0.9, (240, 1))).astype(float)
    if statistic != "probability":
        values += rng.normal(0, 0.3, values.shape)
        values[:, ::7] = np.nan
    weights = np.tile([1.0, 2.0, 3.0], 80)
    return (
        estimate(values, statistic, weights),  # type: ignore[arg-type]
        estimate(np.repeat(values, weights.astype(int), axis=0), statistic),  # type: ignore[arg-type]
    )


@pytest.mark.parametrize("statistic", ["probability", "mean", "median"])
def test_a_draw_of_weight_two_counts_as_two(statistic: str) -> None:
    found, twins = weighed(statistic)
    assert found.estimate == pytest.approx(twins.estimate, abs=1e-3)
    assert found.assumptions == pytest.approx(twins.assumptions, abs=0.02)
    # twins look like more luck than there is: a weight brings no futures with it
    assert found.luck[1] - found.luck[0] > twins.luck[1] - twins.luck[0]  # type: ignore[index]


@pytest.mark.parametrize("statistic", ["probability", "mean", "median"])
def test_equal_weights_are_no_weights(statistic: str) -> None:
    values = np.random.default_rng(1).random((9, 50)).round()
    assert estimate(values, statistic, np.full(9, 7.0)) == estimate(values, statistic)  # type: ignore[arg-type]


def test_luck_of_a_weighted_mean_covers() -> None:
    """By simulation: the error of the weighted mean, with the draws fixed, is as large as its interval says."""
    rng = np.random.default_rng(2)
    centre, weights = rng.normal(0, 1, (20, 1)), np.tile([0.1, 1.0, 2.0, 6.0], 5)
    true = float(np.average(centre[:, 0], weights=weights))
    hits = 0
    for _ in range(300):
        found = estimate(centre + rng.normal(0, 1, (20, 40)), "mean", weights)
        assert found.luck is not None
        hits += found.luck[0] <= true <= found.luck[1]
    assert 0.87 < hits / 300 < 0.94  # it holds nine of ten, and no more


def test_structure_is_the_range_over_the_rules() -> None:
    mine, other, none = Estimate(0.4, (0.35, 0.45), (0.3, 0.5)), Estimate(0.8, None, None), Estimate(None, None, None)
    assert structured(mine, []).structure is None and structured(mine, [none]).structure is None
    assert structured(mine, [other, none]).structure == (0.4, 0.8)
    assert structured(mine, [other]).disputed  # 0.4 wide, against 0.1 and 0.2
    assert not structured(mine, [Estimate(0.6, None, None)]).disputed and not mine.disputed


@given(
    arrays(
        float, st.tuples(st.integers(2, 12), st.integers(2, 4)), elements=st.sampled_from([0.0, 0.0, 0.0, 1.0, 7.0])
    ),
    st.sampled_from(["mean", "median"]),
    st.integers(0, 99),
)
def test_a_bar_holds_its_own_estimate(values: np.ndarray, statistic: str, seed: int) -> None:
    """Whatever few draws carry it, and however the draws are weighed."""
    weights = np.random.default_rng(seed).exponential(size=len(values)) ** 4 + 1e-9
    for each in (None, weights):
        found = estimate(values, statistic, each)
        low, high = found.assumptions
        assert low <= found.estimate <= high


def test_beyond_luck_is_said_at_ninety_five_in_a_hundred() -> None:
    found = Estimate(1.0, (1 - 1.645, 1 + 1.645), None)
    assert found.luck is not None and found.luck[0] < 0
    assert found.sure == pytest.approx((1 - 1.96, 1 + 1.96), abs=1e-3)
    assert narrowed(1.0, widened(1.0, found.luck)) == pytest.approx(found.luck)
    assert Estimate(None, None, None).sure is None
