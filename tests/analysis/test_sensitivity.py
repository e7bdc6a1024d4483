"""Indices: the Ishigami function's are those of theory, luck is none of them, what does nothing has none."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from offramp.analysis.pawn import chance, pawn
from offramp.analysis.sensitivity import Share, added, first_order, place, place_together, spread, total

A, B = 7.0, 0.1
ONE, TWO, BOTH = 0.5 * (1 + B * np.pi**4 / 5) ** 2, A**2 / 8, B**2 * np.pi**8 * (1 / 18 - 1 / 50)
WHOLE = ONE + TWO + BOTH  # Ishigami and Homma 1990
FIRST = (ONE / WHOLE, TWO / WHOLE, 0.0)
TOTAL = ((ONE + BOTH) / WHOLE, TWO / WHOLE, BOTH / WHOLE)
DRAWS, RUNS, INPUTS, LUCK = 2048, 4, 40, 6.0  # more luck than signal; all inputs but three do nothing


def ishigami(u: np.ndarray) -> np.ndarray:
    x = np.pi * (2 * u - 1)
    return np.asarray(np.sin(x[0]) + A * np.sin(x[1]) ** 2 + B * x[2] ** 4 * np.sin(x[0]))


class Sample:
    """Draws of many inputs, of which three matter, and the same with some of them dealt anew."""

    def __init__(self, seed: int = 3) -> None:
        rng = np.random.default_rng(seed)
        self.u = (rng.permuted(np.tile(np.arange(DRAWS), (INPUTS, 1)), axis=1) + 0.5) / DRAWS
        self.luck = rng.normal(0, LUCK, (DRAWS, RUNS))
        self.order = rng.permutation(DRAWS)
        self.values = self.futures()

    def futures(self, *anew: int) -> np.ndarray:
        u = self.u.copy()
        u[list(anew)] = u[list(anew)][:, self.order]
        return ishigami(u)[:, None] + self.luck


@pytest.fixture(scope="module")
def sample() -> Sample:
    return Sample()


def holds(found: Share, theory: float) -> bool:
    return found.interval[0] <= theory <= found.interval[1]


def test_luck_and_assumptions_are_told_apart(sample: Sample) -> None:
    found = spread(sample.values)
    assert found.luck == pytest.approx(LUCK**2, rel=0.05)
    assert found.assumptions == pytest.approx(WHOLE, abs=2 * found.error) and found.error < 0.1 * WHOLE
    assert found.known and found.of_assumptions == pytest.approx(WHOLE / (WHOLE + LUCK**2), rel=0.1)


def test_indices_are_those_of_theory_within_their_intervals() -> None:
    """Over many samples as often as 95 % intervals should; on average they are those of theory."""
    every = [Sample(seed) for seed in range(24)]
    found = np.array(
        [
            [
                *first_order(each.values, place(each.u)).shares[:3],
                *(total(each.values, each.futures(at)) for at in range(3)),
            ]
            for each in every
        ]
    )
    for row, theory in zip(found.T, (*FIRST, *TOTAL), strict=True):
        assert np.mean([each.share for each in row]) == pytest.approx(theory, abs=0.02)
        assert np.mean([holds(each, theory) for each in row]) >= 20 / 24
        assert all(each.interval[1] - each.interval[0] < 0.25 for each in row)


def test_luck_that_is_dealt_anew_with_an_input_is_no_part_of_it() -> None:
    """Who decides something else in one day's luck meets other luck later: that is not the input's doing."""
    found = []
    for seed in range(12):
        made, other = Sample(seed), Sample(seed + 100)
        found.append([total(made.values, made.futures(at) - made.luck + other.luck) for at in (0, 7)])
    for row, theory in zip(zip(*found, strict=True), (TOTAL[0], 0.0), strict=True):
        assert np.mean([each.share for each in row]) == pytest.approx(theory, abs=0.1)
        assert sum(holds(each, theory) for each in row) >= 10


def test_an_input_that_does_nothing_is_found_to_do_nothing(sample: Sample) -> None:
    """Its total index is exactly zero; its first-order index is zero within its interval, and on average."""
    firsts = first_order(sample.values, place(sample.u))
    assert total(sample.values, sample.futures(7, 11)) == Share(0.0, (0.0, 0.0))
    assert firsts.beyond.tolist() == [True, True] + [False] * (INPUTS - 2)
    nothing = [each.share for each in firsts.shares[3:]]
    assert abs(np.mean(nothing)) < 0.001 and np.std(nothing) < 0.01
    assert np.mean([holds(each, 0.0) for each in firsts.shares[3:]]) > 0.9


def test_all_together_have_all_and_known_ones_add_up(sample: Sample) -> None:
    firsts = first_order(sample.values, place(sample.u)).shares
    assert holds(total(sample.values, sample.futures(*range(INPUTS))), 1.0)
    both = added(firsts[:2])
    assert both.share == pytest.approx(firsts[0].share + firsts[1].share) and holds(both, FIRST[0] + FIRST[1])


def test_without_any_effect_there_is_nothing_to_share_out() -> None:
    luck = np.random.default_rng(5).normal(size=(DRAWS, RUNS))
    assert not spread(luck).known and spread(luck).of_assumptions < 0.05
    assert spread(np.ones((8, 4))).of_assumptions == 0


def test_an_input_that_acts_only_with_another_is_seen_by_the_score(sample: Sample) -> None:
    """Of the third one the mean says nothing, and the spread does."""
    own = sample.values.mean(axis=1)
    scores = pawn(own, place(sample.u))
    assert (scores[:3] > chance(own)).all() and (scores[3:] > chance(own)).mean() < 0.2
    assert list(np.argsort(-scores)[:3]) == [1, 0, 2]


def test_answers_that_are_all_the_same_score_nothing() -> None:
    assert (pawn(np.ones(100), place(np.random.default_rng(1).random((3, 100)))) == 0).all()


@given(st.lists(st.floats(-5, 5), min_size=2, max_size=40))
def test_places_are_even_and_keep_the_order(values: list[float]) -> None:
    (found,) = place(np.array([values]))
    assert sorted(found) == pytest.approx((np.arange(len(values)) + 0.5) / len(values))
    assert all(np.diff(np.array(values)[np.argsort(found)]) >= 0)


def test_inputs_that_hang_together_have_one_place() -> None:
    """It follows what they do to the answer, from low to high; where they do nothing, it has no share by chance."""
    rng = np.random.default_rng(5)
    inputs, k = rng.normal(size=(12, 512)), 512
    inputs[1] += inputs[0]
    effect = inputs[0] - inputs[1] + 0.5 * inputs[5]
    found = place_together(inputs, effect + 0.1 * rng.normal(size=k))
    assert np.corrcoef(found, effect)[0, 1] > 0.9 and found.min() > 0 and found.max() < 1
    luck = rng.normal(size=k)
    nothing = [abs(np.corrcoef(place_together(rng.normal(size=(12, k)), luck), luck)[0, 1]) for _ in range(20)]
    assert np.mean(nothing) < 1.5 / np.sqrt(k)
