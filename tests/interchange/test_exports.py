"""Results of a run as CSV and as PLOVER events, the network as GraphML, and the two commands."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pytest
from typer.testing import CliRunner

from offramp import ensemble
from offramp.cli.app import app
from offramp.errors import AddressError
from offramp.interchange.codebook import PLOVER, class_of
from offramp.interchange.graphml import NAMESPACE, graphml
from offramp.interchange.plover import COLUMNS, plover_events
from offramp.results import RunFolder
from offramp.scenario import load
from offramp.scenario.reading.merge import library
from tests.ensemble.fake import FakeEngine
from tests.interchange.tables import CASE, HEAD, a_case, text

runner = CliRunner()


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished run of a fake engine, with acts."""
    out = tmp_path_factory.mktemp("run") / "run"
    ensemble.run(CASE, runs=64, draws=4, days=20, out=out, engine=FakeEngine(block=64))
    return out


def test_every_table_is_written_as_csv_beside_parquet(run: Path) -> None:
    done = runner.invoke(app, ["export", str(run), "--csv"])
    assert done.exit_code == 0, done.output
    folder = RunFolder(run)
    for name in ("runs", "events", "rungs", "draws", "options"):
        frame, told = folder.frame(name), pd.read_csv(run / f"{name}.csv", keep_default_na=False, na_values=[""])
        assert list(told.columns) == list(frame.columns) and len(told) == len(frame) > 0
        for column in frame.columns:
            if frame[column].dtype.kind in "if":
                assert told[column].to_numpy() == pytest.approx(frame[column].to_numpy(), nan_ok=True)
    assert folder.manifest().complete and folder.frame("events", folder.manifest()) is not None


def test_csv_of_an_older_run_goes_when_the_run_is_made_anew(tmp_path: Path) -> None:
    case, out = CASE, tmp_path / "run"
    ensemble.run(case, runs=64, draws=4, days=20, out=out, engine=FakeEngine(block=64))
    assert runner.invoke(app, ["export", str(out), "--csv"]).exit_code == 0
    ensemble.run(case, runs=64, draws=4, days=20, seed=2, out=out, force=True, engine=FakeEngine(block=64))
    assert list(out.glob("*.csv")) == []


def test_the_acts_of_a_future_become_events(run: Path) -> None:
    acts = RunFolder(run).frame("events")
    first = acts.iloc[0]
    mine = acts[(acts["draw"] == first["draw"]) & (acts["run"] == first["run"])]
    rows, without = plover_events(run, f"d{first['draw']}/r{first['run']}")
    assert len(rows) + without == len(mine) and rows
    everything, left_out = plover_events(run)
    assert len(everything) + left_out == len(acts)
    made = RunFolder(run).manifest()
    case = load(CASE)
    for row in rows:
        event = dict(zip(COLUMNS, row, strict=True))
        assert event["Rung"] == case.moves[str(event["Move"])].rung
        assert event["Actor Name"] in {each.name for each in case.actors.values()}
        assert str(event["Event ID"]).startswith(f"{made.case}-d{first['draw']}-r{first['run']}-")


def test_every_type_that_is_written_is_read_as_an_act_alike() -> None:
    from offramp.interchange.plover import plover_type
    from offramp.scenario.moves import Move

    known = library("moves").plain()
    for name, fields in known.items():
        found = plover_type(name, Move.model_validate(fields))
        if found is not None:
            meant = class_of(PLOVER, ["-".join(filter(None, found)), found[0]])
            assert meant is not None, (name, found)


@pytest.mark.parametrize("future", ["nowhere", "d99/r0", "d0/r99999", "other@123456789012/v1/s1/quantal/x/d0/r0"])
def test_a_future_that_is_not_there_is_refused(run: Path, future: str) -> None:
    with pytest.raises(AddressError):
        plover_events(run, future)


def test_a_future_whose_acts_were_not_kept_is_refused(tmp_path: Path) -> None:
    out = tmp_path / "run"
    ensemble.run(CASE, runs=64, draws=4, days=20, keep=1, out=out, engine=FakeEngine(block=64))
    assert plover_events(out, "d0/r0")[0]
    with pytest.raises(AddressError, match="its acts were not kept"):
        plover_events(out, "d0/r1")


def test_the_network_has_every_actor_and_every_tie() -> None:
    case = load(CASE)
    root = ElementTree.fromstring(graphml(case))
    named = {"g": NAMESPACE}
    assert {each.get("id") for each in root.iterfind(".//g:node", named)} == set(case.actors)
    edges = list(root.iterfind(".//g:edge", named))
    ties = {data.text for edge in edges for data in edge.iterfind("g:data[@key='edge-tie']", named)}
    assert ties == set(case.ties)
    money = next(edge for edge in edges if edge.get("id") == "borduria>mountain-league.0")
    assert (money.get("source"), money.get("target"), money.get("directed")) == ("borduria", "mountain-league", "true")
    values = {str(data.get("key")): data.text for data in money.iterfind("g:data", named)}
    assert (values["edge-control_low"], values["edge-control_high"]) == ("0.4", "0.8")
    keys = {each.get("id") for each in root.iterfind("g:key", named)}
    assert {data.get("key") for data in root.iterfind(".//g:data", named)} <= keys


def test_export_and_import_are_commands(tmp_path: Path) -> None:
    case = a_case(tmp_path)
    shown = runner.invoke(app, ["export", str(case), "--as", "record"])
    rows = list(csv.DictReader(io.StringIO(shown.stdout)))
    assert [row["id"] for row in rows] == ["posts-moved", "rockets", "commander-killed"]
    place = tmp_path / "book.xlsx"
    several = ["export", str(case), "--as", "record", "--as", "sources", "--to", str(place)]
    assert runner.invoke(app, several).exit_code == 0
    assert "there already" in runner.invoke(app, several).output
    assert runner.invoke(app, [*several, "--force"]).exit_code == 0
    again = runner.invoke(app, ["import", str(place), "--as", "record", "--into", str(case)])
    assert again.exit_code == 2 and "Nothing is left to import" in again.output
    printed = runner.invoke(app, ["import", str(place), "--as", "record"])
    assert printed.exit_code == 0 and printed.stdout.startswith("record:\n  posts-moved: {date: 2030-11-02")


def test_a_table_is_checked_against_a_shipped_case_which_is_never_written_to(tmp_path: Path) -> None:
    table = tmp_path / "events.csv"
    good = ("2019-12-01", "iran", "statement", "united-states", "", "", "x", "news-2019")
    table.write_text(text(HEAD, [good, ("2019-12-02", "irann", *good[2:])]))
    done = runner.invoke(app, ["import", str(table), "--as", "record", "--case", "baghdad-2020"])
    assert done.exit_code == 0 and "did you mean iran" in (tmp_path / "events.dropped.csv").read_text()
    assert done.stdout.startswith("record:\n  2019-12-01-iran-statement-united-states: {date: 2019-12-01")
    refused = runner.invoke(app, ["import", str(table), "--as", "record", "--into", "baghdad-2020"])
    assert refused.exit_code == 2 and "a case file of your own" in refused.output


def test_an_import_says_what_it_did(tmp_path: Path) -> None:
    case, table = a_case(tmp_path), tmp_path / "events.csv"
    good = ("2031-01-02", "aland", "deployment", "borduria", "pass", 0, "x", "yearbook")
    table.write_text(text(HEAD, [good, ("soon", *good[1:])]))
    before = case.read_bytes()
    strict = runner.invoke(app, ["import", str(table), "--as", "record", "--into", str(case), "--strict"])
    assert strict.exit_code == 2 and f"{table}:3" in strict.output and case.read_bytes() == before
    done = runner.invoke(app, ["import", str(table), "--as", "record", "--into", str(case), "--json"])
    assert done.exit_code == 0 and '"line": 3' in done.stdout
    assert "2 rows: 1 kept, 1 left out" in done.output and len(load(case).record) == 4


@pytest.mark.parametrize(
    "asked",
    [
        ["export", "baghdad-2020"],
        ["export", "baghdad-2020", "--as", "people"],
        ["export", "baghdad-2020", "--as", "record", "--as", "sources"],
        ["export", "baghdad-2020", "--as", "record", "--future", "d0/r0"],
        ["export", "nowhere.yaml", "--as", "record"],
        ["import", "nowhere.csv", "--as", "record"],
        ["import", "nowhere.csv", "--as", "people"],
    ],
)
def test_what_cannot_be_meant_is_refused(asked: list[str]) -> None:
    done = runner.invoke(app, asked)
    assert (done.exit_code == 2 and "allowed" in done.output) or "is not one of" in done.output
