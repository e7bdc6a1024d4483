"""`offramp compare`: a table, an object, one clear error; and turns of a week from the command line."""

import json
from pathlib import Path

import pytest

from offramp import ensemble
from tests.cli.window import Offramp
from tests.ensemble.fake import FakeEngine

CASE = Path(__file__).parents[1] / "cases" / "two-neighbours.yaml"
QUICK = ["--runs", "120", "--draws", "4", "--days", "40", "--seed", "5"]
SET = ["--set", "actors.aland.tempo=0.4"]


def test_a_comparison_is_a_table(offramp: Offramp) -> None:
    done = offramp("compare", CASE, *QUICK, *SET)
    assert done.exit_code == 0, done.output
    for words in (
        "Two neighbours and a pass",
        "With actors.aland.tempo=0.4, and without",
        "120 pairs of futures",
        "Luck",
        "Assumptions",
        "Better",
        "Worse",
        "Civilians killed",
        "War",
    ):
        assert words in done.stdout, words
    assert "Structure" not in done.stdout and not list(Path().iterdir())


def test_an_event_is_told_in_the_words_of_the_case(offramp: Offramp) -> None:
    done = offramp("compare", CASE, *QUICK, "--without", "rockets", "--structure")
    told = " ".join(done.stdout.split())
    assert "With rockets, and without: “Rockets fell on the garrison.”" in told and "Structure" in told
    assert "is played from 19 April 2031; both are counted after 10 May 2031." in told


def test_only_the_measures_that_are_asked_for(offramp: Offramp) -> None:
    event = ["--without", "rockets"]  # which does nothing in the quick world
    done = offramp("compare", CASE, *QUICK, *event, "--measure", "coast_attacks", "--measure", "war_prob")
    assert "War" in done.stdout and "on the coast" in done.stdout and "Civilians" not in done.stdout
    body = json.loads(offramp("compare", CASE, *QUICK, *SET, "--measure", "war_prob", "--json").stdout)
    assert list(body["measures"]) == ["war_prob"]


def test_json_is_one_object_and_nothing_else(offramp: Offramp) -> None:
    body = json.loads(offramp("compare", CASE, *QUICK, "--without", "commander-killed", "--json").stdout)
    assert body["event"] == "commander-killed" and body["runs"] == 120 and body["eve"] == "2031-05-09"
    assert body["measures"]["war_prob"]["luck"] == [0, 0]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([], "leave out an event (--without), take off-ramps"),
        (["--without", "comander-killed"], "did you mean commander-killed?"),
        ([*SET, "--measure", "wars"], "--measure"),
        (["--set", "actors.aland.temp=0.4"], "did you mean actors.aland.tempo?"),
        ([*SET, "--turn", "month"], "--turn"),
        ([*SET, "--days", "4000"], "--days"),
    ],
)
def test_bad_options_give_one_clear_error(offramp: Offramp, words: list[str], says: str) -> None:
    done = offramp("compare", CASE, *words)
    assert (done.exit_code, done.stdout) == (2, "") and says in " ".join(done.stderr.split())


def test_a_run_in_weeks_says_so(offramp: Offramp) -> None:
    words = ["run", CASE, *QUICK, "--turn", "week", "--out", "run"]
    body = json.loads(offramp(*words, "--json").stdout)
    assert (body["days"], body["turn"]) == (42, 7)
    assert offramp(*words, "--resume", "--json").exit_code == 0
    assert "differs in days, turn" in offramp(*words[:-4], "--out", "run").stderr


def test_an_ablation_in_weeks(offramp: Offramp, monkeypatch: pytest.MonkeyPatch) -> None:
    def play(*asked: object, **more: object) -> object:
        return ensemble.run(*asked, **{**more, "engine": FakeEngine(block=64)})  # type: ignore[arg-type]

    monkeypatch.setattr("offramp.study.ablation.study.run", play)
    monkeypatch.setattr("offramp.ensemble.player.OfframpEngine", lambda: FakeEngine(block=64))
    body = json.loads(offramp("ablate", CASE, *QUICK, "--turn", "week", "--json").stdout)
    assert (body["days"], body["turn"]) == (42, 7)


def test_two_settings_of_one_dial_are_told(offramp: Offramp) -> None:
    done = offramp(
        "compare", CASE, *QUICK, "--set", "ties.borduria>mountain-league.control=0.1", "--with", "dorland-channel"
    )
    assert done.exit_code == 2 and "found 0.1, which dorland-channel sets to 0.9" in done.stderr
