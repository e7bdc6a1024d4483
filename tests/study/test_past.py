"""What a world would have expected of the days just before: known answers in the smallest case."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from offramp.ensemble import Design
from offramp.ensemble.execute import Plan
from offramp.ensemble.player import Player
from offramp.scenario import Scenario
from offramp.study.backtest.past import Past, past
from tests.cases.build import QUIET, made, skeleton

SPOKE = {"kind": "count", "where": {"actors": ["a"]}, "says": "A spoke", "unit": "acts"}


def case(every: int) -> Scenario:
    """A speaks every so many days for two months; at rest it speaks on about one day in ten."""
    first, start = dt.date(2031, 3, 1), dt.date(2031, 5, 10)
    days = [first + dt.timedelta(days=n) for n in range(0, (start - first).days + 1, every)]
    event: dict[str, Any] = {"actor": "a", "move": "statement", "target": "b", "what": "A spoke.", "source": "note"}
    tempo = {"value": "0.1..0.11", "per": "day", "source": "note", "because": "known"}
    actors = {"a": {"name": "A", "kind": "state", "tempo": tempo}, "b": {"name": "B", "kind": "host"}}
    record = {f"e{n}": {**event, "date": f"{day}"} for n, day in enumerate(days)}
    return made(skeleton(record=record, actors=actors, measures={"spoke": SPOKE}, world=QUIET))


def of(scenario: Scenario, days: int = 30, end: str = "2031-05-10") -> dict[str, Past]:
    plan = Plan.of(Design("-", runs=256, draws=4, seed=3), days)
    return dict(past(scenario, end, plan, "quantal", Player(), ["spoke"]))


@pytest.mark.parametrize(("every", "came", "is_off"), [(10, 3, False), (1, 30, True)])
def test_expected_and_came_stand_beside_each_other(every: int, came: int, is_off: bool) -> None:
    found = of(case(every))["spoke"]
    assert (found.came, found.is_off) == (came, is_off)
    assert found.expected == pytest.approx(3, abs=0.6)
    assert (found.start, found.end) == ("2031-04-10", "2031-05-10")
    assert found.low < found.expected < found.high < 30


def test_a_record_that_does_not_reach_so_far_back_says_nothing() -> None:
    assert of(case(10), days=90) == {}


@pytest.mark.parametrize(
    ("expected", "low", "high", "came", "is_off"),
    [
        (0.2, 0, 1, 11, True),
        (9.0, 4, 15, 11, False),
        (6.0, 5, 7, 11, False),
        (30.0, 20, 40, 11, True),
        (0.1, 0, 1, 0, False),
    ],
)
def test_what_is_off(expected: float, low: float, high: float, came: float, is_off: bool) -> None:
    assert Past("m", expected, low, high, came, "", "").is_off is is_off
