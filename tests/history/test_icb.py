"""Crises and their actors: the codes' meaning, dates that are not exact, and every rule for an odd row."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from offramp.errors import DataError
from offramp.history import QUIRKS, Icb, read_icb
from tests.history.lookalike import DATA, ICB1, ICB2, history


@pytest.fixture(scope="module")
def icb(tmp_path_factory: pytest.TempPathFactory) -> Icb:
    return read_icb(history(tmp_path_factory.mktemp("icb")))


def test_codes_become_words_in_their_order(icb: Icb) -> None:
    crises = icb.crises.set_index("crisis")
    assert list(crises.trigger) == ["violent", "violent", "violent", "political"]
    assert crises.violence[2] == "full-scale war" and crises.violence.max() == "full-scale war"
    assert list(icb.actors.response[:2]) == ["violent military", "political"]
    assert list(icb.actors.violence.cat.categories) == ["none", "minor clashes", "serious clashes", "full-scale war"]


def test_a_crisis_without_date_and_actors_is_left_out(icb: Icb) -> None:
    assert list(icb.crises.crisis) == [1, 2, 3, 4] and icb.found["icb-empty"] == (474,)
    assert list(icb.actors.case) == [1, 2, 3, 4, 5, 6]


def test_a_row_without_its_number_is_not_empty(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"icb2\.csv:3: cracno: found nothing; allowed: number of the crisis actor"):
        read_icb(history(tmp_path, icb2=[ICB2[0], {**ICB2[1], "cracno": ""}]))


def test_durations_are_elapsed_days_and_999_is_unknown(icb: Icb) -> None:
    days = icb.crises.set_index("crisis").days
    assert (days[1], days[2]) == (10, 46) and pd.isna(days[3])
    assert icb.found["icb-end-unknown"] == (3,)
    assert icb.found["icb-duration-differs"] == (4,)
    assert icb.crises.days_dated[3] == 4 and days[4] == 204


def test_vague_days_have_a_first_and_a_last(icb: Icb) -> None:
    second, third = icb.crises.iloc[1], icb.crises.iloc[2]
    assert (str(second.start.date()), str(second.start_latest.date())) == ("1950-03-11", "1950-03-20")
    assert (str(second.end.date()), str(second.end_latest.date())) == ("1950-04-21", "1950-04-30")
    assert (str(third.end.date()), str(third.end_latest.date())) == ("1961-01-01", "1961-12-31")
    assert not second.start_exact and not third.end_exact and third.start_exact
    assert icb.found["icb-vague-day"] == (2,)


def test_a_day_that_the_month_does_not_have(icb: Icb) -> None:
    first = icb.crises.iloc[0]
    assert (str(first.mediated.date()), str(first.mediated_latest.date())) == ("1950-06-01", "1950-06-30")
    assert not first.mediated_exact and icb.found["icb-no-such-day"] == (1,)
    assert first.has_mediator == 1 and pd.isna(first.mediation)


def test_the_running_war_is_that_of_the_actor_triggered_first(icb: Icb) -> None:
    """In crisis 2 the flag over the whole crisis says war, and so does an actor that was triggered later."""
    assert list(icb.crises.running_war) == [False, False, False, False]
    assert icb.found["icb-war-flag"] == (2,)


def test_what_was_used_and_what_was_answered_are_kept_apart(icb: Icb) -> None:
    assert icb.found["icb-war-of-others"] == (2,)
    assert icb.found["icb-violence-differs"] == (1,)
    assert list(icb.crises.used)[:2] == ["full-scale war", "minor clashes"]
    assert icb.found["icb-peak-is-not-response"] == (2,)


def test_lags_from_dates_and_as_counted(icb: Icb) -> None:
    actors = icb.actors.set_index("case")
    assert (actors.lag[1], actors.lag_coded[1]) == (2, 2) and (actors.lag[2], actors.lag_coded[2]) == (0, 0)
    assert pd.isna(actors.lag[3])  # both days are vague
    assert pd.isna(actors.lag[6]) and icb.found["icb-answers-early"] == (6,)
    assert icb.found["icb-lag-differs"] == (5, 6)


def test_unknowns_stay_unknown(icb: Icb) -> None:
    assert pd.isna(icb.crises.power_gap[2]) and icb.found["icb-power-unknown"] == (3,)
    assert pd.isna(icb.actors.outcome[4]) and pd.isna(icb.actors.power_gap[4])


def test_every_rule_of_icb_is_needed_by_the_lookalike(icb: Icb) -> None:
    assert [name for name in QUIRKS if name.startswith("icb-") and not icb.found[name]] == []


def test_a_later_version_is_refused(tmp_path: Path) -> None:
    newer = history(tmp_path, icb1=[*ICB1[:2], {**ICB1[2], "crisno": 496}])
    with pytest.raises(DataError, match=r"icb1\.csv:4: crisno: found '496'; allowed: a whole number from 1 to 487"):
        read_icb(newer)


@DATA
def test_the_public_part() -> None:
    """Counts of facts_public.csv and evidence.md, which were computed without this code."""
    icb = read_icb()
    crises, actors = icb.crises, icb.actors
    assert (len(crises), len(actors)) == (316, 714)
    assert (~crises.running_war).sum() == 287
    assert crises.days.count() == 311 and crises.days.median() == 79
    assert actors.lag_coded.count() == 701 and actors.lag_coded.median() == 4
    assert round((actors.lag_coded == 0).sum() / 701, 4) == 0.1983
    assert crises.has_mediator.count() == 313 and round(crises.has_mediator.mean(), 4) == 0.3387
    assert crises.power_gap.isna().sum() == 47
    war = crises[~crises.running_war].violence == "full-scale war"
    assert round(war.mean(), 2) == 0.15
    forms = crises.ended_by.value_counts(normalize=True).round(4)
    assert (forms["unilateral act"], forms["formal agreement"], forms["faded"]) == (0.3892, 0.2310, 0.0633)
    outcomes = actors.outcome.value_counts(normalize=True).round(4)
    assert actors.outcome.count() == 713 and (outcomes["victory"], outcomes["defeat"]) == (0.3310, 0.2048)
    assert len(icb.found["icb-peak-is-not-response"]) == 65
    assert icb.found["icb-end-unknown"] == (139, 161, 179, 324, 350)
    assert 107 in icb.found["icb-war-of-others"]
