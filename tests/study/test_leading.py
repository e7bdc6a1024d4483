"""Which measures come first, whose acts count against an off-ramp, and what the case itself names for a plan."""

from pathlib import Path

import numpy as np
import pytest

from offramp.cli.commands.ablate import _told
from offramp.ensemble import run
from offramp.errors import AddressError
from offramp.scenario import Scenario, load
from offramp.scenario.options import feasible
from offramp.scenario.questions import Measure, OffRamp, Order
from offramp.scenario.questions import Question as Asked
from offramp.study.ablation.result import Change
from offramp.study.forecasting.surprises import Foreseen, Surprise
from offramp.study.offramps.trials import ordered
from offramp.study.outlook.cards import own_first
from offramp.study.outlook.study import answered, outlook
from offramp.study.roadmap.candidates import NAMED, classes, named, screened
from offramp.study.shared.leading import MOST_OWN, asked_first, leading
from offramp.study.stories.replay import replay
from offramp.wording.measures import spoken
from tests.ensemble.fake import FakeEngine

CASE = Path(__file__).parents[1] / "cases" / "two-neighbours.yaml"
QUESTION = """
questions:
  coast: {says: Somebody fights on the coast, measure: coast_attacks, passes: "> 1", within: 50}
  later: {says: Somebody fights there later, measure: coast_attacks, within: 20}
  war: {says: War, measure: war_prob, within: 50}

aftermath:
"""


@pytest.fixture(scope="module")
def case() -> Scenario:
    return load(CASE)


def test_a_case_has_its_own_measures_first_and_those_of_its_questions_before_others(case: Scenario) -> None:
    own = [f"own_{n}" for n in range(MOST_OWN + 2)]
    assert leading(["war_prob", *own, "violent_acts"]) == [*own[:MOST_OWN], "war_prob"]
    asked = case.model_copy(update={"questions": {"q": Asked(says="", measure="own_7", within=9)}})
    assert asked_first(asked, own)[0] == "own_7" and set(asked_first(asked, own)) == set(own)


def test_own_questions_and_measures_lead_the_answer(tmp_path: Path) -> None:
    path = tmp_path / "asked.yaml"
    path.write_text(CASE.read_text(encoding="utf-8").replace("\naftermath:\n", QUESTION), encoding="utf-8")
    made = run(path, runs=400, draws=8, days=50, engine=FakeEngine(block=64))
    ((says, chance),) = answered(made)  # not what the run is too long for, nor what every case is asked
    assert says == "Somebody fights on the coast"
    assert chance.estimate == pytest.approx((made.runs["coast_attacks"] > 1).mean())
    found = outlook(made)
    assert found.paragraph.startswith("Somebody fights on the coast: ")
    assert own_first(found.measures, made.scenario)[0]["name"] == "coast_attacks"


def test_a_run_says_in_a_line_what_it_is(tmp_path: Path) -> None:
    made = run(CASE, runs=16, draws=2, days=10, engine=FakeEngine())
    assert len(repr(made)) < 120 and repr(made).startswith("<Ensemble two-neighbours@")
    assert "16 futures of 2 draws, 10 days" in repr(made)


def test_an_ablation_shows_what_moves_of_the_case() -> None:
    rows = {"coast_attacks": (2.0, False), "other": (0.01, False), "arenas_hit": (0.5, True), "peak_rung": (9.0, False)}
    changes = [
        Change(name, "acts", 4.0, 4.0 + by, by, (by - 0.1, by + 0.1), explains) for name, (by, explains) in rows.items()
    ]
    assert [each.measure for each in _told(changes)] == ["coast_attacks", "arenas_hit"]


def test_what_an_off_ramp_orders_is_no_backfire(case: Scenario) -> None:
    strike = Order(actor="aland", move="limited-strike", target="borduria", arena="pass", from_day=3)
    counted = Measure.model_validate({"kind": "count", "where": {"at_least": 5}, "says": "", "unit": "acts"})
    exits = {
        "strike": OffRamp.model_validate(_exit(strike)),
        "talks": OffRamp.model_validate(_exit(strike.model_copy(update={"move": "offer-of-talks", "arena": None}))),
    }
    here = case.model_copy(update={"offramps": exits})
    assert ordered(here, ["strike"], 0, counted, 60) == ordered(here, ["strike", "talks"], 0, counted, 60) == 1
    assert ordered(here, ["talks"], 0, counted, 60) == 0
    assert ordered(here, ["strike"], 10, counted, 12) == 0  # it falls due after the last day
    assert ordered(here, ["strike"], 0, case.measures["war_prob"], 60) == 0  # a war is one, whoever began


def _exit(order: Order) -> dict[str, object]:
    price = load(CASE).offramps["dorland-channel"].price
    return {"name": "it", "says": "it", "who": ("aland",), "source": ("gazette",), "orders": (order,), "price": price}


def test_a_plan_tries_what_the_case_names_in_the_place_that_it_names(case: Scenario) -> None:
    order = Order(actor="aland", move="limited-strike", target="mountain-league", arena="pass")
    here = case.model_copy(update={"orders": (order,)})
    assert named(here, "aland") == {
        ("limited-strike", "mountain-league"): "pass",
        ("limited-strike", "borduria"): "pass",
        ("deployment", "borduria"): "pass",
    }
    options = feasible(here)
    usual = np.array([0.9 if move == "threat" or arena == "coast" else 0.0 for _, move, _, arena in options])
    every, ready = classes(here, "aland", usual), dict.fromkeys(here.moves, True)
    places = {each.id: options[each.option][3] for each in every}
    assert places["limited-strike/borduria"] == "pass" and places["air-campaign/borduria"] == "coast"
    tried = {each.id for each in screened(here, "aland", every, ready, 1)}
    assert tried >= {"limited-strike/mountain-league", "limited-strike/borduria"} and len(tried) <= 2 + NAMED


def test_an_address_of_an_own_case_asks_for_its_file() -> None:
    with pytest.raises(AddressError, match=r"mine is no shipped case; allowed: with it the case file .*--case FILE"):
        replay("mine@0123456789ab/v0.1.0/s7/quantal/2020-01-03/90x1/d12/r3")


def test_surprises_are_a_table_too() -> None:
    found = Foreseen(tuple(Surprise(str(i), "", "", "a", (0, 2), None, i / 20, 9) for i in range(3)))
    assert list(found.table["surprise"]) == [True, False, False] and [each.event for each in found[1:]] == ["1", "2"]


def test_a_name_within_a_sentence_keeps_its_capital() -> None:
    assert spoken("India strikes across the line") == "India strikes across the line"
    assert spoken("How high it climbs") == "how high it climbs" and spoken("War") == "war"
