"""Invented answers of the shapes that a run folder keeps, for the tests of their sections. No model is behind them."""

from __future__ import annotations

from typing import Any

from offramp.results import Answer
from tests.report import backtested, claimed, foretold, hinges, planned

HERE = "test-data@0123456789ab/v0.1.0/s1/{}quantal/2020-01-03/90x1/d3/r4"
ABOUT: dict[str, Any] = {
    "case": "test-data",
    "title": "Test data",
    "hash": "0123456789abcdef" * 4,
    "seed": 1,
    "draws": 16,
    "runs_per_draw": 60,
    "runs": 960,
    "days": 90,
    "turn": 1,
    "as_of": "2020-01-03",
    "sets": {},
    "seconds": 1.0,
}


def effect(
    with_it: float, without: float, unit: str = "probability", luck: float = 0.1, **more: object
) -> dict[str, Any]:
    """The effect on one measure, `luck` of it to either side."""
    by = with_it - without
    half = luck * max(abs(with_it), abs(without), 0.01)
    return {
        "with": with_it,
        "without": without,
        "difference": by,
        "luck": [by - half, by + half],
        "assumptions": [by - 3 * half, by + 2 * half],
        "structure": None,
        "more": 0.3,
        "less": 0.1,
        "better": 0.1,
        "worse": 0.3,
        "beyond_luck": abs(by) > half,
        "says": "what it says",
        "unit": unit,
        "period": "90 days",
        **more,
    }


def compare(**more: object) -> dict[str, Any]:
    """What `offramp compare --json` prints."""
    measures = {
        "war_prob": effect(0.06, 0.005),
        "violent_answer_30d_prob": effect(0.94, 0.3),
        "first_violent_answer_day": effect(9.0, 63.0, "day", better=0.9, worse=0.05),
        "peak_rung": effect(6.7, 4.7, "rung"),
        "deaths_civilian": effect(480.0, 5.8, "people", structure=[200.0, 480.0]),
        "conciliatory_acts": effect(29.0, 29.4, "acts"),
        "levels_of_trust": effect(0.5, 0.9, "share", better=None, worse=None, says="How far they <each> trust it " * 4),
    }
    turn = {"with": HERE.format(""), "without": HERE.format("without:killing/"), "way": "worse"}
    ends = {"war_prob": [1.0, 0.0], "peak_rung": [10.0, 2.0], "deaths_civilian": [3868.0, 0.0]}
    return {
        **ABOUT,
        "event": "killing",
        "what": "A drone killed a <commander>.",
        "offramps": [],
        "eve": "2020-01-02",
        "rules": ["quantal"],
        "measures": measures,
        "turns": [{**turn, "measures": ends}],
        **more,
    }


def tried(
    verdict: str, front: bool, *ends: float, price: tuple[float, float, float] = (0.1, 0.2, 0.3)
) -> dict[str, Any]:
    """One off-ramp, or two."""
    luck = 1.0 if verdict == "no effect found" else 0.02
    measures = {"war_prob": effect(*ends, luck=luck), "violent_acts": effect(9.0, 12.0, "acts")}
    return {
        "price": list(price),
        "front": front,
        "day": 3,
        "verdict": verdict,
        "robust": 0.9,
        "narrower": 2.0,
        "backfire": 0.02,
        "measures": measures,
    }


def offramps(**more: object) -> dict[str, Any]:
    """What `offramp offramps --json` prints."""
    days = {str(day): tried("helps", False, 0.03 + day / 1000, 0.06) for day in (1, 4, 29)}
    window = {"best_day": 1, "last_useful_day": 29, "closes": False, "days": days}
    none = {"best_day": None, "last_useful_day": None, "closes": False, "days": days}

    def exit_(name: str, window: object, *about: Any, **others: Any) -> dict[str, Any]:
        words = {"name": name, "says": f"{name} & what it is", "condition": "if asked"}
        return {**words, **tried(*about, **others), "window": window}

    return {
        **ABOUT,
        "rules": ["quantal"],
        "risk": "war_prob",
        "thorough": False,
        "without": 0.06,
        "narrower": 2.1,
        "tried": {"alone": [3, 3], "pairs": [1, 3], "on_other_days": [2, 2]},
        "offramps": {
            "channel": exit_("An old <channel>", window, "helps", True, 0.03, 0.06),
            "letter": exit_("A letter", none, "no effect found", False, 0.059, 0.06, price=(0.5, 0.5, 0.5)),
            "ultimatum": exit_("An ultimatum", None, "harms", False, 0.2, 0.06, price=(0.8, 0.9, 1.0)),
        },
        "pairs": [
            {
                "offramps": ["channel", "letter"],
                **tried("helps", True, 0.02, 0.06, price=(0.6, 0.7, 0.8)),
                "adds": {"difference": -0.01, "luck": [-0.02, 0.0]},
                "better_than_either": True,
            },
        ],
        **more,
    }


def kept(kind: str, body: dict[str, Any], asked: str = "") -> Answer:
    """An answer as a run folder keeps it."""
    name = f"{kind}-{asked}".strip("-")
    return Answer(name, kind, "test-data", ABOUT["hash"], ABOUT["as_of"], "0.1.0", "2020-01-04T10:00:00+00:00", body)


def everything() -> tuple[Answer, ...]:
    """One answer of every kind, for the test in a browser; a new kind adds its own."""
    other = compare(event=None, offramps=["channel"], what="An old <channel>", sets={"actors.north.resolve": "0.9"})
    set_ = compare(event=None, what="", sets={"actors.north.resolve": "0.9"}, turns=[], rules=["quantal", "lookahead"])
    return (
        kept("offramps", offramps()),
        kept("compare", compare(), "without-killing"),
        kept("compare", other, "with-channel"),
        kept("compare", set_, "set-resolve"),
        kept("sensitivity", hinges.sensitivity()),
        kept("diff", hinges.diff(), "second"),
        kept("claims", claimed.claims()),
        kept("claims", claimed.until(), "p-war-0-5"),
        kept("roadmap", planned.roadmap(), "north"),
        kept("backtest", backtested.backtest()),
        kept("aftermath", foretold.aftermath()),
    )
