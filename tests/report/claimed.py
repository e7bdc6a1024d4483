"""Invented answers of `offramp claims`, for the tests of their section. No model is behind them."""

from __future__ import annotations

from typing import Any

DIAL = "actors.north.resolve"
SIDE = {"dial": DIAL, "above": True, "threshold": 0.6, "range": [0.5, 0.7]}
LATER = {"value": 1.0, "until": "2020-04-02", "whole": True, "as_claimed": True, "why": ""}
ABOUT: dict[str, Any] = {
    "case": "test-data",
    "title": "Test data",
    "hash": "0123456789abcdef" * 4,
    "seed": 1,
    "draws": 1_024,
    "runs_per_draw": 8,
    "runs": 8_192,
    "days": 1_827,
    "as_of": "2020-01-03",
    "sets": {},
    "seconds": 1.0,
    "rules": ["quantal", "lookahead"],
    "played": 98_304,
}


def half(true: float, weight: float) -> dict[str, Any]:
    return {"true": true, "luck": [true - 0.05, true + 0.05], "weight": weight}


def test_(**more: object) -> dict[str, Any]:
    return {
        "measure": "war_prob",
        "minus": None,
        "given": None,
        "effect_of": [],
        "than": [],
        "under": [],
        "as_of": None,
        "passes": None,
        "minus_record": None,
        "statistic": "probability",
        "days": 90,
        "holds": "> 0.5",
        "says": "It comes to <war>",
        "estimate": 0.62,
        "luck": [0.6, 0.64],
        "assumptions": [0.2, 0.9],
        "structure": [0.5, 0.62],
        "unit": "probability",
        "period": "90 days",
        "futures": 8_192,
        "true": 0.7,
        "later": LATER,
        **more,
    }


def judged(verdict: str, true: float, *tests: dict[str, Any], **more: object) -> dict[str, Any]:
    found = {"estimate": true, "luck": [true - 0.04, true + 0.04], "assumptions": [0.0, 1.0], "structure": [0.1, 0.9]}
    return {
        "source": "assumed",
        "voice": "A <voice>",
        "says": "So it is said, & at some length",
        "against": [],
        "verdict": verdict,
        "why": "",
        "follows_from": [],
        "probability": found,
        "by_rule": {"quantal": true},
        "as_claimed": None,
        "hinge": None,
        "lead": None,
        "decided_by": "war_prob",
        "sentence": f"{verdict.title()}.",
        "tests": list(tests),
        **more,
    }


def claims(**more: object) -> dict[str, Any]:
    """What `offramp claims --json` prints: a claim of each verdict, and a quarrel."""
    hinge = {"sides": [SIDE], "true_inside": True, "inside": half(0.9, 0.4), "outside": half(0.1, 0.6), "splits": True}
    silent = {"value": None, "until": "2024-12-31", "whole": False, "as_claimed": None, "why": "no event can say it"}
    effect = test_(effect_of=["killing"], statistic="mean", unit="acts", estimate=-1.5, luck=[-2.0, -1.0], later=silent)
    every = {
        "turns": judged("turns", 0.5, test_(), hinge=hinge, follows_from=[DIAL]),
        "holds": judged("holds", 0.97, effect),
        "fails": judged("fails", 0.02, test_(given="war_prob", minus="other", minus_record=90, passes="> 2")),
        "undecided": judged("undecided", 0.6, test_(under=["a"], than=["b"], structure=None), lead=hinge),
        "refused": judged("refused", 0.0, why="nobody counts <hearts>", sentence="Refused: nobody counts <hearts>."),
    }
    empty = dict.fromkeys(("estimate", "luck", "assumptions", "structure"))
    every["refused"]["probability"] = empty
    quarrel = {"one": "turns", "other": "fails", "sentence": "Both are <right> in 3 of 100 settings."}
    card = {
        "source": "assumed",
        "voice": "A <voice>",
        "claims": 5,
        "holds": 1,
        "fails": 1,
        "turns": 1,
        "undecided": 1,
        "refused": 1,
        "as_claimed": 1,
        "said": 1,
    }
    return {
        **ABOUT,
        "claims": every,
        "quarrels": [quarrel],
        "scorecard": [card, {**card, "voice": "Another", "said": 0}],
        "dials": {DIAL: "the resolve of <Northland>"},
        "region": [],
        "region_says": [],
        **more,
    }


def until() -> dict[str, Any]:
    """The answer to an inverse question."""
    one = judged("fails", 0.01, test_(), source="", voice="", says="P(war) > 0.5")
    return claims(claims={"until": one}, quarrels=[], scorecard=[], region_says=["If the resolve is <above> 0.6: so."])
