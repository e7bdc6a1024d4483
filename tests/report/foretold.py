"""An invented answer of `offramp aftermath`, for the tests of its section. No model is behind it."""

from __future__ import annotations

from typing import Any

ABOUT: dict[str, Any] = {
    "case": "test-data",
    "title": "Test data",
    "hash": "0123456789abcdef" * 4,
    "seed": 1,
    "draws": 128,
    "runs_per_draw": 128,
    "runs": 16_384,
    "as_of": "2020-01-03",
    "sets": {},
    "seconds": 1.0,
    "rules": ["quantal"],
}


def question(**more: object) -> dict[str, Any]:
    return {
        "says": "The north answers <openly> & at some length within 30 days",
        "measure": "war_prob",
        "days": 30,
        "until": "2020-02-02",
        "came": True,
        "estimate": 0.62,
        "luck": [0.6, 0.64],
        "assumptions": [0.2, 0.9],
        "structure": None,
        "base": 0.4,
        "base_says": "such things in <forty> of 100 cases",
        "source": ["assumed"],
        "brier": 0.14,
        "base_brier": 0.36,
        "voices": [{"who": "A <voice>", "says": "it will & soon", "likely": True, "source": ["assumed"]}],
        **more,
    }


def aftermath() -> dict[str, Any]:
    """What `offramp aftermath --json` prints: a question that came, one that did not, one that nobody knows yet."""
    no = question(says="War", came=False, base=None, base_brier=None, base_says="", voices=[], brier=0.0)
    open_ = question(says="A vote", came=None, brier=None, base_brier=None)
    scores = {"questions": 1, "crises": 1, "foretold": 0.14, "base_rate": 0.36}
    return {**ABOUT, "scores": scores, "questions": {"answer": question(), "war": no, "vote": open_}}
