"""What the record after the start says of a question: how far it goes, by its events or by what the case says."""

from __future__ import annotations

from pathlib import Path

import pytest

from offramp.errors import CaseError
from offramp.scenario import Scenario, case_hash, check, load
from offramp.scenario.asof import as_of
from offramp.scenario.questions import Test as Proposition
from offramp.scenario.without import without
from offramp.study.backtest.windows import windows
from offramp.study.claims.recorded_outcome import later
from tests.scenario.broken import GOOD
from tests.scenario.edited import edited

ANSWERED = {"measure": "violent_answer_30d_prob", "passes": "> 0", "statistic": "probability", "holds": "> 0.5"}
QUESTION = "\nquestions:\n  strike: {says: an answer, measure: violent_answer_30d_prob, within: 60}\n"


def case(until: str | None) -> Scenario:
    """The good case, whose aftermath has one event, an offer of talks on 2031-06-01, 22 days after its start."""
    return load(GOOD).model_copy(update={"aftermath_until": until})


@pytest.mark.parametrize(
    ("until", "within", "whole"),
    [
        (None, 52, True),  # 30 days beyond the last event
        (None, 53, False),
        ("2031-08-08", 90, True),
        ("2031-08-08", 91, False),
        ("2031-05-20", 10, True),  # the case knows better than its last event
        ("2031-05-20", 11, False),
    ],
)
def test_the_case_says_how_far_its_aftermath_is_whole(until: str | None, within: int, whole: bool) -> None:
    found = later(case(until), Proposition(within=within, **ANSWERED))  # type: ignore[arg-type]
    assert (found.whole, found.value) == (whole, 0)
    assert found.as_claimed is (False if whole else None)
    ends = f"is whole until {until}" if until else "ends on 2031-06-01"
    assert found.why == ("" if whole else f"the later record {ends}")


def test_no_remark_is_made_on_a_question_that_ends_by_then(tmp_path: Path) -> None:
    def said(until: str) -> list[str]:
        path = edited(tmp_path, ("\nunknowns:", f"{QUESTION}{until}\nunknowns:"))
        return [note.says for note in check(path).notes if note.field == "questions.strike.within"]

    assert said("") == ["it is open until 2031-07-09, and the aftermath ends on 2031-06-01: a no is not known"]
    assert said("aftermath_until: 2031-07-09") == []
    assert said("aftermath_until: 2031-07-08") == [
        "it is open until 2031-07-09, and the aftermath is whole until 2031-07-08: a no is not known"
    ]


def test_no_future_depends_on_it() -> None:
    assert case_hash(case("2031-08-08")) == case_hash(case(None))
    assert without(case("2031-08-08"), "rockets").aftermath_until is None


def test_it_opens_days_and_windows() -> None:
    until = "2031-08-08"
    assert as_of(case(until), until).start == until
    with pytest.raises(CaseError, match="2031-08-08: from the first event of two-neighbours to its aftermath_until"):
        as_of(case(until), "2031-08-09")
    baghdad = load("baghdad-2020")
    last = max(event.date for event in baghdad.aftermath.values())
    asked = baghdad.model_copy(update={"backtest": baghdad.backtest.model_copy(update={"last": last})})  # type: ignore[union-attr]
    longer = windows(asked.model_copy(update={"aftermath_until": "2021-01-01"}))
    assert set(longer) > set(windows(asked))


def test_it_is_no_day_before_the_start(tmp_path: Path) -> None:
    path = edited(tmp_path, ("\nunknowns:", "\naftermath_until: 2031-05-09\n\nunknowns:"))
    with pytest.raises(CaseError, match="aftermath_until: found 2031-05-09; allowed: a day from the start, 2031-05-10"):
        load(path)
