"""What the record says of the days before the start: by its events where it is whole, by a count where there is one."""

from __future__ import annotations

import datetime as dt

import pytest

from offramp.scenario import Scenario, load
from offramp.scenario.asof import as_of
from offramp.scenario.passing import events_of, options_of, sides
from offramp.scenario.policy import policy
from offramp.scenario.questions import Where
from offramp.scenario.recorded import recorded
from offramp.scenario.without import without
from tests.scenario.broken import GOOD

HARD = Where(at_least=3)


@pytest.fixture(scope="module")
def case() -> Scenario:
    return load(GOOD)


@pytest.fixture(scope="module")
def baghdad() -> Scenario:
    return load("baghdad-2020")


def test_where_it_is_whole_its_events_are_counted(case: Scenario) -> None:
    assert recorded(case, HARD, 40) == 2  # from the first of April on
    assert recorded(case, HARD, 10) == 1
    assert recorded(case, Where(at_least=3, led_by=("borduria",)), 40) == 1  # the rockets that it ordered
    assert recorded(case, Where(actors=("borduria",), at_least=3), 40) == 0


def test_where_it_is_not_it_says_nothing(case: Scenario) -> None:
    assert recorded(case, HARD, 41) is None  # one day too far back
    assert recorded(case, Where(at_least=2), 40) is None  # sanctions are not all named
    assert recorded(case.model_copy(update={"complete": ()}), HARD, 10) is None


def test_a_count_stands_for_its_own_days_and_acts_alone(baghdad: Scenario) -> None:
    attacks = baghdad.measures["attacks_on_us_in_iraq"].where
    assert [recorded(baghdad, attacks, days) for days in (65, 64, 66, 8)] == [11, None, None, 1]
    assert recorded(baghdad, attacks.model_copy(update={"at_least": 6}), 65) is None


def test_a_count_is_no_part_of_an_earlier_record(baghdad: Scenario) -> None:
    assert [span.counted for span in baghdad.complete] == [None, 11]
    for earlier in (as_of(baghdad, "2020-01-02"), without(baghdad, "killing")):
        assert [(span.counted, span.end) for span in earlier.complete] == [(None, "2020-01-02")]


def test_filters_of_names(case: Scenario) -> None:
    assert sides(case) == {
        "aland": "aland",
        "borduria": "borduria",
        "mountain-league": "borduria",
        "coria": "coria",
        "dorland": "dorland",
    }
    assert {option[0] for option in options_of(case, Where(sides=("borduria",), at_least=5))} == {
        "borduria",
        "mountain-league",
    }
    assert [event.date for event in events_of(case, Where(target_sides=("aland",)), "2031-01-01", "2031-12-31")] == [
        "2031-04-20"
    ]


def test_policies_are_taken_as_off_ramps_are(baghdad: Scenario) -> None:
    made = policy(baghdad, ["press-and-wait", "omani-channel"], shift=2)
    assert len(made.orders) == 5 and min(order.from_day for order in made.orders) == 3
    assert [hold.from_day for hold in made.holds] == [3]


def test_the_answers_that_were_given_are_those_of_the_record(baghdad: Scenario) -> None:
    (test,) = baghdad.claims["brodsky-1"].tests
    start = dt.date.fromisoformat(test.as_of or "")
    assert start + dt.timedelta(days=test.within) == baghdad.start_date
    done = {(e.date, e.actor, e.move, e.target, e.arena) for e in baghdad.record.values()}
    for order in baghdad.policies["answers-that-were-given"].orders:
        day = (start + dt.timedelta(days=order.from_day)).isoformat()
        assert (day, order.actor, order.move, order.target, order.arena) in done
