"""A case as of another day: no more and no less in the record than had happened by then."""

import datetime as dt

import pytest

from offramp.errors import CaseError
from offramp.scenario import Scenario, load
from offramp.scenario.asof import as_of, leaks


@pytest.fixture(scope="module")
def case() -> Scenario:
    return load("baghdad-2020")


def test_the_own_start_is_the_case_itself(case: Scenario) -> None:
    assert as_of(case, case.start) is case and as_of(case, case.start_date) is case


@pytest.mark.parametrize("day", ["2019-09-20", "2020-01-02", "2020-01-09", "2020-04-30"])
def test_what_had_happened_is_record_and_what_had_not_is_not(case: Scenario, day: str) -> None:
    moved = as_of(case, day)
    assert moved.start == moved.information_date == day and moved.days == case.days
    assert all(event.date <= day for event in moved.record.values())
    assert all(event.date > day for event in moved.aftermath.values())
    assert moved.record | moved.aftermath == case.record | case.aftermath
    dates = [event.date for event in moved.record.values()]
    assert dates == sorted(dates)
    assert all(span.start <= span.end <= day for span in moved.complete)
    came = {key for key in case.aftermath if key in moved.record}
    known = {path: each for path, each in moved.quantities() if not set(path.split(".")[1:2]) <= came}
    assert known.items() <= dict(case.quantities()).items()


# Iran itself struck on 8 January, its proxies on many days; the United States in December, on 3 January and 13 March.
WHOSE = [("2020-01-02", "iran"), ("2020-01-07", "iran"), ("2020-01-09", "united-states"), ("2020-03-20", "iran")]


@pytest.mark.parametrize(("day", "who"), WHOSE)
def test_who_has_answered_is_not_asked_about_again(case: Scenario, day: str, who: str) -> None:
    moved = as_of(case, day)
    (other,) = {*case.principals} - {who}
    assert moved.measures["violent_answer_30d_prob"].where.sides == (who,)
    assert moved.measures["open_violent_answer_30d_prob"].where.actors == (who,)
    assert moved.measures["violent_acts_first"].where.sides == (other,)
    assert (
        moved.principals == case.principals and moved.measures["iran_yields_prob"] == case.measures["iran_yields_prob"]
    )


def test_moving_there_and_back_is_moving_nowhere(case: Scenario) -> None:
    there = as_of(as_of(case, "2020-01-09"), "2020-01-03")
    assert there.record == case.record and there.aftermath == case.aftermath


def test_what_comes_after_the_day_changes_nothing(case: Scenario) -> None:
    known = {key: event for key, event in case.aftermath.items() if event.date <= "2020-01-09"}
    assert 5 < len(known) < len(case.aftermath)
    less = as_of(case.model_copy(update={"aftermath": known}), "2020-01-09")
    assert less.model_copy(update={"aftermath": {}}) == as_of(case, "2020-01-09").model_copy(update={"aftermath": {}})


def test_a_plot_is_of_the_start_and_passes(case: Scenario) -> None:
    assert as_of(case, "2020-01-09").plots == case.plots != {}
    assert as_of(case, "2020-01-02").plots == as_of(case, "2020-02-09").plots == {}


def test_ranges_that_know_more_than_the_day_are_named(case: Scenario) -> None:
    assert leaks(case) == leaks(as_of(case, "2020-01-09")) == []
    late = leaks(as_of(case, "2019-09-20"))
    assert "actors.iran.tempo" in late and "actors.bystanders.tempo" not in late


@pytest.mark.parametrize("day", ["2001-01-01", "2030-01-01", "2020-13-01", "20200109", "soon", ""])
def test_a_day_of_which_the_case_says_nothing_is_refused(case: Scenario, day: str) -> None:
    with pytest.raises(CaseError, match=r"--as-of: found .*; allowed: ") as caught:
        as_of(case, day)
    assert len(caught.value.faults) == 1


def test_the_last_day_is_a_margin_after_the_last_event(case: Scenario) -> None:
    last = max(event.date for event in case.aftermath.values())
    end = dt.date.fromisoformat(last) + dt.timedelta(days=30)
    assert not as_of(case, end).aftermath
    with pytest.raises(CaseError, match=f"to {end}: from the first event of baghdad-2020 to 30 days after"):
        as_of(case, end + dt.timedelta(days=1))
