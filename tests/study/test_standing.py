"""No verdict without its luck: planted numbers, and what may be said of them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from offramp.analysis import estimate
from offramp.analysis.truth import Bound, Proposition, chance, differing, share_true
from offramp.scenario.questions import Test as Asked
from offramp.study.claims.pivotal_assumptions import FEW, Matter, turns_on
from offramp.study.claims.standing import standing, too_few

DRAWS, RUNS = 128, 16
ONES = np.ones(DRAWS)


def futures(chances: Any, draws: int = DRAWS, runs: int = RUNS) -> np.ndarray:
    """Futures of which so many of each draw's have it, spread as evenly as can be."""
    came = np.round(np.broadcast_to(chances, draws) * runs)
    return (np.arange(runs) < came[:, None]).astype(float)


def said(values: np.ndarray, holds: str, statistic: str = "probability") -> Any:
    stated = {"quantal": [Proposition.of(values, statistic, Bound.read(holds))]}
    weights = {"quantal": np.ones(len(values))}
    by_rule = {"quantal": share_true(stated["quantal"], weights["quantal"])}
    return standing(stated, weights, by_rule, [""])


@pytest.mark.parametrize(("holds", "word"), [("> 0.5", "holds"), ("< 0.5", "fails")])
def test_a_number_clear_of_its_bound_gives_a_verdict(holds: str, word: str) -> None:
    assert said(futures(0.75), holds).word == word


@pytest.mark.parametrize("holds", ["> 0.5", "< 0.5", ">= 0.5", "<= 0.5"])
def test_luck_that_straddles_the_bound_gives_none(holds: str) -> None:
    """Two futures of each of 16 draws, 20 of 32 of them violent: luck 45 to 78 in 100."""
    values = futures([1, 0.5, 0.5, 0.5] * 4, 16, 2)
    low, high = estimate(values, "probability").luck
    found = said(values, holds)
    assert low < 0.5 < high and found.word is None and "luck" in found.why


def test_none_of_a_few_futures_is_no_verdict_on_something_rare() -> None:
    """None of 16 says nothing of one in twenty; none of 2,048 does."""
    assert said(futures(0, 8, 2), "< 0.05").word is None
    assert said(futures(0), "< 0.05").word == "holds"


def test_draws_that_differ_are_no_luck() -> None:
    """In nine of ten draws hardly ever, in the tenth nearly always: the mean is at the bound, the verdict is not."""
    often = np.where(np.arange(DRAWS) % 12 == 0, 15 / 16, 0)
    values = futures(often)
    low, high = estimate(values, "probability").luck
    assert low < 0.0781 < high + 0.01 and said(values, "< 0.08").word == "holds"


def test_a_mean_that_a_few_futures_carry_far_off_its_bound_takes_no_verdict_away() -> None:
    """A few dead in most futures and very many in some: luck is wide, and nowhere near the bound."""
    values = np.full((DRAWS, RUNS), 10.0) + np.arange(RUNS) / 8
    values[::4] = np.random.default_rng(1).exponential(2_000, (DRAWS // 4, RUNS))
    found = estimate(values)
    assert found.luck[0] > 0 and found.estimate - found.luck[0] > 20 and said(values, "< 0", "mean").word == "fails"


def session(values: np.ndarray, raw: np.ndarray | None = None, kind: str = "war") -> Any:
    """A court that has played one effect on a measure of this kind."""
    arm = object()
    return SimpleNamespace(
        rules=("quantal",),
        case=SimpleNamespace(measures={"war_prob": SimpleNamespace(kind=kind)}),
        numbers=lambda test, rule: values,
        required=SimpleNamespace(arms={EFFECT: (arm, arm), FAR: (arm, arm)}),
        found={(arm, "quantal"): {"war_prob": values if raw is None else raw}},
    )


EFFECT = Asked(measure="war_prob", effect_of=("killing",), statistic="probability", holds="< 0")
FAR = EFFECT.model_copy(update={"holds": "> 0.2"})


def pairs(n: int, value: float = -1.0) -> np.ndarray:
    """Pairs of futures of which so many differ, one in a draw."""
    values = np.zeros((DRAWS, RUNS))
    values[:n, 0] = value
    return values


@pytest.mark.parametrize("n", [1, FEW - 1])
def test_fewer_than_twenty_pairs_that_differ_say_nothing_of_a_sign(n: int) -> None:
    why = too_few(session(pairs(n)), EFFECT)
    assert why == f"{n} of 2,048 pairs of futures differ{'s' * (n == 1)}, and it takes 20"
    stated, weights = {"quantal": [Proposition(pairs(n), Bound.read("< 0"))]}, {"quantal": ONES}
    assert standing(stated, weights, {"quantal": 1.0}, [why]).word is None


def test_twenty_do_and_so_does_a_bound_out_of_their_reach() -> None:
    assert too_few(session(pairs(FEW)), EFFECT) == ""
    assert too_few(session(pairs(1)), FAR) == ""


def test_an_effect_of_nothing_is_one_only_where_something_could_have_differed() -> None:
    assert too_few(session(pairs(0), futures(0.5)), EFFECT) == ""
    assert too_few(session(pairs(0), pairs(3, 1.0)), EFFECT) == "none of 2,048 pairs of futures differ, and it takes 20"


def test_a_level_of_the_world_that_does_not_move_has_an_effect_of_nothing() -> None:
    """Every future has it, so that nothing was too rare to be seen."""
    level = np.full((DRAWS, RUNS), 0.5)
    assert too_few(session(pairs(0), level, "state"), EFFECT) == ""
    assert too_few(session(pairs(0), level, "count"), EFFECT) != ""


def test_another_test_may_decide_what_too_few_futures_do_not() -> None:
    stated = {"quantal": [Proposition(pairs(1), Bound.read("< 0")), Proposition(futures(0.1), Bound.read("> 0.5"))]}
    assert standing(stated, {"quantal": ONES}, {"quantal": 0.0}, ["too few", ""]).word == "fails"


def test_draws_that_agree_by_chance_are_neither_true_nor_false() -> None:
    """Some draws of many, none of whose pairs differs, beside others of which some do."""
    some = Proposition(pairs(30), Bound.read("< 0")).rows(np.arange(DRAWS) >= 64)
    assert chance([some]) == pytest.approx(np.full(64, 0.5))
    alike = Proposition(pairs(0), Bound.read("< 0")).rows(np.arange(DRAWS) >= 64)
    assert chance([alike]) == pytest.approx(np.zeros(64))  # where no pair of any draw differs there is no luck


def matter(values: np.ndarray, holds: str) -> Matter:
    draws = len(values)
    dial = np.tile([0.0, 1.0], draws // 2) + np.arange(draws) / 1000
    return Matter([[Proposition(values, Bound.read(holds))]], {"dial": dial}, np.ones(draws))


@pytest.mark.parametrize(("draws", "found"), [(36, False), (80, True)])
def test_nothing_turns_on_a_dial_in_fewer_than_twenty_futures(draws: int, found: bool) -> None:
    """Both futures of each draw on one side of the dial differ: 18 in either half of 36 draws, 40 in one of 80."""
    values = np.tile([[0.0, 0.0], [-1.0, -1.0]], (draws // 2, 1))
    pivot, lead = turns_on(matter(values, "< -0.5"))
    assert (pivot is not None) == found and lead is None


def test_a_side_with_too_few_futures_is_beyond_no_luck() -> None:
    values = np.zeros((DRAWS, RUNS))
    values[::2, 0], values[1, 0] = -1, 1  # one pair differs on the upper side, where a few would
    made = matter(values, "< 0")
    side = np.isin(np.arange(DRAWS), (1, 3, 5, 7, 9, 11, 13, 15))
    every = np.ones(DRAWS, bool)
    assert made.half(side, every).luck == (0.0, 1.0) and made.half(~side, every).luck != (0.0, 1.0)


def test_futures_that_differ() -> None:
    assert differing(np.array([[0, 0, 1], [0, np.nan, 2]], float)) == 2 and differing(np.full((2, 2), np.nan)) == 0
