"""Surprises: what an event's class is, what its chance is, and that nothing later than the day before is read."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import jax
import numpy as np
import pytest
from typer.testing import CliRunner

from offramp.cli.app import app
from offramp.engine.record import opening
from offramp.game.record import compile_record
from offramp.scenario import Scenario, load
from offramp.study.forecasting.surprises import DAYS, Surprise, _Fortnights, _padded, forecasts, surprises

CASE = Path(__file__).parents[1] / "cases" / "two-neighbours.yaml"


@pytest.fixture(scope="module")
def case() -> Scenario:
    return load(CASE)


@pytest.fixture(scope="module")
def play(case: Scenario) -> _Fortnights:
    return _Fortnights(case, 1)


@pytest.fixture(scope="module")
def found(case: Scenario) -> list[Surprise]:
    return forecasts(case)


def test_every_event_is_forecast_in_the_order_of_time(case: Scenario, found: list[Surprise]) -> None:
    assert [each.event for each in found] == list(case.record)
    assert all(0 <= each.chance <= 1 and each.futures >= 200 for each in found)


def test_the_default_never_reads_the_aftermath(case: Scenario, found: list[Surprise]) -> None:
    assert forecasts(case.model_copy(update={"aftermath": {}})) == found
    later = forecasts(case, until="2031-06-02")
    assert [each.event for each in later] == [*case.record, *case.aftermath]
    assert later[: len(found)] == found


def test_an_event_does_not_know_of_itself(case: Scenario, play: _Fortnights) -> None:
    """The chance of the last event is the same in a record that ends before its fortnight."""
    day = dt.date(2031, 5, 10)
    short = {key: event for key, event in case.record.items() if event.date < "2031-04-26"}
    assert len(short) == len(case.record) - 1
    other = _Fortnights(case.model_copy(update={"record": short}), 1)
    np.testing.assert_array_equal(other.before(day), play.before(day))


def test_the_class_is_who_how_high_and_where(case: Scenario, play: _Fortnights) -> None:
    """By hand: of four futures, one has the event's class; others miss it by actor, place or rung."""
    event, names = case.record["commander-killed"], play.game.names
    place = names.arenas.index("pass")

    def option(actor: str, arena: int, *rungs: int) -> int:
        same = (names.actor == names.actors.index(actor)) & (names.arena == arena) & np.isin(names.rung, rungs)
        return int(np.flatnonzero(same)[0])

    taken = np.full((DAYS, len(names.actors), 4), -1, np.int16)
    taken[3, 0, 0] = option("aland", place, 5, 6)
    taken[3, 0, 1] = option("mountain-league", place, 5, 6)
    taken[3, 0, 2] = option("aland", names.arenas.index("coast"), 5, 6)
    taken[3, 0, 3] = option("aland", place, 3, 4)
    made = play.judge("killed", event, taken)
    assert (made.chance, made.futures, made.rungs, made.arena) == (0.25, 4, (5, 6), "pass")
    assert not made.surprise


@pytest.mark.proof
def test_padding_changes_no_state(case: Scenario, play: _Fortnights) -> None:
    script = compile_record(case, play.game.names, dt.date(2031, 4, 25))
    longer = _padded(script, len(script.days) + 50)
    for x, y in zip(*(jax.tree.leaves(opening(play.game, each)) for each in (script, longer)), strict=True):
        np.testing.assert_allclose(np.asarray(x), np.asarray(y), rtol=2e-5, atol=1e-6)


def test_surprises_are_those_under_five_in_a_hundred_greatest_first() -> None:
    each = [
        Surprise(str(i), "2031-01-01", "", "a", (0, 2), None, share, 100)
        for i, share in enumerate((0.2, 0.04, 0.05, 0.0))
    ]
    assert [one.event for one in surprises(each)] == ["3", "1"]


def test_the_command_lists_them() -> None:
    told = CliRunner().invoke(app, ["surprises", str(CASE)])
    assert told.exit_code == 0 and "of 3 events surprised the model" in " ".join(told.stdout.split())
    body = json.loads(CliRunner().invoke(app, ["surprises", str(CASE), "--json"]).stdout)
    assert [each["event"] for each in body] == ["posts-moved", "rockets", "commander-killed"]
    assert all(each["surprise"] == (each["chance"] < 0.05) for each in body)
    bad = CliRunner().invoke(app, ["surprises", str(CASE), "--as-of", "never"])
    assert (bad.exit_code, bad.stdout) == (2, "") and "--as-of" in bad.stderr
