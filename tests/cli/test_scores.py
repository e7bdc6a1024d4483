"""`offramp scores` and `offramp history` as somebody at a terminal meets them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from offramp.cli.app import app
from tests.history.lookalike import history, write
from tests.study.test_scores import N, folder, forecasts

__all__ = ["folder"]  # the fixture


def offramp(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words], prog_name="offramp")


def test_a_model_stands_beside_the_baselines(folder: Path) -> None:
    mine = forecasts(folder / "mine.csv", [0.9 if i % 3 == 0 else 0.05 for i in range(1, N + 1)])
    done = offramp("scores", mine, "--data", folder)
    assert done.exit_code == 0, done.output
    assert "icb_war" in done.stdout and "better" in done.stdout and "31" in done.stdout
    assert "Skill in RPS" in done.stdout and "Note" not in done.stdout
    full = offramp("scores", mine, "--data", folder, "--full", "--log", "--reliability", "--against", "urn")
    assert "climatology" in full.stdout and "itself" in full.stdout and "Happened" in full.stdout
    assert "Skill in log score" in full.stdout


def test_json_holds_everything(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OFFRAMP_DATA", str(folder))
    body = json.loads(offramp("scores", forecasts(folder / "mine.csv", [0.2] * (N - 1)), "--json").stdout)
    assert {each["model"] for each in body["scores"]} == {"climatology", "urn", "mine"}
    assert {each["weight"] for each in body["scores"]} == {"case", "episode"}
    assert [each["n"] for each in body["reliability"][0]["bins"]] == [N - 1, 1]  # one case has climatology's third
    assert body["notes"] == ["mine icb_war: 1 of 60 cases count as climatology"]


def test_bad_files_are_refused_without_a_traceback(folder: Path) -> None:
    wrong = write(folder / "wrong.csv", [{"target": "icb_wars", "id": 1, "key": 1, "value": 1}])
    for words in ((wrong,), (folder / "none.csv",), (wrong, "--split", "holdout")):
        done = offramp("scores", *words, "--data", folder)
        assert (done.exit_code, done.stdout) == (2, "") and "found" in done.stderr and "allowed" in done.stderr
    assert "did you mean icb_war?" in offramp("scores", wrong, "--data", folder).stderr


def test_nothing_that_is_scored(folder: Path) -> None:
    other = forecasts(folder / "other.csv", [0.5], "mid_end")
    assert "Nothing to score" in offramp("scores", other, "--data", folder).stdout


def test_history_says_what_a_folder_holds(tmp_path: Path) -> None:
    done = offramp("history", "--data", history(tmp_path))
    assert done.exit_code == 0, done.output
    assert "4 crises" in done.stdout and "1950-03-01 to 1962-01-01" in done.stdout and "mid-unknown-day" in done.stdout
    body = json.loads(offramp("history", "--data", tmp_path, "--json").stdout)
    assert body["rows"]["incidents"] == 7 and body["rules"]["icb-empty"] == [474]
    (tmp_path / "midi.csv").unlink()
    assert "found no midi.csv" in offramp("history", "--data", tmp_path).stderr
