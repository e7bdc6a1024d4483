"""Whether more of a measure is worse."""

from pathlib import Path

import pytest

from offramp.scenario import load
from offramp.scenario.questions import Measure, Where
from offramp.study.shared.direction import harm

CASE = load(Path(__file__).parents[1] / "cases" / "two-neighbours.yaml")


@pytest.mark.parametrize(
    ("kind", "where", "sign"),
    [
        ("war", {}, 1),
        ("deaths", {}, 1),
        ("highest", {}, 1),
        ("special", {}, 0),
        ("count", {"at_least": 5}, 1),
        ("any", {"at_least": 3, "actors": ["aland"]}, 1),
        ("arenas", {"at_least": 5}, 1),
        ("count", {"at_most": -1}, -1),
        ("any", {"does": ["settle"]}, -1),
        ("count", {"does": ["mishap"]}, 1),
        ("count", {}, 0),
        ("count", {"at_least": 2}, 0),
        ("count", {"at_most": 0}, 0),
        ("any", {"does": ["order"]}, 0),
        ("first", {"at_least": 5}, -1),
        ("first", {"at_most": -1}, 1),
        ("first", {}, 0),
        ("count", {"moves": ["rocket-attack"]}, 1),
        ("count", {"moves": ["rocket-attack", "threat"]}, 0),
        ("count", {"moves": ["threat"], "visibility": ["covert"]}, 0),
        ("stumbled", {}, 1),
        ("alternations", {"at_least": 4}, 1),
        ("alternations", {}, 0),
        ("followed", {"at_least": 5}, 1),
        ("spread", {"at_least": 5}, 0),
        ("yields", {"sides": ["aland"]}, 0),
        ("state", {"actors": ["aland"]}, 0),
    ],
)
def test_more_violence_is_worse_and_more_conciliation_is_better(kind: str, where: dict[str, object], sign: int) -> None:
    measure = Measure(kind=kind, where=Where(**where), says="", unit="")  # type: ignore[arg-type]
    assert harm(measure, CASE.moves) == sign


def test_of_the_measures_that_every_case_has() -> None:
    found = {name: harm(measure, CASE.moves) for name, measure in CASE.measures.items()}
    assert {name for name, sign in found.items() if sign < 0} >= {
        "conciliatory_acts",
        "conciliatory_prob",
        "settlement_prob",
        "first_violent_answer_day",
    }
    assert {name for name, sign in found.items() if sign > 0} >= {
        "war_prob",
        "violent_acts",
        "peak_rung",
        "arenas_hit",
        "deaths_civilian",
        "violent_answer_30d_prob",
        "militarised_acts",
        "deadly_mistake_prob",
    }
    assert found["ordered_acts"] == found["answered_in_kind_share"] == 0
