"""Why an actor chose as it did: as a sentence, and with its numbers."""

from __future__ import annotations

import pytest

from offramp.study.stories.reasons import KINDS, Why
from offramp.study.stories.story import Act, tell
from offramp.world import RULE_TERMS, SYSTEMS
from tests.report.factory import scenario

TERMS = {"reciprocity": 2.1, "leaders": 0.9, "rules": 0.6, "ladder": -3.0, "fronts": 0.01}


def test_reasons_are_a_sentence_without_numbers() -> None:
    move = scenario().moves["strike"]
    why = Why(TERMS, instead="threatened Southland", hazard=0.12, instead_rung=1)
    assert why.sentence(move, "the general") == (
        "It was not yet even with the other side and it wanted to avenge the general. "
        "It nearly threatened Southland instead."
    )
    assert why.sentence(move, "the general", answers=True).startswith("It wanted to avenge the general and it kept")
    near = Why({}, instead="bombed Southland", instead_rung=6)
    assert near.sentence(move) == ""  # as good as the same


def test_numbers_name_the_largest_terms_for_and_against_and_the_runner_up() -> None:
    why = Why({"reciprocity": 2.1, "rules": 0.6, "ladder": -3.0, "fronts": 0.01}, "threatened Southland", 0.12)
    assert why.numbers() == (
        "because it was not yet even with the other side (+2.1) and it kept within the unwritten rules (+0.6); "
        "although it was a large step (−3.0); it nearly threatened Southland instead; "
        "chance that it would act then: 12 in 100"
    )
    story = tell(scenario(), [Act(1, "north", "threat", "south", why=why)])
    assert "       Because it was not yet even with the other side (+2.1)" in story.text(numbers=True)
    assert "(+2.1)" not in story.text()


@pytest.mark.parametrize(
    ("rung", "does", "terms", "says"),
    [
        (5, (), {"pressure": 0.4}, "because it was pressed and saw no way out (+0.4)"),
        (-1, (), {"pressure": 0.4}, "because pressure made it look for a way out (+0.4)"),
        (-1, (), {"pressure": -0.4}, "although it waited for the other side's election (−0.4)"),
        (-1, (), {"audiences": -0.4}, "although it meant shame at home (−0.4)"),
        (-3, ("settle",), {"mediation": 2.0}, "because the moment was ripe: both hurt, and a channel was open (+2.0)"),
        (-3, ("settle",), {"dominance": 0.2}, "because the other side was the stronger (+0.2)"),  # as for all calm
        (-1, ("admit",), {"misperception": 2.2}, "because its own mistake weighed on it (+2.2)"),
        (-1, ("admit",), {"reciprocity": 0.3}, "because it returned good will (+0.3)"),
        (5, (), {"mediation": -0.5}, "although the agreement in force held it back (−0.5)"),
        (2, ("expel",), {"host-politics": 1.5}, "because it had lost patience with the guest (+1.5)"),
        (7, (), {"host-politics": -0.3}, "although its forces there were on their way home (−0.3)"),
        (2, ("programme",), {"nuclear": 1.1}, "because pressure and harm called for a step (+1.1)"),
        (5, (), {"nuclear": 0.1}, "because the other side's nuclear programme alarmed it (+0.1)"),
        (8, ("kill-leader",), {"world-order": 0.6}, "because others had done the same (+0.6)"),
        (0, ("mishap",), {"ladder": -3.0}, "nobody ordered it: a militarised act went terribly wrong"),
    ],
)
def test_a_reason_depends_on_what_the_act_was(
    rung: int, does: tuple[str, ...], terms: dict[str, float], says: str
) -> None:
    move = scenario().moves["threat"].model_copy(update={"rung": rung, "does": does})
    assert Why(terms).numbers(move) == says


def test_every_system_has_words_for_and_against() -> None:
    silent = {system.id for system in SYSTEMS if "" not in system.says}
    # Two of these move nobody: a rate is no reason. Closing presses for messages alone.
    assert silent == {"human-cost", "standing-rates", "closing"}
    kinds = {kind for system in (*SYSTEMS, *RULE_TERMS.values()) for kind in system.says}
    assert kinds == {"", *KINDS.values(), "calm", "force"} - {"mistake"}
