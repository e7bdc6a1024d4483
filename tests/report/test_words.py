"""Numbers in words, and cards that never show a number without its bars."""

from __future__ import annotations

import pytest

from offramp.report.words import BANDS, band
from offramp.study.outlook.cards import NOT_YET, card, cards
from offramp.study.outlook.measured import Measured
from offramp.wording.counts import cell, ends_of_100, futures, of_100, people
from offramp.wording.shares import in_100, listed, plain, plain_range, range_in_100


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (0, "0 in 100"),
        (1, "100 in 100"),
        (0.064, "6 in 100"),
        (0.004, "4 in 1,000"),
        (0.0001, "fewer than 1 in 1,000"),
        (0.999, "more than 99 in 100"),
        (0.994, "99 in 100"),
        (float("nan"), "not known"),
    ],
)
def test_a_probability_is_a_natural_frequency(share: float, words: str) -> None:
    assert in_100(share) == words


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (0.04, 0.09, "4 to 9 in 100"),
        (0.42, 0.42, "42 in 100"),
        (0.918, 0.922, "91.8 to 92.2 in 100"),
        (0.001, 0.004, "1 to 4 in 1,000"),
        (0.5, 0.999, "50 to above 99 in 100"),
        (0, 1, "0 to 100 in 100"),
    ],
)
def test_a_range_of_probabilities(low: float, high: float, words: str) -> None:
    assert range_in_100(low, high) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [(0, "0"), (0.034, "0.034"), (1.04, "1"), (3.26, "3.3"), (-2.5, "−2.5"), (42.4, "42"), (12345.6, "12,346")],
)
def test_a_number_has_the_digits_it_deserves(value: float, words: str) -> None:
    assert plain(value) == words


def test_ranges_and_lists() -> None:
    assert plain_range(2, 2.001) == "2 to 2.001" and plain_range(6, 6) == "6"
    assert listed(["a", "b", "c"]) == "a, b and c" and listed([]) == ""


def test_the_bands_cover_the_ladder_once() -> None:
    assert [band(rung) for rung in range(-3, 11)] == [0, 0, 0, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6]
    assert len({colour for _, _, colour in BANDS}) == len(BANDS)


def test_a_card_says_what_was_not_played() -> None:
    made = card(Measured("deaths", "Dead", 40, (38, 42), (3, 260), None, "people", "90 days"))
    assert made["structure"] == NOT_YET and made["big"] == "40" and made["assumptions"] == "3 to 260"


@pytest.mark.parametrize(
    ("share", "words", "short"),
    [
        (0.064, "6", "6"),
        (0.002, "under 1", "<1"),
        (0.998, "over 99", ">99"),
        (0.0, "none", "0"),
        (1.0, "all", "100"),
        (None, "an unknown number", "·"),
    ],
)
def test_so_many_of_a_hundred_in_a_sentence_and_in_a_cell(share: float | None, words: str, short: str) -> None:
    assert of_100(share) == words and cell(share) == short
    assert "100" in futures(share) or words in ("none", "all", "an unknown number")


def test_ranges_and_the_dead_are_rounded_to_what_is_known() -> None:
    assert ends_of_100((0.002, 0.148)) == "under 1 to 15" and ends_of_100((0.0, 1.0)) == "0 to 100"
    assert ends_of_100((0.944, 0.9442)) == "94"
    assert [people(value) for value in (0, 7, 26.4, 1_389)] == ["nobody", "7", "26", "1,400"]


def test_a_share_of_acts_is_not_a_share_of_futures() -> None:
    futures = card(Measured("a", "", 0.3, (0.2, 0.4), (0.1, 0.5), None, "probability"))
    acts = card(Measured("b", "", 0.3, (0.2, 0.4), (0.1, 0.5), None, "share"))
    assert (futures["small"], acts["small"]) == ("futures", "on average")


def test_a_case_without_the_usual_measures_shows_its_own() -> None:
    assert [each["name"] for each in cards([Measured("mine", "My own", 1, None, None, None, "acts")])] == ["mine"]
