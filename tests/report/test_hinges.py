"""The sections of what the answer hangs on, and of two analysts: told with intervals, linked, honest about nothing."""

from __future__ import annotations

import dataclasses

import pytest

from offramp.report.charts.diff import diff as fallen
from offramp.report.charts.sensitivity import sensitivity as carried
from offramp.report.page import page
from tests.report import answers, factory, hinges
from tests.report.conftest import Page


@pytest.fixture(scope="module")
def made() -> Page:
    kept = answers.kept("sensitivity", hinges.sensitivity()), answers.kept("diff", hinges.diff(), "second")
    return Page(page(dataclasses.replace(factory.material(), answers=kept)))


def test_what_carries_the_answer_is_told_with_its_intervals(made: Page) -> None:
    for words in (
        "30 (25 to 35); by rule 20 to 40",
        "50 (45 to 55)",
        "not drawn again",
        "All that is assumed",
        "The 40 others together have a part in 40 of 100",
        "Northland: <resolve>",
        "1 of those that were drawn again changed no future at all",
        "there is nothing to share out",
        "the assumptions make 20 in 100, luck the rest",
    ):
        assert words in made.text, words
    assert "#dial-actors.east.resolve" not in [link["href"] for link in made.all("a")]  # it does nothing


def test_signs_are_told_with_how_many_futures_show_them(made: Page) -> None:
    for words in (
        "2 times: Northland: a <threat>",
        "30 in 100",
        "12 in 100",
        "+9.0 in 100",
        "+7.0 to +11.0",
        "1,200 / 2,896",
    ):
        assert words in made.text, words


def test_hinges_lead_to_their_assumptions(made: Page) -> None:
    links = {link["href"] for link in made.all("a")}
    assert {"#dial-actors.north.resolve", "#dial-ties.north>river-brigade.control", "#source-watcher"} <= links


def test_the_chart_names_what_carries_the_answer_alone() -> None:
    found = carried(hinges.sensitivity())
    assert found.finding == (
        "War: 40 in 100 of what the assumptions move hang on Northland: <resolve> and River Brigade & Sons, held by "
        "Northland: control"
    )
    assert len(found.rows) == 3 and len(found.figure.data) == 2
    assert len(found.figure.data[0].x) == 2 and len(found.figure.data[1].x) == 3  # one was not drawn again
    together = hinges.carried("war_prob", dials=(hinges.dial("a.b", "B", 0.01, 0.4),))
    told = carried(hinges.sensitivity(measures=(together,)))
    assert told.finding.endswith("carries it alone; B has the largest part")
    nothing = carried(hinges.sensitivity(measures=hinges.sensitivity().measures[1:]))
    assert nothing.finding.endswith("nothing listed is beyond luck")


def test_two_files_are_told_side_by_side(made: Page) -> None:
    for words in (
        "97 of the 100 quantities",
        "8 in 100 by this file, 5 in 100 by the other",
        "−5.0 in 100",
        "0 in 100, within luck",
        "none: they contradict",
        "2 of what a future can hang on",
        "1 in words",
        "they agree, within luck, on 1 of 2 measures: how high it climbs",
        "Another <file>",
    ):
        assert words in made.text, words
    assert "Orders" not in made.text


def test_the_fall_from_one_answer_to_the_other_is_whole() -> None:
    found = fallen(hinges.diff())
    assert found.finding == (
        "War: 8 in 100 by the first file, 5 in 100 by the second; nothing tells them apart more than Northland"
    )
    bars = found.figure.data
    assert [bar.x[0] for bar in bars] == pytest.approx([8, -5, 2, 0, 5]) and bars[1].base[0] == pytest.approx(8)
    assert bars[3].base[0] + bars[3].x[0] == pytest.approx(bars[4].x[0])
    same = hinges.diff(measures=hinges.diff().measures[1:])
    assert fallen(same).finding == "The two files give the same answer within luck: how high it climbs"


def test_a_case_cannot_write_into_the_page(made: Page) -> None:
    assert not [tag for tag, _ in made.elements if tag in ("resolve", "threat", "commander", "file", "elbia")]
