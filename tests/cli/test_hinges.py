"""`offramp sensitivity` and `offramp diff`: tables, objects, figures, kept answers, one clear error."""

import json
from pathlib import Path

import pytest

from tests.cli.window import Offramp

CASE = Path(__file__).parents[1] / "cases" / "two-neighbours.yaml"
FEW = ["--runs", "128", "--draws", "64", "--days", "20", "--dials", "2"]
QUICK = ["--runs", "64", "--draws", "8", "--days", "20"]


@pytest.fixture(autouse=True)
def files(offramp: Offramp) -> None:
    """Another analyst's file, and one that starts elsewhere."""
    text = CASE.read_text(encoding="utf-8").replace("0.05..0.2, per: day", "0.3..0.6, per: day")
    Path("second.yaml").write_text(text.replace("debt_half_life: {value: 60..300", "debt_half_life: {value: 20..40"))
    Path("elsewhere.yaml").write_text(
        text.replace("date: 2031-05-10\nstart: 2031-05-10", "date: 2031-05-11\nstart: 2031-05-11")
    )


def test_what_carries_the_answer_is_a_table(offramp: Offramp) -> None:
    done = offramp("sensitivity", CASE, *FEW, "--measure", "conciliatory_acts")
    assert done.exit_code == 0, done.output
    told = " ".join(done.stdout.split())
    for words in (
        "Two neighbours and a pass",
        "128 futures to 30 May 2031 in 64 settings of",
        "Conciliatory acts:",
        "Shares are in 100 of the variance",
        "Signs: acts that can be seen by day 5",
    ):
        assert words in told, words


def test_both_are_objects_and_figures(offramp: Offramp) -> None:
    body = json.loads(offramp("sensitivity", CASE, *FEW, "--json", "--figure", "s.html").stdout)
    assert body["watched"] == 5 and len(body["measures"]) > 1 and "<html" in Path("s.html").read_text(encoding="utf-8")
    body = json.loads(offramp("diff", CASE, "second.yaml", *QUICK, "--json", "--figure", "d.html").stdout)
    assert set(body["groups"]) == {"actors.aland", "world.reciprocity"} and body["other"] == "second"
    assert "by the second" in Path("d.html").read_text(encoding="utf-8")


def test_two_files_are_a_table(offramp: Offramp) -> None:
    told = " ".join(offramp("diff", CASE, "second.yaml", *QUICK).stdout.split())
    for words in (
        "actors.aland.tempo",
        "0.05..0.2 per day",
        "0.3..0.6 per day",
        "contradict",
        "Overlap",
        "Aland (actors.aland)",
        "Reciprocity",
        "in each of 4 worlds",
    ):
        assert words in told, words
    same = " ".join(offramp("diff", CASE, CASE, *QUICK).stdout.split())
    assert "The two files say the same." in same and "So every answer is the same." in same


def test_answers_are_kept_and_stand_in_the_report(offramp: Offramp) -> None:
    assert offramp("run", CASE, *QUICK, "--out", "run").exit_code == 0
    assert offramp("sensitivity", CASE, *FEW, "--out", "run").exit_code == 0
    assert offramp("diff", CASE, "second.yaml", *QUICK, "--out", "run").exit_code == 0
    assert {each.name for each in Path("run/answers").iterdir()} == {"sensitivity.json", "diff-second.json"}
    report = Path("run/report.html").read_text(encoding="utf-8")
    assert "What the answer hangs on" in report and "Another file: second" in report


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["sensitivity", CASE, *FEW, "--measure", "wars"], "--measure"),
        (["sensitivity", CASE, *FEW, "--draws", "32"], "allowed: 64 draws or more"),
        (["sensitivity", CASE, *FEW, "--evidence"], "No such option"),
        (
            ["diff", CASE, "elsewhere.yaml", *QUICK],
            "start: found 2031-05-11; allowed: 2031-05-10, as in the first file",
        ),
        (["diff", CASE, "nowhere.yaml", *QUICK], "no such file"),
        (["diff", CASE, "second.yaml", *QUICK, "--set", "actors.aland.temp=0.1"], "did you mean actors.aland.tempo?"),
    ],
)
def test_bad_options_give_one_clear_error(offramp: Offramp, words: list[str], says: str) -> None:
    done = offramp(*words)
    assert done.exit_code == 2 and done.stdout == "" and says in " ".join(done.stderr.split()), done.output
