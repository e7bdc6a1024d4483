"""A first look: the trigger is found, held against recorded crises, and what is outside wants a reason."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from offramp.errors import CaseError
from offramp.scenario import load
from offramp.scenario.ladder import HIGHEST, THREAT
from offramp.study.backtest.verdict import Verdict
from offramp.study.first_look.study import FirstLook, first_look
from offramp.study.first_look.trigger import Answered, recorded, trigger
from tests.ensemble.fake import FakeEngine
from tests.scenario.edited import edited

CASE = Path(__file__).parents[1] / "cases" / "two-neighbours.yaml"
ANSWERED = Answered("strike", "A strike", "limited-strike", 6, 0.12, (0.08, 0.16), 30, recorded(6))
LOOK = FirstLook("two-neighbours", "Two", "It may come.", 512, {}, ANSWERED)


def test_the_trigger_is_the_last_hostile_act_on_the_other_side(tmp_path: Path) -> None:
    assert trigger(load(CASE)) == "commander-killed"
    kinder = edited(
        tmp_path, ("    move: limited-strike\n    target: borduria", "    move: offer-of-talks\n    target: borduria")
    )
    assert trigger(load(kinder)) == "posts-moved"
    assert trigger(load("baghdad-2020")) == "killing"


@pytest.mark.parametrize("rung", range(THREAT, HIGHEST + 1))
def test_every_hostile_rung_has_its_recorded_crises(rung: int) -> None:
    known = recorded(rung)
    assert 0 < known.lowest < known.share < known.highest < 1 and known.of > 100


def test_violence_is_answered_more_often_than_what_is_less() -> None:
    assert recorded(5).share == recorded(9).share > recorded(2).share > 0


@pytest.mark.parametrize(
    ("luck", "outside"), [((0.08, 0.16), True), ((0.35, 0.45), False), ((0.5, 0.6), False), ((0.85, 0.95), True)]
)
def test_an_answer_is_outside_beyond_luck_alone(luck: tuple[float, float], outside: bool) -> None:
    answered = replace(ANSWERED, luck=luck)
    assert answered.is_outside == outside
    assert bool(replace(LOOK, answered=answered).unexplained) == outside


def test_what_its_author_explains_is_explained_and_a_refusal_is_not() -> None:
    explained = replace(LOOK, answered=replace(ANSWERED, explained="a hotline"))
    assert explained.unexplained == ()
    verdicts = {"30": Verdict("not refused", ()), "90": Verdict("refused", ("Rates were better.",))}
    (told,) = replace(explained, verdicts=verdicts).unexplained
    assert "over 90 days" in told and "Rates were better." in told
    assert replace(LOOK, answered=None).unexplained == ()


def test_a_case_is_looked_at(tmp_path: Path) -> None:
    path = edited(tmp_path, ("\nunknowns:", "\nexplained:\n  commander-killed: a hotline\nunknowns:"))
    made = first_look(path, runs=64, deep=False, engine=FakeEngine(block=32))
    assert made.answered and (made.answered.event, made.answered.rung, made.answered.explained) == (
        "commander-killed",
        6,
        "a hotline",
    )
    assert (
        made.runs == 64 and made.paragraph and made.answered.share == made.measures["violent_answer_30d_prob"].estimate
    )


def test_what_is_explained_is_an_event(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="did you mean commander-killed"):
        load(edited(tmp_path, ("\nunknowns:", "\nexplained: {comander-killed: a hotline}\nunknowns:")))
