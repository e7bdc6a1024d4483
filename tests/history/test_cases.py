"""The cases of the forecast test: their columns as they are, histories that are whole, and what is asked of them."""

from __future__ import annotations

import os
from pathlib import Path

import pandas as pd
import pytest

from offramp.errors import DataError
from offramp.history import TARGETS, Cases, asked, read_cases, read_truth
from offramp.history.cases import FILES
from tests.history.lookalike import CASES, DATA, TRUTH, asked_of


def told(folder: Path) -> str:
    with pytest.raises(DataError) as caught:
        read_cases(folder)
    return str(caught.value)


@pytest.fixture
def cases(tmp_path: Path) -> Cases:
    return read_cases(asked_of(tmp_path))


def test_columns_are_as_they_are_and_rows_in_order(cases: Cases) -> None:
    for table, columns in zip((cases.crises, cases.actors, cases.incidents), FILES.values(), strict=True):
        assert list(table.columns) == [each.source for each in columns.values()]
    assert list(cases.crises.crisno) == [3, 5, 7] and pd.isna(cases.crises.f_regime[2])
    assert list(cases.incidents.incidnum) == [401, 501, 502]
    assert str(cases.incidents.date[2].date()) == "2003-02-01" and pd.isna(cases.incidents.region_act[2])


def test_what_is_asked_follows_from_what_is_known(cases: Cases) -> None:
    assert list(asked("icb_war", cases)) == [3, 5, 7]
    assert list(asked("icb_war_peace", cases)) == [3, 7]
    assert list(asked("icb_escal", cases)) == [7]
    assert list(asked("icb_majres", cases)) == [11, 12, 21] and list(asked("mid_gap", cases)) == [401, 501, 502]


def test_hindsight_may_be_missing(tmp_path: Path) -> None:
    rows = [
        {name: value for name, value in row.items() if name != "gravity_ex_post"} for row in CASES["icb_crisis.csv"]
    ]
    assert read_cases(asked_of(tmp_path, icb_crisis=rows)).crises.gravity_ex_post.isna().all()


def test_a_missing_file_or_column(tmp_path: Path) -> None:
    path = asked_of(tmp_path) / "icb_actor.csv"
    path.rename(tmp_path / "actors.csv")
    assert "icb_actor.csv: found No such file or directory; allowed: a file that can be read" in told(tmp_path)
    asked_of(tmp_path, mid_incident=[{"incidnum": 1, "dispute": 2}])
    assert "mid_incident.csv:1: dispnum: found no such column; allowed: number of the dispute" in told(tmp_path)


def test_a_history_with_a_gap(tmp_path: Path) -> None:
    rows = CASES["mid_incident.csv"]
    assert "mid_incident.csv:2: k: found 2; allowed: 1, 2, 3 and so on within a dispute" in told(
        asked_of(tmp_path, mid_incident=[rows[0], rows[2]])
    )
    assert (
        "mid_incident.csv:2: date: found 2002-12-31; allowed: a day not before that of the incident before it"
        in told(asked_of(tmp_path, mid_incident=[{**rows[0], "date": "2002-12-31"}, *rows[1:]]))
    )
    assert "date: found 30/1/03; allowed: a date such as 1996-04-11" in told(
        asked_of(tmp_path, mid_incident=[{**rows[0], "date": "30/1/03"}, *rows[1:]])
    )


def test_ids_that_do_not_fit(tmp_path: Path) -> None:
    twice = [*CASES["icb_crisis.csv"], CASES["icb_crisis.csv"][0]]
    assert "icb_crisis.csv:5: crisno: found 7; allowed: every id once" in told(asked_of(tmp_path, icb_crisis=twice))
    alone = CASES["icb_crisis.csv"][1:]
    assert "icb_actor.csv:4: crisno: found 7; allowed: a crisis of icb_crisis.csv" in told(
        asked_of(tmp_path, icb_crisis=alone)
    )


def test_the_truth_is_of_known_targets(tmp_path: Path) -> None:
    assert len(read_truth(asked_of(tmp_path))) == len(TRUTH)
    asked_of(tmp_path, truth=[{**TRUTH[0], "target": "icb_peace"}])
    with pytest.raises(DataError, match=r"truth\.csv:2: target: found icb_peace; allowed: one of icb_viol, icb_war"):
        read_truth(tmp_path)


@DATA
def test_the_public_cases() -> None:
    folder = Path(os.environ["OFFRAMP_DATA"], "cases")
    cases, truth = read_cases(folder / "public"), read_truth(folder / "public")
    assert (len(cases.crises), len(cases.actors), len(cases.incidents)) == (316, 714, 2928)
    for name in TARGETS:
        scored, all_of_it = set(truth.id[truth.target == name]), set(asked(name, cases).tolist())
        assert scored <= all_of_it
        assert scored == all_of_it or TARGETS[name].table == "incidents" or name == "icb_duration"


@DATA
def test_the_targets_are_those_of_the_data() -> None:
    theirs = pd.read_csv(Path(os.environ["OFFRAMP_DATA"], "cases", "targets.csv"), keep_default_na=False).set_index(
        "target"
    )
    assert list(theirs.index) == list(TARGETS)
    files = dict(zip(("crises", "actors", "incidents"), (each[:-4] for each in FILES), strict=True))
    for name, own in TARGETS.items():
        each = theirs.loc[name]
        assert (each.file, each.id, each.kind, each.meaning) == (files[own.table], own.id, own.kind, own.meaning)
        assert each.classes == ";".join(map(str, own.classes))
