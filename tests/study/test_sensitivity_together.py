"""Sensitivity under `prior: joint`: dials that are drawn together are one quantity, and move as one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from offramp.engine import Clock
from offramp.ensemble import Design
from offramp.ensemble.player import Player
from offramp.game import Draws
from offramp.scenario import Scenario, load
from offramp.scenario.reading.joint import GROUP, columns, group
from offramp.study.sensitivity.question import FindSensitivity
from offramp.study.sensitivity.resampled_dials import Resampler, plans
from offramp.study.sensitivity.result import Sensitivity
from offramp.study.shared.setup import Setup
from offramp.wording.dials import label, spoken
from tests.study.ask import ask
from tests.study.test_sensitivity import MEASURE, Planted, Planter, of

CASE = Path(__file__).parents[1] / "cases" / "two-neighbours.yaml"
JOINT = {"prior": "joint"}
FAST, SLOW, ALONE = "world.reciprocity.own_fast", "world.reciprocity.own_slow", "actors.aland.resolve"
OWN = "world.reciprocity.debt_half_life"  # of them, and the case gives it a range of its own: no two draws have one
SIZE: dict[str, Any] = {"runs": 4_096, "draws": 1_024, "days": 5, "dials": 4, "measures": [MEASURE], "sets": JOINT}
sensitivity = ask(FindSensitivity)


class Together(Planter):
    """Fast and slow momentum, which go against each other, and one dial outside make a measure, with luck."""

    def compile(self, scenario: Scenario, draws: Draws, rule: str = "quantal", clock: Clock | None = None) -> Planted:
        made, ranges = super().compile(scenario, draws, rule, clock), scenario.dials()
        fast, slow, alone = (ranges[path].half_widths(draws.values[path]) for path in (FAST, SLOW, ALONE))
        return Planted(**{**vars(made), "parts": 4 * fast + 4 * slow + 4 * alone})


@pytest.fixture(scope="module")
def found() -> Sensitivity:
    return sensitivity(CASE, engine=Together(), **SIZE)


def test_they_are_listed_as_one(found: Sensitivity) -> None:
    case = load(CASE, JOINT)
    together = group(case).dials
    assert found.dials == sum(not path.startswith("offramps.") for path in case.dials()) - len(together) + 1
    (dial,) = (each for each in of(found).dials if each.path == GROUP)
    assert (dial.range, dial.name) == (f"{len(together)} dials, by rows of the posterior", label(case, GROUP))
    assert "mid5" in dial.source and not {each.path for each in of(found).dials} & set(together)
    assert {GROUP, ALONE} <= {each.path for each in of(found).dials if each.counts and each.beyond}
    assert (GROUP, 1) in {(each.id, each.dials) for each in of(found).subjects}


def test_they_are_dealt_anew_together() -> None:
    resampler = Resampler(Setup.of(Design(CASE, sets=JOINT)).case, Player(Together()))
    plan, _ = plans(Design(CASE, runs=256, draws=128, sets=JOINT), resampler.case)
    drawn, anew = resampler.drawn(plan).values, resampler.world(plan, [GROUP]).values
    assert anew is not None
    together = resampler.together[GROUP]
    assert {path for path in drawn if not np.array_equal(drawn[path], anew.values[path])} == set(together)
    order = [int(np.flatnonzero(drawn[OWN] == value)[0]) for value in anew.values[OWN]]
    assert all(np.array_equal(drawn[path][order], anew.values[path]) for path in together)


def test_shares_are_those_of_the_sum(found: Sensitivity) -> None:
    """Momentum's two dials take from each other; each by itself would seem to carry more than both do together."""
    case = load(CASE, JOINT)
    drawn = Resampler(case, Player(Together())).drawn(plans(Design(CASE, runs=4_096, draws=1_024), case)[0]).values
    fast, slow, alone = (case.dials()[path].half_widths(drawn[path]) for path in (FAST, SLOW, ALONE))
    share = float((fast + slow).var() / (fast + slow + alone).var())
    (dial,) = (each for each in of(found).dials if each.path == GROUP)
    assert dial.total is not None and dial.total.share == pytest.approx(share, abs=0.08)
    assert 0.7 * share < dial.first.share < share + 0.05 and dial.low < dial.high


def test_what_the_case_sets_of_them_moves_with_them() -> None:
    sets = {**JOINT, FAST: "0.5..0.9"}
    resampler = Resampler(Setup.of(Design(CASE, sets=sets)).case, Player(Together()))
    assert FAST in resampler.together[GROUP] and FAST not in resampler.dials
    assert set(resampler.together[GROUP]) <= set(columns())


def test_a_sentence_about_one_says_that_others_go_with_it() -> None:
    case, together = load(CASE), load(CASE, JOINT)
    others = len(group(together).dials) - 1
    assert spoken(together, FAST) == f"{spoken(case, FAST)} (with the other {others} fitted dials)"
    assert spoken(together, ALONE) == spoken(case, ALONE)
