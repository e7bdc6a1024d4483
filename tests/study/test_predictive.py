"""The posterior predictive check: what is inside, what is missed, what is left out and why; the command."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import jsonschema
import numpy as np
import pandas as pd
import pytest
from typer.testing import CliRunner, Result

from offramp.cli.app import app
from offramp.errors import DataError
from offramp.fit.laplace import Fitted
from offramp.fit.onset_model import Link, numbers
from offramp.fit.parameters import parameters
from offramp.fit.posterior import save
from offramp.study.forecasting.posterior_predictive import Predictive, compared, read_facts
from offramp.study.forecasting.unmodelled_facts import NO_INTERVAL, unspoken
from tests.history.lookalike import DATA, asked_of

ROOT = Path(__file__).parents[2]
HEADLINE = re.compile(r"interval: (\d+) % of (\d+) rows \((\d+) % of ICB's, (\d+) % of MID's\)")
HEAD = "section,fact,group,stat,est,lo,hi,n\n"
DEATHS = "precise deaths in fatal incidents (where given)"
WAITS, LEVELS = "days to the next incident of the dispute (given one)", "level of incidents"
FACTS = (
    f"MID,{LEVELS},all,display,0.5,0.4,1,90\n"
    f"MID,{LEVELS},all,war,0.5,0.4,0.6,90\n"
    f"MID,{LEVELS},all,no such level,0.5,0.4,0.6,90\n"
    "MID,next vs last level: all,expected if unrelated,same,0.4,,,90\n"
    f"MID,{DEATHS},all,q50,2,1,3,9\n"
    'ICB,"crisis duration, days",all,P(<=365),0.9,0,1,9\n'
    "ICB,share mediated,all,P,0.3,0.2,0.4,9\n"
)


def offramp(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words], prog_name="offramp")


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    path = tmp_path / "facts.csv"
    path.write_text(HEAD + FACTS)
    return path


def _made(*values: float, stat: str = "display") -> Predictive:
    table = pd.DataFrame([("MID", LEVELS, "all", stat, 0.5, 0.4, 0.6, 90)], columns=HEAD.strip().split(","))
    return compared(table, {"MID": [{(LEVELS, "all", stat): value} for value in values]})


def test_a_row_is_inside_if_the_model_s_mean_lies_in_the_data_s_interval() -> None:
    (row,) = _made(0.3, 0.5, 0.61).rows
    assert row.inside and row.model == pytest.approx(0.47) and 0.3 <= row.span[0] < row.span[1] <= 0.61
    assert not _made(0.3, 0.4, 0.41).rows[0].inside and not _made(0.6, 0.61, 0.7).rows[0].inside
    assert _made(0.4).rows[0].inside and _made(0.6).rows[0].inside  # the ends belong to it


def test_of_a_quantile_the_middle_world_counts() -> None:
    assert _made(0.5, 0.5, 9.0, stat="q50").rows[0].inside and not _made(0.5, 0.5, 9.0, stat="quick").rows[0].inside


def test_what_cannot_be_said_is_told_with_its_reason(facts: Path) -> None:
    table = read_facts(facts)
    made = compared(table, {"MID": [{(LEVELS, "all", "display"): 0.7, (LEVELS, "all", "war"): 0.0}], "ICB": [{}]})
    assert [(each.stat, each.inside) for each in made.rows] == [("display", True), ("war", False)]
    assert made.share() == 0.5 == made.share("MID") and np.isnan(made.share("ICB"))
    assert made.by_fact() == {("MID", LEVELS): (1, 2)}
    assert len(made.rows) + sum(each.rows for each in made.left_out) == len(table)
    reasons = {each.fact: each.reason for each in made.left_out}
    assert reasons["next vs last level: all"] == NO_INTERVAL
    assert "mediators" in reasons["share mediated"] and "deaths" in reasons[DEATHS]
    assert reasons[LEVELS] == "it did not come about in any world"


@pytest.mark.parametrize(
    ("fact", "group", "stat", "speaks"),
    [
        ("response severity | trigger", "violent", "violent", True),
        ("response severity | trigger", "violent", "verbal", False),
        ("response severity | trigger", "verbal", "violent", True),
        ("crisis duration, days", "minor clashes", "q50", True),
        ("crisis duration, days", "mediated", "q50", False),
        (WAITS, "all", "P(<=180)", True),
        (WAITS, "all", "P(<=184)", False),
        ("other side acts within t days (strict)", "bilateral disputes", "P(<=7)", False),
        ("P(next incident is the other side's): all", "all", "P", True),
        ("P(next incident is the other side's): same side again", "all", "P", False),
    ],
)
def test_what_the_model_speaks_to(fact: str, group: str, stat: str, speaks: bool) -> None:
    assert (unspoken(fact, group, stat) == "") is speaks


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (f"MID,{LEVELS},all,display,0.5,0.6,0.4,90\n", "lo: found 0.6; allowed: at most hi, which is 0.4"),
        (f"MID,{LEVELS},all,display,much,0.4,0.6,90\n", "est: found 'much'"),
        (f"PEW,{LEVELS},all,display,0.5,0.4,0.6,90\n", "section: found 'PEW'; allowed: ICB or MID"),
    ],
)
def test_a_bad_table_gives_one_clear_error(tmp_path: Path, row: str, said: str) -> None:
    path = tmp_path / "facts.csv"
    path.write_text(HEAD + row)
    with pytest.raises(DataError, match=f"facts.csv:2: {said}".replace("(", r"\(")):
        read_facts(path)


def test_the_command_names_a_table_that_is_not_there(tmp_path: Path) -> None:
    done = offramp("predictive", "--cases", asked_of(tmp_path), "--facts", tmp_path / "none.csv")
    assert (done.exit_code, done.stdout) == (2, "") and "none.csv" in done.stderr


@pytest.mark.proof
def test_the_command(tmp_path: Path, facts: Path) -> None:
    size, more = len(parameters()), len(numbers())
    world = Fitted(np.zeros(size), np.eye(size), 0.0, 1, 1)
    save(world, "nothing", tmp_path / "f.json", Link(np.zeros(more), np.ones(more), 0, 0, 64, 1))
    words = ("predictive", "--cases", asked_of(tmp_path), "--facts", facts, "--fitted", tmp_path / "f.json")
    done = offramp(*words, "--worlds", 20, "--json")
    assert done.exit_code == 0, done.output
    body = json.loads(done.stdout)
    jsonschema.validate(body, Predictive.schema())
    assert (body["rows"], body["worlds"], body["inside"]) == (3, 20, pytest.approx(2 / 3))
    assert sum(each["rows"] for each in body["left_out"]) == 4
    shown = offramp(*words, "--worlds", 20).stdout
    assert "67 % of 3 rows (100 % of ICB's, 50 % of MID's)" in " ".join(shown.split())
    table = offramp(*words, "--worlds", 20, "--table").stdout
    assert (
        f"| MID | {LEVELS} | 1 of 2 |" in table and f"| MID | {LEVELS} | all | war: 0.500 (0.400 to 0.600), " in table
    )


@pytest.mark.proof
@DATA
def test_the_page_says_what_the_shipped_numbers_come_to() -> None:
    """Shares within three in a hundred, since another machine rounds otherwise and rows at an interval's end change."""
    data = Path(os.environ["OFFRAMP_DATA"])
    words = ("--cases", data / "cases" / "public", "--facts", data / "facts_public.csv", "--table")
    done = offramp("predictive", *words)
    assert done.exit_code == 0, done.output
    page = (ROOT / "docs" / "predictive.md").read_text(encoding="utf-8")
    (said,), (is_so,) = ([[int(n) for n in found] for found in HEADLINE.findall(text)] for text in (page, done.stdout))
    assert said[1] == is_so[1] and np.abs(np.subtract(said, is_so)).max() <= 3
