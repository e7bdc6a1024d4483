"""How answers look in a window of 80 and of 120 columns: nothing too long, no word broken, nothing left out."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

import pandas as pd
import pytest

from offramp import api, ensemble
from offramp.study.ablation.result import Ablation, Change
from offramp.study.forecasting.posterior_predictive import Predictive, compared
from offramp.study.forecasting.surprises import Surprise
from tests.cli.window import shown
from tests.ensemble.fake import FakeEngine
from tests.history.lookalike import asked_of
from tests.report.head import HEAD as RESULT
from tests.study.planted import Oracle, planted
from tests.study.test_aftermath import case as asked
from tests.study.test_predictive import FACTS, HEAD, LEVELS
from tests.study.test_roadmap import TwoMinds
from tests.study.test_scores import N, forecasts, scored

CASE = Path(__file__).parents[1] / "cases" / "two-neighbours.yaml"
QUICK = ["--runs", "120", "--draws", "4", "--days", "40"]
TEMPO = ["--set", "actors.aland.tempo=0.4"]
PLAN = ["--seat", "aland", "--moves", "threat,sanctions,offer-of-talks", "--aim", "coast_attacks=1"]
COMMANDS = {
    "run": ["run", CASE, *QUICK, "--force", "--structure"],
    "show": ["show", "run"],
    "compare": ["compare", CASE, *QUICK, *TEMPO],
    "offramps": ["offramps", CASE, *QUICK],
    "roadmap": ["roadmap", CASE, *PLAN, "--runs", "320", "--draws", "8", "--days", "50"],
    "claims": ["claims", "planted.yaml", "--runs", "128", "--draws", "32", "--claim", "turns", "--claim", "fails"],
    "sensitivity": ["sensitivity", CASE, "--runs", "256", "--draws", "64", "--days", "40", "--dials", "2"],
    "diff": ["diff", CASE, "other.yaml", *QUICK],
    "aftermath": ["aftermath", "planted.yaml", "--runs", "128", "--draws", "32", "--structure"],
    "ablate": ["ablate", CASE],
    "cases": ["cases"],
    "words": ["words"],
    "check": ["check", CASE],
    "runs": ["show"],
    "help": ["--help"],
    "help of run": ["run", "--help"],
    "scores": ["scores", "mine.csv", "--data", ".", "--reliability"],
    "scores in full": ["scores", "mine.csv", "--data", ".", "--full", "--log"],
    "ledger": ["ledger", "show"],
    "predictive": ["predictive", "--cases", ".", "--facts", "facts.csv"],
    "surprises": ["surprises", CASE],
}
QUESTIONS = ("A strike by the United States on Iranian soil that is admitted within three days of it", "A vote")
ENGINES = {"roadmap": lambda: TwoMinds(block=64), "claims": Oracle, "aftermath": Oracle}
COPIED = ("  offramp ", "Report: ", "Last hash, ")  # commands and paths stay on one line, to be copied


@pytest.fixture(autouse=True)
def quick(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Quick engines in an empty folder; a report is written elsewhere."""
    monkeypatch.setattr("offramp.study.ablation.study.ablate", ablated)
    monkeypatch.setattr("offramp.api.surprises", lambda *_, **__: unexpected())
    monkeypatch.setattr("offramp.study.forecasting.posterior_predictive.predictive", checked)
    monkeypatch.setattr("offramp.api.pregame.Pregame.report", lambda made: made.folder.path / "report.html")
    monkeypatch.setattr("offramp.api.play", partial(ensemble.run, engine=FakeEngine(block=64)))
    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.chdir(tmp_path_factory.mktemp("window"))


def ablated(*_: object, **__: object) -> Ablation:
    """What two systems are there for, by invented numbers."""
    change = Change("war_prob", "probability", 0.7, 0.55, -0.15, (-0.2, -0.1), True)
    other = Change("violent_acts", "acts", 12.5, 31.25, 18.75, (-1.0, 38.5), True)
    return Ablation(**RESULT, systems={"reciprocity": (change,), "rules": (other,)})


def unexpected() -> list[Surprise]:
    """Two events that nobody expected, and one that somebody did."""
    long = "Aland put its forces along the mountain pass on alert against Borduria and its partners for all to see"
    chances = {"posts": 0.0, "rockets": 0.031, "talks": 0.4}
    return [Surprise(key, "2031-04-01", long, "aland", (3, 4), "pass", each, 400) for key, each in chances.items()]


def checked(_cases: object, facts: pd.DataFrame, *_: object) -> Predictive:
    """What a model made of some facts, by invented numbers, and what it cannot speak to."""
    return compared(facts, {"MID": [{(LEVELS, "all", "display"): 0.7, (LEVELS, "all", "war"): 0.1}], "ICB": [{}]})


def prepared(name: str) -> list[object]:
    """The words of a command, and what it needs in the folder."""
    if name in ("show", "runs", "ablate"):
        ensemble.run(
            CASE,
            out="run" if name == "show" else "out/two-neighbours",
            runs=120,
            draws=4,
            days=40,
            engine=FakeEngine(block=64),
        )
    if name == "claims":
        planted(Path())
    if name == "aftermath":
        asked(Path())
    if name == "diff":
        text = CASE.read_text(encoding="utf-8").replace("tempo: {value: 0.05..0.2", "tempo: {value: 0.3..0.5", 1)
        Path("other.yaml").write_text(text, encoding="utf-8")
    if name.startswith("scores"):
        scored(Path())
        forecasts(Path("mine.csv"), [0.9 if i % 3 == 0 else 0.05 for i in range(1, N)])
    if name == "ledger":
        told = [(question, 0.05, "2020-01-03", "2020-02-03", "") for question in QUESTIONS]
        first, *_ = api.ledger("ledger.jsonl").add_all(told)
        api.ledger("ledger.jsonl").resolve(first.id, "no", "2020-02-03")
    if name == "predictive":
        asked_of(Path())
        Path("facts.csv").write_text(HEAD + FACTS, encoding="utf-8")
    return COMMANDS[name]


def tokens(text: str) -> set[str]:
    """The words of a text without the lines of its tables and without capitals."""
    return {word.strip(".,;:()").lower() for word in text.split() if not re.fullmatch(r"[─━·]+", word)}


@pytest.mark.parametrize("name", COMMANDS)
def test_an_answer_fits_the_window_and_breaks_no_word(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("offramp.ensemble.player.OfframpEngine", ENGINES.get(name, lambda: FakeEngine(block=64)))
    words = prepared(name)
    whole = tokens(shown(2_000, *words))
    assert len(whole) > 20, "it says something"
    for columns in (80, 120):
        text = shown(columns, *words)
        long = [line for line in text.splitlines() if len(line.rstrip()) > columns and not line.startswith(COPIED)]
        assert not long, (columns, long)
        assert "…" not in text or name == "claims"
        assert tokens(text) <= whole, (columns, tokens(text) - whole)


def test_below_110_columns_a_measure_has_lines_of_its_own() -> None:
    words = prepared("show")
    narrow, wide = (shown(columns, *words).splitlines() for columns in (80, 120))
    at = next(n for n, line in enumerate(narrow) if line.startswith("War  "))
    assert narrow[at + 1].startswith("    luck ") and " · assumptions " in narrow[at + 1]
    (row,) = [line for line in wide if line.startswith(" War  ")]
    assert "luck" not in row and any(line.split() == ["Measure", "Estimate", "Luck", "Assumptions"] for line in wide)


def test_columns_are_believed_where_there_is_no_window(monkeypatch: pytest.MonkeyPatch) -> None:
    words = prepared("show")
    monkeypatch.setenv("COLUMNS", "70")
    assert max(map(len, (line for line in shown(120, *words).splitlines() if not line.startswith(COPIED)))) <= 70
