"""The section of a plan: its tree by words, what cannot be told apart, and where it must be thrown away."""

import pytest

from offramp.report.charts.roadmap import roadmap as drawn
from offramp.report.page import page
from tests.report import answers, planned
from tests.report.conftest import Page
from tests.report.test_sections import with_answers


@pytest.fixture(scope="module")
def plan() -> Page:
    return Page(page(with_answers(answers.kept("roadmap", planned.roadmap("rule", "risk"), "north"))))


def test_the_plan_is_a_tree_in_words(plan: Page) -> None:
    for words in (
        "What comes next for Northland <itself>, and what then",
        "Left to itself it gets 5 in 100, with the plan 2 in 100",
        "Southland itself: a blow, openly",
        "Then A <message>",
        "cannot be told from: Wait",
        "better by 2.0 in 100 than: Wait",
        "40 in 100",
        "512 futures)",
        "It cannot be told from: A letter.",
        "Worse than waiting: A <raid> (+20 in 100).",
        "Under the lookahead rule it is worse than: A raid.",
    ):
        assert words in plan.text, words
    assert not [tag for tag, _ in plan.elements if tag in ("itself", "message")]


def test_it_says_where_it_must_be_thrown_away(plan: Page) -> None:
    assert "Where the plan must be thrown away" in plan.text
    assert "Wait → Southland itself: a blow, openly: the other decision rule ranks the replies" in plan.text
    none = Page(page(with_answers(answers.kept("roadmap", planned.roadmap(), "north"))))
    assert "Where the plan must be thrown away" not in none.text


def test_the_chart_tells_the_best_from_what_is_as_good() -> None:
    chart = drawn(planned.roadmap())
    assert "2 first moves are as good as each other; the plan takes: wait" in chart.finding
    assert [row[0] for row in chart.rows] == ["Wait", "A letter", "A raid"] and chart.rows[0][5] == "·"
    sum_of = drawn(
        planned.roadmap(aim={"war_prob": 1.0, "violent_acts": 0.1}, aim_words="war_prob + 0.1 violent_acts", unit="")
    )
    assert sum_of.figure.layout.xaxis.title.text == "war_prob + 0.1 violent_acts"
