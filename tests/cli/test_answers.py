"""Answers kept with a run: `--out` writes one, the report shows it, and another case's folder is refused at once."""

import json
from pathlib import Path

import pytest

from tests.cli.window import Offramp

CASE = Path(__file__).parents[1] / "cases" / "two-neighbours.yaml"
QUICK = ["--runs", "120", "--draws", "4", "--days", "40"]
TEMPO = ["--set", "actors.aland.tempo=0.4"]


def test_the_report_shows_every_answer_that_is_kept(offramp: Offramp) -> None:
    offramp("run", CASE, *QUICK, "--out", "run")
    asked = [
        ["offramps"],
        ["compare", "--without", "rockets"],
        ["compare", *TEMPO],
        ["compare", "--with", "dorland-channel"],
    ]
    for command, *more in asked:
        done = offramp(command, CASE, *QUICK, *more, "--out", "run")
        assert done.exit_code == 0 and done.stdout.rstrip().endswith(f"Report: {Path('run/report.html')}"), done.output
    names = {path.stem for path in Path("run/answers").iterdir()}
    assert names == {
        "offramps",
        "compare-without-rockets",
        "compare-set-actors-aland-tempo-0-4",
        "compare-with-dorland-channel",
    }
    page = Path("run/report.html").read_text(encoding="utf-8")
    shown = names - {"offramps"} | {"ways-out"}  # which stand with what the futures took by themselves
    assert all(f'<section id="{name}"' in page and f'<a href="#{name}">' in page for name in shown)
    body = json.loads(Path("run/answers/offramps.json").read_text(encoding="utf-8"))
    assert body["kind"] == "offramps" and body["body"]["offramps"]["dorland-channel"]["verdict"] == "no effect found"


def test_json_stays_one_object(offramp: Offramp) -> None:
    offramp("run", CASE, *QUICK, "--out", "run")
    body = json.loads(offramp("compare", CASE, *QUICK, *TEMPO, "--out", "run", "--json", "--figure", "it.html").stdout)
    kept = json.loads(Path("run/answers/compare-set-actors-aland-tempo-0-4.json").read_text(encoding="utf-8"))
    assert kept["body"] == body and Path("it.html").read_text(encoding="utf-8").startswith("<!doctype html>")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([CASE, "--out", "nowhere"], "no run to keep an answer with; offramp run"),
        ([CASE, "--out", "run", *TEMPO], "holds a run that differs in hash"),
        ([CASE, "--out", "run", "--as-of", "2031-06-02"], "holds a run that differs in as_of"),
        (["baghdad-2020", "--out", "run"], "holds a run that differs in case, hash, as_of"),
    ],
)
def test_a_folder_that_cannot_take_the_answer_is_refused_before_the_work(
    offramp: Offramp, monkeypatch: pytest.MonkeyPatch, words: list[str], says: str
) -> None:
    offramp("run", CASE, *QUICK, "--out", "run")
    monkeypatch.setattr("offramp.study.offramps.study.offramps", lambda *_, **__: pytest.fail("it was played"))
    done = offramp("offramps", *words)
    assert (done.exit_code, done.stdout) == (3, "") and says in done.stderr
    assert not Path("run/answers").exists()


def test_a_stale_answer_is_told_and_not_shown(offramp: Offramp) -> None:
    offramp("run", CASE, *QUICK, "--out", "run")
    offramp("offramps", CASE, *QUICK, "--out", "run")
    offramp("run", CASE, *QUICK, *TEMPO, "--out", "run", "--force")
    page = Path("run/report.html").read_text(encoding="utf-8")
    assert '<section id="offramps"' not in page
    assert "Not shown: the answer offramps; it is of another hash, and must be asked again." in page
