"""Disputes and incidents: sides, clashes, days that are not known, and every rule for an odd row."""

from __future__ import annotations

import os
from pathlib import Path

import pandas as pd
import pytest

from offramp.history import QUIRKS, Mid, read_mid
from offramp.history.codes_mid import ACTION, LEVEL, LEVEL_OF
from tests.history.lookalike import DATA, history


@pytest.fixture(scope="module")
def mid(tmp_path_factory: pytest.TempPathFactory) -> Mid:
    return read_mid(history(tmp_path_factory.mktemp("mid")))


def test_codes_become_words_and_levels_are_ordered(mid: Mid) -> None:
    assert list(mid.incidents.action[:3]) == ["show of force", "attack", "clash"]
    assert list(mid.incidents.level[:3]) == ["display", "force", "force"]
    assert mid.incidents.level.max() == "force" and mid.disputes.settlement[0] == "none"


def test_an_unknown_day_is_a_month_and_has_a_place_by_number(mid: Mid) -> None:
    third = mid.incidents.iloc[2]
    assert (str(third.start.date()), str(third.start_latest.date())) == ("2001-02-01", "2001-02-28")
    assert not third.start_exact and pd.isna(third.days) and third.k == 3
    placed = mid.incidents.set_index("incident").date.dt.strftime("%Y-%m-%d")
    assert placed[9001003] == "2001-02-01"  # after the last known day
    assert placed[9002001] == "2014-09-30"  # before the next known day, and none before it
    assert placed[9002004] == "2014-12-01"
    assert mid.found["mid-unknown-day"] == (9001003, 9002001, 9002004)


def test_an_incident_without_participants_is_left_out(mid: Mid) -> None:
    assert 9002003 not in set(mid.incidents.incident) and mid.found["mid-no-actors"] == (9002003,)
    assert list(mid.incidents.k) == [1, 2, 3, 4, 1, 2, 3]


def test_days_are_counted_from_the_dates(mid: Mid) -> None:
    assert mid.incidents.days[3] == 4 and mid.found["mid-short-duration"] == (9001004,)


def test_sides_are_those_of_the_initiators(mid: Mid) -> None:
    assert list(mid.incidents.side) == ["A", "B", "A", "A", "A", "A", "A"]
    assert mid.found["mid-fires-within"] == (9002002,)


def test_in_a_clash_nobody_is_first(mid: Mid) -> None:
    assert list(mid.incidents.both[:4]) == [False, False, True, False] and mid.found["mid-clash"] == (9001003,)


def test_what_has_no_order_is_marked(mid: Mid) -> None:
    """Two on the same day, one somewhere in the month of another; a month by itself is in order."""
    assert list(mid.incidents.order_known) == [False, False, False, False, True, True, True]


def test_unknown_deaths_are_neither_none_nor_some(mid: Mid) -> None:
    fatal = list(mid.incidents.fatal[:4])
    assert fatal[:2] == [1, 1] and pd.isna(fatal[2]) and mid.found["mid-deaths-unknown"] == (9001003,)
    assert mid.incidents.deaths_precise[1] == 3 and pd.isna(mid.incidents.deaths[2])
    assert pd.isna(mid.incidents.deaths_precise[0]) and mid.found["mid-no-death-counted"] == (9001001,)


def test_reciprocity_by_flag_and_by_acts(mid: Mid) -> None:
    assert list(mid.disputes.reciprocated) == [True, False] and mid.found["mid-reciprocity"] == (9002,)
    assert mid.found["mid-ongoing"] == (9002,)


def test_every_rule_of_mid_is_needed_by_the_lookalike(mid: Mid) -> None:
    assert [name for name in QUIRKS if name.startswith("mid-") and not mid.found[name]] == []


@DATA
def test_the_public_part() -> None:
    """Counts of facts_public.csv and evidence.md, which were computed without this code."""
    mid = read_mid()
    incidents = mid.incidents
    assert (len(mid.disputes), incidents.dispute.nunique(), len(incidents)) == (1583, 433, 2928)
    shares = incidents.level.value_counts(normalize=True).round(4)
    assert [shares[each] for each in ("threat", "display", "force", "war")] == [0.0516, 0.5, 0.4464, 0.002]
    size = incidents.groupby("dispute").size()
    assert size.median() == 2 and round((size == 1).mean(), 4) == 0.4758
    last = ~incidents.duplicated("dispute", keep="last")
    ongoing = incidents.dispute.isin(mid.disputes.dispute[mid.disputes.ongoing])
    assert (~last).sum() == 2495 and (~(last & ongoing)).sum() == 2905
    exact = incidents.start_exact & incidents.groupby("dispute").start_exact.shift(-1, fill_value=False)
    assert exact.sum() == 2339
    sides = incidents.groupby("dispute").side.nunique() == 2
    assert round(sides.mean(), 4) == 0.3464
    both = sides | incidents.groupby("dispute").both.any()
    assert round(both.mean(), 4) == 0.4296
    fatal = incidents[incidents.fatal == 1]
    assert len(fatal) == 180 and round((fatal.deaths == "1-25").mean(), 4) == 0.8667
    assert fatal.deaths_precise.count() == 119 and fatal.deaths_precise.median() == 1
    assert mid.found["mid-no-actors"] == (4269010,) and len(mid.found["mid-short-duration"]) == 27
    assert len(mid.found["mid-unknown-day"]) == 127 and len(mid.found["mid-reciprocity"]) == 22


@DATA
def test_the_order_is_that_of_the_forecast_cases() -> None:
    """Placed days, order, sides and clashes are those of the case files, which were made without this code."""
    path = Path(os.environ["OFFRAMP_DATA"], "cases", "public", "mid_incident.csv")
    cases = pd.read_csv(path, parse_dates=["date"]).set_index("incidnum")
    own = read_mid().incidents.set_index("incident").reindex(cases.index)
    assert (own.date == cases.date).all() and (own.k == cases.k).all()
    assert ((own.side == "A") == (cases.side == 1)).all() and (own.both == (cases.both == 1)).all()
    assert (own.start_exact == (cases.date_exact == 1)).all() and own.fatal.equals(cases.fatal)


@DATA
def test_levels_follow_from_actions() -> None:
    mid = read_mid()
    for table in (mid.incidents, mid.incident_actors, mid.participants):
        coded = table.action.cat.codes.map(dict(enumerate(ACTION.names)))
        assert list(coded.map(LEVEL_OF).map(LEVEL.names)) == list(table.level)
