"""Words that are made from numbers agree with them, for every estimate, luck and range."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offramp.analysis import Estimate
from offramp.wording.numbers import LIKELY, UNSURE, likely, share

WORDS = [words for _, words in LIKELY]
EVEN = WORDS.index(UNSURE)
SHARES = st.floats(0, 1)
SPANS = st.none() | st.tuples(SHARES, SHARES).map(lambda ends: (min(ends), max(ends)))


def rank(found: Estimate) -> int:
    return WORDS.index(likely(found))


@given(SHARES, SPANS, SPANS)
def test_a_word_is_never_on_the_other_side_of_even_odds(number: float, luck: tuple, assumptions: tuple) -> None:
    place = rank(Estimate(number, luck, assumptions))
    assert (place - EVEN) * (number - 0.5) >= 0


@given(SHARES, SPANS, SPANS)
def test_what_may_lie_on_either_side_may_or_may_not_come(number: float, luck: tuple, assumptions: tuple) -> None:
    found = Estimate(number, luck, assumptions)
    if any(low <= 0.5 <= high for low, high in filter(None, (luck, assumptions))):
        assert likely(found) == UNSURE


@given(SHARES, SHARES, SPANS, SPANS)
def test_a_higher_number_has_no_lower_word(one: float, other: float, luck: tuple, assumptions: tuple) -> None:
    low, high = sorted((one, other))
    assert rank(Estimate(low, luck, assumptions)) <= rank(Estimate(high, luck, assumptions))


@given(SHARES, SPANS, SPANS)
def test_a_bar_never_makes_a_word_surer(number: float, luck: tuple, assumptions: tuple) -> None:
    sure, unsure = (abs(rank(Estimate(number, *bars)) - EVEN) for bars in ((None, None), (luck, assumptions)))
    assert unsure <= sure


@pytest.mark.parametrize(
    ("number", "luck", "assumptions", "words"),
    [
        (0.55, None, (0.17, 0.95), UNSURE),
        (0.33, None, (0.08, 0.83), UNSURE),
        (0.6, None, (0.14, 0.9), UNSURE),
        (0.1, None, (0, 0.8), UNSURE),
        (0.47, (0.43, 0.51), None, UNSURE),
        (1.0, (0.15, 1.0), None, UNSURE),  # one future
        (1.0, (0.78, 1.0), None, "is likely"),  # ten
        (0.9, (0.89, 0.91), (0.68, 0.99), "is likely"),
        (0.068, (0.06, 0.07), (0.021, 0.149), "is very unlikely"),
    ],
)
def test_words_of_numbers_that_were_met(number: float, luck: tuple, assumptions: tuple, words: str) -> None:
    assert likely(Estimate(number, luck, assumptions)) == words


@pytest.mark.parametrize(("number", "words"), [(0.0098, "about 1 in 100"), (0.0094, "about 9 in 1,000")])
def test_ten_in_a_thousand_are_one_in_a_hundred(number: float, words: str) -> None:
    assert share(Estimate(number, None, None), 20_000) == words


def test_one_future_is_told_as_one() -> None:
    assert share(Estimate(1.0, (0.15, 1), None), 1) == "so in the only future that was played"
    assert share(Estimate(0.0, (0, 0.85), None), 1) == "not so in the only future that was played"
