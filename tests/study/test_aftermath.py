"""Foretelling a case's questions: known chances, outcomes read off the later record, scores by hand."""

import json
from pathlib import Path
from typing import Any

import pytest

from offramp.errors import CaseError
from offramp.results import RunFolder
from offramp.scenario import load
from offramp.study.aftermath.question import ScoreAftermath
from offramp.study.aftermath.result import Aftermath, told
from tests.study.ask import ask
from tests.study.planted import CASE, Oracle, planted

aftermath = ask(ScoreAftermath)
QUICK: dict[str, Any] = {"runs": 1_024, "draws": 64, "engine": Oracle()}
LATER = {"date": "2031-05-20", "actor": "aland", "move": "rocket-attack", "target": "borduria", "arena": "pass"}
QUESTIONS = {
    "came": {"says": "It comes", "measure": "often", "within": 40, "base": 0.5},
    "did-not": {"says": "It comes ten times", "measure": "seldom", "passes": "> 9", "within": 40, "base": 0.5},
    "no-base": {
        "says": "It comes",
        "measure": "seldom",
        "within": 40,
        "voices": [{"who": "A. Writer", "says": "hardly"}],
    },
    "too-late": {"says": "It comes ten times", "measure": "often", "passes": "> 9", "within": 90, "base": 0.5},
}


def case(folder: Path, **questions: object) -> Path:
    path = planted(folder, {})
    body = json.loads(path.read_text(encoding="utf-8"))
    event = {**LATER, "what": "Rockets.", "source": ["later"]}
    body |= {
        "questions": questions or QUESTIONS,
        "aftermath": {"rockets": event, "more": {**event, "date": "2031-06-20"}},
    }
    path.write_text(json.dumps(body), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Aftermath:
    return aftermath(case(tmp_path_factory.mktemp("case")), structure=True, **QUICK)


def test_chances_are_those_of_the_futures(made: Aftermath) -> None:
    found = {each.id: each.chance for each in made.questions}
    assert found["came"].estimate == pytest.approx(0.9, abs=0.03) and found["came"].luck
    assert found["no-base"].estimate == pytest.approx(0.1, abs=0.03) and found["came"].structure
    assert found["did-not"].estimate == 0  # one is never more than nine


def test_outcomes_are_read_off_the_later_record(made: Aftermath) -> None:
    assert {each.id: each.came for each in made.questions} == {
        "came": True,
        "did-not": False,
        "no-base": True,
        "too-late": None,
    }


def test_scores_are_those_by_hand_over_what_has_an_answer_and_a_base(made: Aftermath) -> None:
    chance = {each.id: each.chance.estimate or 0.0 for each in made.questions}
    assert made.scores.summary() == {
        "questions": 2,
        "crises": 1,
        "foretold": pytest.approx(((1 - chance["came"]) ** 2 + 0) / 2),
        "base_rate": 0.25,
    }
    assert "nearer to what came about than base rates" in told(made)[0] and "proves nothing" in told(made)[1]
    assert made.table.loc["came", "brier"] == pytest.approx((1 - chance["came"]) ** 2)


def test_without_questions_there_is_one_clear_error() -> None:
    with pytest.raises(CaseError, match="questions: found none; allowed: at least one"):
        aftermath(CASE, **QUICK)


def test_a_question_about_an_unknown_measure_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="ofen"):
        aftermath(case(tmp_path, one={"says": "It comes", "measure": "ofen", "within": 40}), **QUICK)


def test_a_case_with_questions_is_read_back_from_a_run_folder(tmp_path: Path) -> None:
    asked, folder = load(case(tmp_path)), RunFolder(tmp_path)
    folder.write_scenario(asked)
    assert folder.scenario() == asked
