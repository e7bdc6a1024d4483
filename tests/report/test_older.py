"""An answer that an older version kept says no more of luck than one of today."""

from __future__ import annotations

from dataclasses import replace

import pytest

from offramp.report import older
from offramp.results import Answer

EFFECT = {"difference": 10.0, "luck": [10 - 1.96, 10 + 1.96], "assumptions": [0.0, 20.0]}
PART = {"share": 0.0, "luck": [-1.96, 1.96]}
BODY = {"measures": {"war_prob": EFFECT}, "parts": [PART, {"luck": None}], "variance": {"luck": 0.04}}
OLD = Answer("compare", "compare", "a-case", "f" * 64, "2020-01-03", "0.1.0", "2026-01-01", BODY)


def test_an_older_answer_is_shown_at_ninety_in_a_hundred() -> None:
    body = older.answer(OLD).body
    effect = body["measures"]["war_prob"]
    assert effect["luck"] == pytest.approx([10 - 1.645, 10 + 1.645], abs=1e-3)
    assert effect["assumptions"] == [0.0, 20.0] and effect["difference"] == 10.0
    assert body["parts"][0]["luck"] == pytest.approx([-1.645, 1.645], abs=1e-3)
    assert body["parts"][1] == {"luck": None} and body["variance"] == {"luck": 0.04}


def test_an_answer_of_today_is_left_as_it_is() -> None:
    today = replace(OLD, body={**BODY, "luck_level": 0.9})
    assert older.answer(today) is today
