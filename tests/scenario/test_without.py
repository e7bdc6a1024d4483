"""A case without an event: the record before it, nothing after it, on the eve of it."""

import datetime as dt

import numpy as np
import pytest

from offramp.compile import compile_game
from offramp.ensemble.design import draws
from offramp.errors import CaseError
from offramp.scenario import Scenario, case_hash, load
from offramp.scenario.asof import as_of
from offramp.scenario.without import without
from tests.cases.build import made, skeleton
from tests.world.laws import TWO_NEIGHBOURS


@pytest.fixture(scope="module")
def case() -> Scenario:
    return load("baghdad-2020")


def test_it_starts_on_the_eve_and_nothing_of_what_followed_is_left(case: Scenario) -> None:
    world = without(case, "killing")
    assert world.start == world.information_date == "2020-01-02"
    assert list(world.record)[-1] == "pre-emption-announced" and "killing" not in world.record
    assert world.aftermath == {} and all(span.end <= world.start for span in world.complete)
    assert world.record == {name: event for name, event in case.record.items() if event.date < "2020-01-03"}
    assert case_hash(world) != case_hash(case)


def test_an_earlier_event_takes_all_that_came_after_it_along(case: Scenario) -> None:
    world = without(case, "rockets-kirkuk")
    assert world.start == "2019-12-26" and all(event.date < "2019-12-27" for event in world.record.values())
    assert all(span.start <= span.end <= world.start for span in world.complete)


def test_what_stands_before_it_in_the_file_came_before_it(case: Scenario) -> None:
    """On 31 December the embassy was stormed, then troops were sent, then came a threat."""
    world = without(case, "troops-december")
    assert "embassy-stormed" in world.record and not {"troops-december", "new-year-threat"} & set(world.record)
    assert world.start == "2019-12-30" == world.record["embassy-stormed"].date


def test_the_order_of_a_day_is_that_of_the_file_and_not_of_the_names() -> None:
    day = {"date": "2031-05-10", "actor": "a", "move": "statement", "target": "b", "what": "a word", "source": "note"}
    case = made(skeleton(record={"zeta": day, "alpha": day, "omega": day}))
    assert list(case.record) == ["zeta", "alpha", "omega"]
    assert list(without(case, "alpha").record) == ["zeta"]
    assert list(
        as_of(
            made(skeleton(record={}, aftermath={name: {**day, "date": "2031-05-11"} for name in ("zeta", "alpha")})),
            "2031-05-12",
        ).record
    ) == ["zeta", "alpha"]


def test_a_plot_goes_on_that_what_is_left_out_would_have_stopped(case: Scenario) -> None:
    at = "plots.imminent-attack"
    assert case.plots["imminent-attack"].stopped_by == "killing"
    for event in ("killing", "rockets-kirkuk"):
        world = without(case, event)
        assert dict(world.quantities())[f"{at}.stopped"].middle() == 0
        assert world.plots["imminent-attack"].under_way == case.plots["imminent-attack"].under_way
    later = without(case, "swiss-message")  # the killing stands before it in the file
    assert dict(later.quantities())[f"{at}.stopped"] == dict(case.quantities())[f"{at}.stopped"]


def test_the_assumptions_are_those_of_the_case(case: Scenario) -> None:
    world = without(case, "killing")
    here, there = (draws(each, 3, 8).values for each in (case, world))
    moved = {path for path in here if not np.array_equal(here[path], there[path])}
    assert moved == {"plots.imminent-attack.stopped"} and set(here) == set(there)


def test_it_can_be_played_without_any_record() -> None:
    case = load(TWO_NEIGHBOURS)
    world = without(case, next(iter(case.record)))
    assert world.record == {} and world.start_date == dt.date(2030, 11, 1)
    assert not len(compile_game(world, draws(world, 1, 4)).script.days)


def test_no_such_event_is_refused_with_the_nearest_one(case: Scenario) -> None:
    with pytest.raises(CaseError, match=r"--without: found 'kiling'; .* record: .*did you mean killing"):
        without(case, "kiling")
    with pytest.raises(CaseError, match="--without"):
        without(case, "fifty-two-sites")  # of the aftermath
    assert "fifty-two-sites" in as_of(case, "2020-01-09").record
    assert without(as_of(case, "2020-01-09"), "fifty-two-sites").start == "2020-01-03"
