"""What an author meant by another form: days, whole numbers, lists; and rates in words, which are read as they are."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offramp.scenario.reading.meant import day, listed, meant, often, whole
from offramp.scenario.reading.parse import parse
from offramp.scenario.words import Refusal


@given(st.dates(dt.date(1000, 1, 1), dt.date(2999, 12, 31)))
def test_a_day_is_known_in_every_form(date: dt.date) -> None:
    told = date.isoformat()
    for form in (f"{date:%d %B %Y}", f"{date.day} {date:%b} {date.year}", f"{date:%B %d}, {date.year}"):
        assert day(form) == told
    assert day(f"{date.year}/{date.month}/{date.day}") == day(f"{date.day}.{date.month}.{date.year}") == told


@pytest.mark.parametrize("raw", ["soon", "", "13.13.2031", "2031", "40 May 2031", None, "1/2/3"])
def test_what_is_no_day_has_no_hint(raw: object) -> None:
    assert day(raw) is None


@pytest.mark.parametrize(
    ("raw", "right"),
    [("six", "6"), ("60 days", "60"), ("8 weeks", "56"), ("two months", "60"), (6.0, "6"), ("many", None), (6.5, None)],
)
def test_a_whole_number_in_words(raw: object, right: str | None) -> None:
    assert whole(raw) == right


def test_a_share_in_hundreds_and_a_list_of_two() -> None:
    assert (meant(30, "share"), meant(1.6, "share"), meant([0.4, 0.7], "share")) == ("0.3", None, "0.4..0.7")
    assert meant(30, "days") is None
    assert listed("aland and borduria") == "[aland, borduria]" and listed("-first") == "- first"


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("five times a week", "5 per week"),
        ("once a month", "1 per month"),
        ("twice per year", "2 per year"),
        ("2..5 times a week", "2..5 per week"),
        ("0.5..2 a day", "0.5..2 per day"),
        ("3 acts a day", "3 per day"),
    ],
)
def test_a_rate_in_words_is_a_rate(words: str, text: str) -> None:
    assert parse(words, "rate").text() == parse({"value": words}, "rate").text() == text
    with pytest.raises(Refusal, match="one period"):
        parse({"value": words, "per": "90 days"}, "rate")
    with pytest.raises(Refusal):
        parse(words, "share")


@pytest.mark.parametrize("words", ["often", "many times a week", "five times", "zero times an hour"])
def test_other_words_are_no_rate(words: str) -> None:
    assert often(words) is None
    with pytest.raises(Refusal):
        parse(words, "rate")
