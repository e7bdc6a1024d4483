"""`offramp ledger` as somebody at a terminal meets it."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from offramp.cli.app import app
from offramp.cli.commands.ledger import ledger as group
from offramp.ensemble import run
from tests.ensemble.fake import FakeEngine

CASE = Path(__file__).parents[1] / "cases" / "two-neighbours.yaml"
ASKED = ("--as-of", "2020-01-03", "--days", "30")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def offramp(*words: object) -> Result:
    return CliRunner().invoke(app, ["ledger", *map(str, words)], prog_name="offramp")


def written(*words: object) -> str:
    done = offramp("add", *words)
    assert done.exit_code == 0, done.output
    return done.stdout[:8]


def test_add_resolve_show() -> None:
    first, second = written("A strike", "-p", "5%", *ASKED), written("A vote", "-p", "0.6", *ASKED, "--source", "me")
    assert offramp("resolve", first, "no", "--on", "2020-02-03").exit_code == 0
    done = offramp("resolve", second, "yes", "--on", "2020-01-05", "--source", "an agency")
    assert "60% for 'A vote' by 2020-02-02, as known on 2020-01-03; yes on 2020-01-05" in done.stdout
    shown = offramp("show").stdout
    assert "hindcast" in shown and "2 resolved, about 2 questions" in shown and "Brier 0.081" in shown
    assert "said 0% to 5%:       n    1" in shown and "Written down ahead" not in shown
    body = json.loads(offramp("show", "--json").stdout)
    assert [each["id"] for each in body["forecasts"]] == [first, second]
    assert body["after"]["n"] == 2 and body["ahead"]["n"] == 0 and body["ahead"]["brier"] is None
    assert offramp("show", "--head", body["head"]).exit_code == 0
    assert offramp("show", "--head", "0" * 64).exit_code == 2


def test_a_forecast_in_time_is_scored_apart() -> None:
    today = dt.datetime.now(dt.UTC).date()
    written("A thing", "-p", "0.3", "--as-of", today, "--days", 9)
    shown = offramp("show").stdout
    assert "open" in shown and "hindcast" not in shown and "Last hash" in shown


@pytest.mark.parametrize(
    "words",
    [
        ("add",),
        ("add", "War", "-p", "0.1", "--as-of", "2020-01-03"),
        ("add", "War", "-p", "0.1", *ASKED, "--horizon", "2020-02-01"),
        ("add", "War", "-p", "likely", *ASKED),
        ("add", "War", "-p", "120%", *ASKED),
        ("add", "War", "-p", "0.1", "--as-of", "soon", "--days", "3"),
        ("add", "War", "-p", "0.1", "--as-of", "2020-01-03", "--days", "9999999"),
        ("add", "War", "--run", "r"),
        ("add", "War", "-p", "0.1", *ASKED, "--measure", "war_prob"),
        ("resolve", "abc", "yes"),
        ("show",),
    ],
)
def test_bad_words_are_told(words: tuple[str, ...]) -> None:
    done = offramp(*words)
    assert (done.exit_code, done.stdout) == (2, "") and done.stderr and "inside Offramp" not in done.stderr


def test_a_line_that_was_edited_by_hand() -> None:
    written("A strike", "-p", "5%", *ASKED)
    path = Path("ledger.jsonl")
    path.write_text(path.read_text().replace("0.05", "0.95"))
    for words in (("show",), ("add", "More", "-p", "0.1", *ASKED)):
        done = offramp(*words)
        assert done.exit_code == 2 and "ledger.jsonl:1: found a line that is not as it was written" in done.stderr
    path.write_bytes(b"\xff\xfe\x00rubbish")
    assert "ledger.jsonl:1: found no JSON object" in offramp("show").stderr


def test_the_chances_of_a_run(monkeypatch: pytest.MonkeyPatch) -> None:
    run(CASE, out="run", engine=FakeEngine(block=64), runs=64, draws=4, days=40)
    assert "allowed: a day that has come" in offramp("add", "--run", "run").stderr  # the case is set in times to come
    monkeypatch.setattr("offramp.clock.now", lambda: dt.datetime(2040, 1, 1, tzinfo=dt.UTC))
    body = json.loads(offramp("add", "--run", "run", "--measure", "war_prob", "--json").stdout)
    assert len(body) == 1 and body[0]["question"].startswith("The principals are at war")
    assert body[0]["source"].startswith("two-neighbours@") and "war_prob, 64 futures" in body[0]["source"]
    known, until = (dt.date.fromisoformat(body[0][name]) for name in ("as_of", "horizon"))
    assert (until - known).days == 40 and not body[0]["ahead"]
    assert "found the same as" in offramp("add", "--run", "run").stderr  # all or none
    assert len(json.loads(offramp("show", "--json").stdout)["forecasts"]) == 1
    assert "did you mean war_prob?" in offramp("add", "--run", "run", "--measure", "wra_prob").stderr
    assert offramp("add", "--run", "nowhere").exit_code == 3


def test_every_command_has_help_with_an_example() -> None:
    for command in group.registered_commands:
        assert command.callback is not None
        told = offramp(command.callback.__name__, "--help")
        assert told.exit_code == 0 and f"offramp ledger {command.callback.__name__}" in told.stdout
