"""Stylised facts: what the readers give is what history is known to look like, and what the facts are made of."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from offramp.fit.simulate_crises import known
from offramp.history import facts_icb, facts_mid, read_cases, read_icb, read_mid
from offramp.history.facts import Facts, alike, quantile, shares
from tests.fit import disputes as quarrels
from tests.history.lookalike import DATA

NEXT, ENDS = "days to the next incident of the dispute (given one)", "P(dispute ends after this incident)"
OTHER, STRICT = "P(next incident is the other side's): all", "other side acts within t days (strict)"
FURTHER, CLASHES = "any further incident in the dispute within t days", "other side acts within t days (incl. clashes)"


def table() -> pd.DataFrame:
    path = Path(os.environ["OFFRAMP_DATA"], "facts_public.csv")
    return pd.read_csv(path, keep_default_na=False).set_index(["fact", "group", "stat"])


def wrong(found: Facts) -> tuple[dict[tuple[str, str, str], tuple[float, float]], int]:
    """The facts that differ from the table's to the fourth decimal, and how many it has."""
    est = table().est
    there = {key: float(est[key]) for key in found if key in est.index}
    return {key: (found[key], value) for key, value in there.items() if abs(found[key] - value) > 6e-5}, len(there)


@DATA
def test_the_facts_of_disputes_are_reproduced() -> None:
    assert wrong(facts_mid.facts(facts_mid.of_mid(read_mid()))) == ({}, 469)


@DATA
def test_the_facts_of_crises_are_reproduced() -> None:
    assert wrong(facts_icb.facts(facts_icb.of_icb(read_icb()))) == ({}, 413)


@DATA
def test_the_cases_tell_what_the_official_files_tell() -> None:
    """But for disputes that had not ended with the data, which a case does not tell."""
    cases = read_cases(Path(os.environ["OFFRAMP_DATA"], "cases", "public"))
    mine, theirs = facts_mid.of_cases(cases.incidents), facts_mid.of_mid(read_mid())
    same = [column for column in mine if column not in ("dispute", "ended")]
    pd.testing.assert_frame_equal(
        mine.sort_values(["dispute", "k"])[same].reset_index(drop=True),
        theirs.sort_values(["dispute", "k"])[same].reset_index(drop=True),
        check_dtype=False,
    )
    of, at_onset = facts_icb.of_icb(read_icb()), known(cases)
    for part, onset in zip(of, at_onset, strict=True):
        assert (part[list(onset)].fillna(-1).to_numpy(float) == onset.fillna(-1).to_numpy(float)).all()


def _facts(*rows: tuple[int, str, int, int], both: bool = False) -> Facts:
    return facts_mid.facts(facts_mid.of_cases(quarrels.incidents(list(rows), both)))


def test_what_follows_an_incident() -> None:
    """A shows force, B answers with force on that day and acts again after ten; another dispute has one incident."""
    found = _facts((1, "2001-01-01", 1, 3), (1, "2001-01-01", 0, 4), (1, "2001-01-11", 0, 4), (2, "2001-01-01", 1, 2))
    assert found[OTHER, "all", "P"] == found[OTHER, "display", "P"] / 2 == 0.5
    assert found["next level | last level: reply by other side", "display", "force"] == 1
    assert found[NEXT, "all", "q50"] == 0 and found[NEXT, "after force", "q50"] == 10
    assert found[ENDS, "all", "P"] == 0.5 and found[ENDS, "first incident", "P"] == 0.5
    assert found["disputes", "all", "P(single incident)"] == 0.5
    assert found[FURTHER, "all", "P(<=7)"] == 0.25 and found[FURTHER, "all", "P(<=30)"] == 0.5
    assert found[STRICT, "all", "P(<=30)"] == 0.25


def test_in_a_clash_the_other_side_acts() -> None:
    rows = ((1, "2001-01-01", 1, 4), (1, "2001-01-03", 1, 4))
    assert _facts(*rows)[CLASHES, "all", "P(<=7)"] == 0
    assert _facts(*rows, both=True)[CLASHES, "all", "P(<=7)"] == 0.5
    assert _facts(*rows, both=True)[STRICT, "all", "P(<=7)"] == 0


def test_an_unknown_day_gives_an_order_and_no_wait() -> None:
    rows = quarrels.incidents([(1, "2001-01-01", 1, 3), (1, "2001-01-02", 0, 3), (1, "2001-01-03", 0, 3)])
    rows.loc[1, "date_exact"] = 0
    found = facts_mid.facts(facts_mid.of_cases(rows))
    assert found[OTHER, "all", "P"] == 0.5 and (NEXT, "all", "q50") not in found


def test_a_window_beyond_the_data_is_not_looked_at() -> None:
    found = _facts((1, "2014-12-20", 1, 3), (1, "2014-12-21", 1, 3))
    assert found[FURTHER, "all", "P(<=7)"] == 0.5 and (FURTHER, "all", "P(<=30)") not in found
    assert (ENDS, "second incident", "P") not in found  # it may go on


def test_shuffling_is_computed_not_drawn() -> None:
    """Of A, A, B in any order two of three times neighbours are different sides."""
    found = _facts((1, "2001-01-01", 1, 3), (1, "2001-01-02", 1, 3), (1, "2001-01-03", 0, 3))
    assert found[OTHER, "expected if order shuffled within each dispute", "P"] == pytest.approx(2 / 3)
    assert found[OTHER, "observed minus shuffled", "P"] == pytest.approx(0.5 - 2 / 3)


def test_responses_are_held_against_triggers() -> None:
    actors = pd.DataFrame(
        {
            "year": 2000,
            "trigger": [9, 9, 2, 4],
            "at_war": False,
            "first": True,
            "armed": False,
            "response": [5, 2, 4, 5],
            "lag": [0.0, 3.0, np.nan, 9.0],
            "violence": [2, 0, 1, 3],
        }
    )
    crises = pd.DataFrame(
        {
            "year": 2000,
            "trigger": [9, 2],
            "protracted": 1,
            "proximity": 3,
            "at_war": [True, False],
            "power_gap": [np.nan, 5.0],
            "violence": [3, 0],
            "days": [10.0, 80.0],
        }
    )
    found = facts_icb.facts(facts_icb.Tables(crises, actors))
    against = {stat: found["response vs trigger", "all actors", stat] for stat in ("below", "equal", "above")}
    assert against == {"below": pytest.approx(1 / 3), "equal": pytest.approx(1 / 3), "above": pytest.approx(1 / 3)}
    assert found["violent response", "any other trigger", "P"] == 0.5  # nobody's act has a response, but no severity
    assert found["response lag, days", "all", "q50"] == 3 and found["response lag, days", "all", "P(<=0)"] == 1 / 3
    assert found["P(full-scale war) | power discrepancy", "missing", "P"] == 1
    assert found["P(full-scale war) | trigger [first actor not in a running war]", "any other", "P"] == 0
    assert found["crisis duration, days", "war", "P(<=30)"] == 1


def test_a_quantile_is_one_of_the_values() -> None:
    assert quantile(pd.Series([1, 2, 10, 20]), 50) == 2 and np.isnan(quantile(pd.Series(dtype=float), 50))


def test_a_word_that_never_comes_has_a_share_of_none() -> None:
    assert shares("f", "g", pd.Series(["a", "a"]), ("a", "b")) == {("f", "g", "a"): 1, ("f", "g", "b"): 0}


def test_disputes_may_count_alike() -> None:
    assert alike(pd.Series([1, 1, 1, 0]), pd.Series([7, 7, 7, 8])) == 0.5
