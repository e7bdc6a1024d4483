"""`offramp claims`: verdicts to read, an object, a figure, a section of the report, one clear error."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.window import Offramp
from tests.study.planted import EVENT, PRIDE, Oracle, planted

QUICK = ["--runs", "1024", "--draws", "128"]


@pytest.fixture
def engine(tmp_path: Path) -> Any:
    planted(tmp_path)
    return Oracle


def test_verdicts_are_told_with_what_decided_them(offramp: Offramp) -> None:
    done = offramp("claims", "planted.yaml", *QUICK)
    assert done.exit_code == 0, done.output
    told = " ".join(done.stdout.split())
    for words in (
        "14 claims, judged in 128 settings of the assumptions under both decision rules",
        "turns, the editor: so it is said Turns on the resolve of Borduria: it fails unless the resolve of Borduria is",
        "in nine of ten futures (probability, 40 days): ",
        " in 100 (luck ",
        "claimed > 0.5",
        f"{EVENT} against not (mean, 40 days): +",
        "Refused: Nobody counts hearts.",
        "They quarrel. ",
        "humble against turns: Both are right in ",
        "Voice",
        "the keeper",
        "the numbers are from the other half",
    ):
        assert words in told, words


def test_json_is_one_object_and_the_figure_a_file(offramp: Offramp) -> None:
    done = offramp(
        "claims", "planted.yaml", *QUICK, "--claim", "turns", "--claim", "fails", "--json", "--figure", "it.html"
    )
    body = json.loads(done.stdout)
    assert body["claims"].keys() == {"turns", "fails"} and body["dials"] == {PRIDE: "the resolve of Borduria"}
    turns = body["claims"]["turns"]
    assert turns["verdict"] == "turns" and turns["hinge"]["sides"][0]["dial"] == PRIDE
    assert turns["probability"].keys() == {"estimate", "luck", "assumptions", "structure"}
    assert "Of 2 claims 1 fails, 1 turns on an assumption" in Path("it.html").read_text(encoding="utf-8")


def test_the_inverse_question_is_answered(offramp: Offramp) -> None:
    done = offramp("claims", "planted.yaml", *QUICK, "--until", "P(proud_feud) > 0.5", "--within", "40", "--one-rule")
    told = " ".join(done.stdout.split())
    assert "under one decision rule (quantal)" in told and "If the resolve of Borduria is above" in told
    assert "of those in which it is so" in told and "Voice" not in told


def test_the_report_shows_them(offramp: Offramp) -> None:
    offramp("run", "planted.yaml", "--runs", "120", "--draws", "4", "--days", "40", "--out", "run")
    done = offramp("claims", "planted.yaml", *QUICK, "--out", "run")
    assert done.exit_code == 0 and done.stdout.rstrip().endswith(f"Report: {Path('run/report.html')}"), done.output
    offramp("claims", "planted.yaml", *QUICK, "--out", "run", "--until", "P(proud) > 0.5", "--within", "40")
    assert {path.stem for path in Path("run/answers").iterdir()} == {"claims", "claims-p-proud-0-5"}
    page = Path("run/report.html").read_text(encoding="utf-8")
    for words in (
        "Who is right",
        "What would have to be true",
        'id="claims-turns"',
        f'href="#dial-{PRIDE}"',
        'href="#source-gazette"',
        "They quarrel",
        "How each voice fared",
    ):
        assert words in page, words


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--claim", "turn"], "did you mean turns?"),
        (["--until", "P(wa) > 0.5"], "a measure of the case"),
        (["--until", "P(war) > 0.5", "--claim", "turns"], "one question at a time"),
        (["--runs", "128", "--draws", "128"], "at least 2 futures of each"),
    ],
)
def test_bad_options_give_one_clear_error(offramp: Offramp, words: list[str], says: str) -> None:
    done = offramp("claims", "planted.yaml", *words)
    assert (done.exit_code, done.stdout) == (2, "") and says in " ".join(done.stderr.split())
