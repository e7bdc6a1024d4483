"""No name and no sentence says a longer time than was played: every measure with a window, every study."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from offramp.analysis import Estimate
from offramp.ensemble import run
from offramp.scenario.questions import Measure
from offramp.study.outlook.cards import cards
from offramp.study.outlook.study import Outlook, outlook
from offramp.wording.measures import title
from tests.ensemble.fake import FakeEngine

CASE = Path(__file__).parents[1] / "cases" / "two-neighbours.yaml"


def measure(says: str, **more: Any) -> Measure:
    return Measure(kind="any", says=says, unit="probability", **more)


@pytest.mark.parametrize(
    ("days", "within", "says", "words"),
    [
        (7, 30, "Someone strikes within 30 days", "Someone strikes within 7 days"),
        (1, 30, "Within 30 days someone strikes", "within 1 day someone strikes"),
        (30, 30, "Someone strikes within 30 days", "Someone strikes within 30 days"),
        (90, 30, "Someone strikes within 30 days", "Someone strikes within 30 days"),
        (7, 30, "Someone strikes in the first month", "Someone strikes in the first month (7 days played)"),
        (7, None, "Acts that are answered within 30 days", "Acts that are answered within 7 days"),
        (10, None, "The first to go 30 days without an act", "The first to go 30 days without an act"),
    ],
)
def test_a_description_is_of_no_longer_than_was_played(days: int, within: int | None, says: str, words: str) -> None:
    assert measure(says, within=within).description(days) == words


def test_a_window_that_is_cut_says_so() -> None:
    later = measure("Someone strikes in months 6 to 24", from_day=183, within=730)
    assert later.description(400) == "Someone strikes in months 6 to 24 (days 183 to 400 played)"
    assert later.description(90) == "Someone strikes in months 6 to 24 (none of 90 days played)"
    assert later.description(730) == later.says and measure("Someone", within=30).period(1) == "1 day"


@pytest.mark.parametrize("name", ["violent_answer_30d_prob", "open_violent_answer_30d_prob"])
def test_a_title_says_the_time_that_its_measure_says(name: str) -> None:
    assert title(name, "It comes within 7 days, somehow").endswith("answer within 7 days")
    assert title(name, "It comes within 30 days").endswith("answer within 30 days") and "30" in title(name)


@pytest.fixture(scope="module")
def week(tmp_path_factory: pytest.TempPathFactory) -> Outlook:
    """A run of seven days of a case with a measure of three weeks, and one that begins in the fourth."""
    body = YAML(typ="safe").load(CASE)
    about = {"kind": "any", "unit": "probability"}
    body["measures"]["soon"] = {**about, "within": 21, "says": "It comes within 21 days"}
    body["measures"]["late"] = {**about, "from_day": 22, "within": 50, "says": "It comes after three weeks"}
    path = tmp_path_factory.mktemp("week") / "week.yaml"
    path.write_text(json.dumps(body, default=str), encoding="utf-8")
    return outlook(run(path, runs=64, draws=4, days=7, engine=FakeEngine()))


def test_a_run_of_a_week_speaks_of_a_week(week: Outlook) -> None:
    assert "one of its proxies within 7 days " in week.paragraph and "War within 7 days" in week.paragraph
    told = [week.paragraph, *(each.says for each in week.measures.values())]
    told += [words for each in cards(week.measures.values()) for words in (each["title"], each["says"])]
    assert not [words for words in told if "30 days" in words or "21 days" in words]
    assert {each.period for each in week.measures.values()} == {"7 days", "none of 7 days"}


def test_what_begins_after_the_last_day_is_not_known(week: Outlook) -> None:
    assert week.measures["late"].found == Estimate(None, None, None) and week.measures["soon"].found.estimate
