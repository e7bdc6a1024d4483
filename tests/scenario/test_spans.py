"""Days that are asked for and not there, and places where nothing is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scenario.edited import Edit, edited, remarks

QUESTION = """
questions:
  strike: {says: Does Borduria strike, measure: violent_answer_30d_prob, within: 20}
"""
ASK = ("\nunknowns:", f"{QUESTION}\nunknowns:")
OTHER = "  late: {kind: count, where: {at_least: 5}, says: Later acts, unit: acts, from_day: 61}\n"


@pytest.mark.parametrize(
    ("edits", "field", "says"),
    [
        ([("\nrecord:\n", f"{OTHER}\nrecord:\n")], "measures.late.from_day", "day 61, and 60 days are played"),
        (
            [("\nrecord:\n", f"{OTHER.replace('from_day: 61', 'within: 120')}\nrecord:\n")],
            "measures.late.within",
            "ends on day 120, and 60 days are played",
        ),
        ([("unit: acts\n", "unit: acts\n    within: 120\n")], "claims.gazette-1.tests.1", "ends on day 120"),
        (
            [ASK, ("within: 20}", "within: 60}")],
            "questions.strike.within",
            "open until 2031-07-09, and the aftermath ends on 2031-06-01",
        ),
        (
            [("\nleaders:\n", "\n  desert:\n    name: the desert\n    reach: {}\n\nleaders:\n")],
            "arenas.desert",
            "no option and no event is there",
        ),
    ],
)
def test_what_is_not_there_gets_a_remark(edits: list[Edit], field: str, says: str, tmp_path: Path) -> None:
    (note,) = remarks(tmp_path, *edits)
    assert note.field == field and says in note.says


def test_what_is_there_gets_none(tmp_path: Path) -> None:
    assert remarks(tmp_path, ASK) == []  # the aftermath goes on to the question's last day
    played = QUESTION.replace("violent_answer_30d_prob, within: 20", "late, within: 120")
    notes = remarks(tmp_path, ("\nrecord:\n", f"{OTHER}\nrecord:\n"), ("\nunknowns:", f"{played}\nunknowns:"))
    assert [note.field for note in notes] == ["questions.strike.within"]  # the question plays the measure's days


def test_a_case_without_aftermath_knows_no_answer(tmp_path: Path) -> None:
    text = edited(tmp_path, ASK).read_text(encoding="utf-8")
    start, end = text.index("aftermath:"), text.index("claims:\n")
    (note,) = remarks(tmp_path, ASK, (text[start:end], ""))
    assert "there is no aftermath: a no is not known" in note.says
