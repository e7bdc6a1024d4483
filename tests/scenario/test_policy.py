"""Off-ramps taken: their dials are set, their orders are in force on their day, and a wrong name is refused."""

from pathlib import Path

import pytest

from offramp.errors import CaseError
from offramp.scenario import Scenario, load
from offramp.scenario.policy import policy, refuse_overruled
from tests.cases.build import made, skeleton

CASE = Path(__file__).parents[1] / "cases" / "two-neighbours.yaml"


@pytest.fixture(scope="module")
def case() -> Scenario:
    return load(CASE)


def order(day: int, move: str = "statement", **more: object) -> dict[str, object]:
    return {"actor": "a", "move": move, "target": "b", "from_day": day, **more}


def exits(**offramps: list[dict[str, object]]) -> Scenario:
    about = {"who": ["a"], "price": {"value": 0.1, "source": "note"}, "source": "note"}
    return made(skeleton(offramps={n: {"name": n, "says": n, "orders": o, **about} for n, o in offramps.items()}))


def test_none_taken_changes_nothing(case: Scenario) -> None:
    assert policy(case, []) == case


def test_dials_are_set_and_orders_are_in_force(case: Scenario) -> None:
    taken = policy(case, ["dorland-channel"])
    tie = "ties.borduria>mountain-league.control"
    assert dict(taken.quantities())[tie].middle() == 0.9 != dict(case.quantities())[tie].middle()
    assert taken.orders == case.offramps["dorland-channel"].orders and not case.orders
    assert taken.record == case.record and taken.offramps == case.offramps


def test_a_shift_puts_every_order_off_and_none_before_the_first_day() -> None:
    case = exits(two=[order(3, for_days=4), order(5)])
    assert [each.from_day for each in policy(case, ["two"], 7).orders] == [10, 12]
    assert [each.from_day for each in policy(case, ["two"], -3).orders] == [1, 2]
    assert [each.for_days for each in policy(case, ["two"], 7).orders] == [4, 1]


def test_two_are_taken_together_and_what_both_order_is_ordered_once() -> None:
    case = exits(one=[order(3)], two=[order(3), order(5)])
    assert [each.from_day for each in policy(case, ["one", "two"]).orders] == [3, 5]
    assert policy(policy(case, ["one"]), ["two"]).orders[0].from_day == 3  # orders of the case stay


def test_a_wrong_name_is_refused_with_the_nearest_one(case: Scenario) -> None:
    with pytest.raises(CaseError, match=r"--with: found 'dorland-chanel'; .*did you mean dorland-channel"):
        policy(case, ["dorland-chanel"])
    with pytest.raises(CaseError, match="there is none"):
        policy(made(skeleton()), ["anything"])


def test_an_order_that_is_no_option_is_refused() -> None:
    with pytest.raises(CaseError, match=r"an option of the case|allowed"):
        exits(wrong=[{**order(1), "actor": "b", "target": "a"}])


def test_off_ramps_that_disagree_are_not_taken_together() -> None:
    case = made(
        skeleton(
            offramps={
                name: {
                    "name": name,
                    "says": name,
                    "sets": {"actors.a.resolve": value},
                    "who": ["a"],
                    "price": {"value": 0.1, "source": "note"},
                    "source": "note",
                }
                for name, value in (("calm", 0.2), ("firm", 0.8), ("mild", "0.20"))
            }
        )
    )
    with pytest.raises(CaseError, match=r"actors\.a\.resolve set to 0\.2 by calm and to 0\.8 by firm"):
        policy(case, ["calm", "firm"])
    assert dict(policy(case, ["calm", "mild"]).quantities())["actors.a.resolve"].middle() == 0.2


def test_a_setting_that_an_off_ramp_overrules_is_refused(case: Scenario) -> None:
    control = "ties.borduria>mountain-league.control"
    with pytest.raises(CaseError, match=r"--set: .*control: found 0\.1, which dorland-channel sets to 0\.9"):
        refuse_overruled(case, ["dorland-channel"], {control: "0.1"})
    refuse_overruled(case, ["dorland-channel"], {control: "0.90", "actors.aland.tempo": "0.4"})
    refuse_overruled(case, [], {control: "0.1"})
