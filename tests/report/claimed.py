"""Invented verdicts of `offramp claims`, for the tests of their section. No model is behind them."""

from __future__ import annotations

from typing import Any

from offramp.analysis import Estimate
from offramp.analysis.discovery import Side
from offramp.study.claims.pivotal_assumptions import Half, Pivot
from offramp.study.claims.recorded_outcome import Later
from offramp.study.claims.result import UNKNOWN, Conflict, Judged, Tested, Verdicts
from tests.report.head import HEAD

DIAL = "actors.north.resolve"
LATER = Later(1.0, "2020-04-02", True, True)
SILENT = Later(None, "2024-12-31", False, None, "no event can say it")


def half(true: float, weight: float) -> Half:
    """How often something is true on one side."""
    return Half(true, (true - 0.05, true + 0.05), weight)


def test_(**more: Any) -> Tested:
    """One test of a claim."""
    about: dict[str, Any] = {
        **dict.fromkeys(("minus", "given", "as_of", "passes", "minus_record")),
        **dict.fromkeys(("effect_of", "than", "under"), ()),
        "measure": "war_prob",
        "statistic": "probability",
        "days": 90,
        "holds": "> 0.5",
        "says": "It comes to <war>",
        "found": Estimate(0.62, (0.6, 0.64), (0.2, 0.9), (0.5, 0.62)),
        "unit": "probability",
        "period": "90 days",
        "futures": 8_192,
        "true": 0.7,
        "later": LATER,
    }
    return Tested(**{**about, **more})


def judged(id: str, verdict: Any, share: float, *tests: Tested, **more: Any) -> Judged:
    """A claim with its verdict."""
    about: dict[str, Any] = {
        "source": "assumed",
        "voice": "A <voice>",
        "says": "So it is said, & at some length",
        "true": Estimate(share, (share - 0.04, share + 0.04), (0.0, 1.0), (0.1, 0.9)),
        "by_rule": {"quantal": share},
        "sentence": f"{verdict.title()}.",
    }
    return Judged(id=id, verdict=verdict, tests=tests, **{**about, **more})


def claims(**more: Any) -> Verdicts:
    """A claim of each verdict, and a quarrel."""
    pivot = Pivot((Side(DIAL, True, 0.6, (0.5, 0.7)),), True, half(0.9, 0.4), half(0.1, 0.6))
    number = Estimate(-1.5, (-2.0, -1.0), (-2.0, -1.0))
    effect = test_(effect_of=("killing",), statistic="mean", unit="acts", found=number, later=SILENT)
    refused = "Refused: nobody counts <hearts>."
    every = (
        judged("turns", "turns", 0.5, test_(), pivot=pivot, follows_from=(DIAL,)),
        judged("holds", "holds", 0.97, effect),
        judged("fails", "fails", 0.02, test_(given="war_prob", minus="other", minus_record=90, passes="> 2")),
        judged(
            "undecided",
            "undecided",
            0.6,
            test_(under=("a",), than=("b",)),
            lead=pivot,
            voice="Another",
            source="assumed",
        ),
        judged("refused", "refused", 0.0, why="nobody counts <hearts>", sentence=refused, true=UNKNOWN),
    )
    says = "Both are <right> in 3 of 100 settings."
    conflict = Conflict("turns", "fails", 0.03, 0.5, 0.3, 0.17, None, None, says)
    about: dict[str, Any] = {"rules": ("quantal", "lookahead"), "played": 98_304, "claims": every}
    told: dict[str, Any] = {"conflicts": (conflict,), "dials": {DIAL: "the resolve of <Northland>"}}
    return Verdicts(**{**HEAD, **about, **told, **more})


def until() -> Verdicts:
    """The answer to an inverse question."""
    one = judged("until", "fails", 0.01, test_(), source="", voice="", says="P(war) > 0.5")
    return claims(claims=(one,), conflicts=(), region_says=("If the resolve is <above> 0.6: so.",))
