"""The section on claims: every verdict, linked to dials and sources, and the inverse question."""

from __future__ import annotations

import dataclasses

import pytest

from offramp.report.charts.claims import claims as drawn
from offramp.report.page import page
from tests.report import answers, claimed, factory
from tests.report.conftest import Page


@pytest.fixture(scope="module")
def parsed() -> Page:
    made = (answers.kept("claims", claimed.claims()), answers.kept("claims", claimed.until(), "p-war-0-5"))
    return Page(page(dataclasses.replace(factory.material(), answers=made)))


def test_every_claim_is_told_with_what_was_compared(parsed: Page) -> None:
    for words in (
        "It comes to <war>, probability, 90 days: 62 in 100 , claimed > 0.5; so in 70 of 100 settings",
        "killing against not",
        "less the 90 days before",
        "turns on an assumption",
        "nobody counts <hearts>",
        "1 by 2020-04-02: as claimed",
        "says nothing, for no event can say it",
    ):
        assert words.replace(" ,", ",") in parsed.text.replace(" ,", ","), words
    ids = {attributes["id"] for _, attributes in parsed.elements if "id" in attributes}
    assert {"claims-turns", "claims-refused", "claims-p-war-0-5-until"} <= ids


def test_hinges_lead_to_their_dials_and_quarrels_to_their_claims(parsed: Page) -> None:
    targets = [str(link["href"]) for link in parsed.all("a")]
    assert targets.count(f"#dial-{claimed.DIAL}") >= 2 and {"#claims-turns", "#claims-fails"} <= set(targets)


def test_the_inverse_question_is_a_list_of_steps(parsed: Page) -> None:
    assert "What would have to be true" in parsed.text and "If the resolve is <above> 0.6: so." in parsed.text


def test_the_chart_has_every_claim_but_what_was_refused() -> None:
    chart = drawn(claimed.claims())
    assert chart.finding == "Of 5 claims 1 holds, 1 fails, 1 turns on an assumption, 1 is undecided, 1 is refused"
    assert [row[0] for row in chart.rows] == ["turns", "holds", "fails", "undecided"]
    assert chart.rows[1][2:] == ("holds", "97", "93 to 101", "0 to 100", "10 to 90")
