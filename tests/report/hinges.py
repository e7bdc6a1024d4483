"""Invented results of `offramp sensitivity` and `offramp diff`, for the tests of their sections."""

from __future__ import annotations

from typing import Any

from offramp.analysis import Estimate
from offramp.analysis.given import Apart
from offramp.analysis.sensitivity import Share
from offramp.study.diff.result import Diff, Differing, Group, MeasureDifference
from offramp.study.diff.result import Share as Part
from offramp.study.sensitivity.groups import Known
from offramp.study.sensitivity.result import Carried, Dial, Sensitivity, Sign, Variance
from tests.report.head import HEAD, around

SOMETHING = {"says": "what it says", "unit": "probability", "period": "90 days"}


def share(middle: float, half: float = 0.05) -> Share:
    """A share of the variance with its interval; none at all without one."""
    return Share(middle, (middle - half, middle + half)) if middle else Share(0.0, (0.0, 0.0))


def dial(path: str, name: str, first: float, total: float | None = None, **more: Any) -> Dial:
    """An assumption by its shares."""
    about: dict[str, Any] = {
        "range": "0.3..0.7",
        "source": ("assumed",),
        "first": share(first),
        "total": None if total is None else share(total),
        "beyond": first > 0.05,
        "score": 0.2,
        "low": 0.02,
        "high": 0.09,
        "interval": (0.05, 0.09),
        "bar": 0.2,
        "structure": None,
    }
    return Dial(path=path, name=name, **{**about, **more})


def carried(measure: str, **more: Any) -> Carried:
    """What carries a measure: nothing, unless it is said."""
    about: dict[str, Any] = {
        "found": Estimate(0.06, (0.05, 0.07), (0.01, 0.2)),
        "variance": Variance(0.04, 0.01, 0.001, 0.2, known="dials" in more),
        "chance": 0.07,
        "bar": None,
        "dials": (),
        "others": None,
        "other_dials": 40,
        "subjects": (),
        "sources": (),
        "signs": (),
    }
    return Carried(measure=measure, **SOMETHING, **{**about, **more})


def sensitivity(**more: Any) -> Sensitivity:
    """One measure that hangs on something, and one that does not."""
    dials = (
        dial("actors.north.resolve", "Northland: <resolve>", 0.3, 0.5, structure=(0.2, 0.4)),
        dial(
            "ties.north>river-brigade.control",
            "River Brigade & Sons, held by Northland: control",
            0.1,
            source=("watcher",),
        ),
        dial("actors.south.resolve", "Southland: resolve", -0.01, 0.2),
        dial("actors.east.resolve", "Eastland: resolve", 0.0, 0.0),
    )
    sources = (
        Known("assumed", "nobody: assumed", 6, 2, share(0.35)),
        Known("watcher", "A. Watcher: Notes", 6, 2, share(0.35)),
    )
    apart = Apart(1_200, 2_896, 0.12, 0.03, (0.07, 0.11), 8.0, 0.02)
    full = carried(
        "war_prob",
        bar=0.25,
        dials=dials,
        others=share(0.4),
        subjects=(Known("actors.north", "Northland", 6, 2, share(0.35)),),
        sources=sources,
        signs=(Sign("north", "threat", (1, 1), "overt", "Northland: a <threat>", 2, 0.3, apart),),
    )
    about = {"dials": 44, "watched": 5, "measures": (full, carried("settlement_prob"))}
    return Sensitivity(**{**HEAD, **about, **more})


def diff(**more: Any) -> Diff:
    """Three groups of differences, one measure apart and one alike."""
    shares = (
        Part("actors.north", around(-0.05), 0.002),
        Part("cast", around(0.02), 0.002),
        Part("record.killing", around(0.0), 0.0),
    )
    apart = MeasureDifference(
        "war_prob", **SOMETHING, one=0.08, other=0.05, difference=around(-0.03), shares=shares, harm=1
    )
    alike = MeasureDifference(
        "peak_rung", **SOMETHING, one=0.08, other=0.08, difference=around(0.0), shares=shares, harm=1
    )
    about: dict[str, Any] = {
        "other": "second",
        "other_title": "Another <file>",
        "other_hash": "f" * 64,
        "exact": True,
        "worlds": 8,
        "quantities": 100,
        "same": 97,
        "differences": (
            Differing("actors.north.resolve", "0.3..0.5", "0.6..0.8", "range", 0.0),
            Differing("actors.elbia", "·", "<Elbia>", "part"),
            Differing("title", "a", "b", "words"),
        ),
        "groups": (
            Group("actors.north", "Northland", ("actors.north.resolve",)),
            Group("cast", "who and what is in the case", ("actors.elbia",)),
            Group("record.killing", "A drone killed a <commander>.", ("record.killing.deaths.military",)),
        ),
        "measures": (apart, alike),
    }
    return Diff(**{**HEAD, **about, **more})
