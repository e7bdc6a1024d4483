"""Invented answers of `offramp sensitivity` and `offramp diff`, for the tests of their sections."""

from __future__ import annotations

from typing import Any

ABOUT: dict[str, Any] = {
    "case": "test-data",
    "title": "Test data",
    "hash": "0123456789abcdef" * 4,
    "seed": 1,
    "draws": 1_024,
    "runs_per_draw": 4,
    "runs": 4_096,
    "days": 90,
    "turn": 1,
    "as_of": "2020-01-03",
    "sets": {},
    "seconds": 1.0,
    "rules": ["quantal"],
}
SOMETHING = {"says": "what it says", "unit": "probability", "period": "90 days"}


def share(middle: float, half: float = 0.05) -> dict[str, Any]:
    return {"share": middle, "interval": [middle - half, middle + half]}


def dial(path: str, name: str, first: float, total: float | None = None, **more: object) -> dict[str, Any]:
    return {
        "path": path,
        "name": name,
        "range": "0.3..0.7",
        "source": ["assumed"],
        "first": share(first),
        "total": None if total is None else share(total),
        "beyond": first > 0.05,
        "counts": True,
        "idle": False,
        "score": 0.2,
        "bar": 0.2,
        "structure": None,
        "low": 0.02,
        "high": 0.09,
        "interval": [0.05, 0.09],
        **more,
    }


def sensitivity(**more: object) -> dict[str, Any]:
    """What `offramp sensitivity --json` prints: one measure that hangs on something, and one that does not."""
    dials = [
        dial("actors.north.resolve", "Northland: <resolve>", 0.3, 0.5, structure=[0.2, 0.4]),
        dial(
            "ties.north>river-brigade.control",
            "River Brigade & Sons, held by Northland: control",
            0.1,
            source=["watcher"],
        ),
        dial("actors.south.resolve", "Southland: resolve", -0.01, 0.2),
        dial("actors.east.resolve", "Eastland: resolve", 0.0, 0.0, counts=False, idle=True),
    ]
    variance = {"luck": 0.04, "assumptions": 0.01, "error": 0.001, "of_assumptions": 0.2, "known": True}
    known = {"id": "actors.north", "name": "Northland", "dials": 6, "assumed": 2, "share": share(0.35)}
    sources = [
        {**known, "id": "assumed", "name": "nobody: assumed"},
        {**known, "id": "watcher", "name": "A. Watcher: Notes"},
    ]
    sign = {
        "actor": "north",
        "move": "threat",
        "rungs": [1, 1],
        "visibility": "overt",
        "what": "Northland: a <threat>",
        "at_least": 2,
        "seen": 0.3,
        "n_with": 1_200,
        "n_without": 2_896,
        "with_it": 0.12,
        "without": 0.03,
        "luck": [0.07, 0.11],
        "score": 8.0,
        "told": 0.02,
        "difference": 0.09,
    }
    bars = {"estimate": 0.06, "luck": [0.05, 0.07], "assumptions": [0.01, 0.2], "structure": None}
    full = {
        **SOMETHING,
        **bars,
        "chance": 0.07,
        "bar": 0.25,
        "other_dials": 40,
        "variance": variance,
        "dials": dials,
        "others": share(0.4),
        "subjects": [known],
        "sources": sources,
        "signs": [sign],
    }
    nothing = {"dials": [], "others": None, "subjects": [], "sources": [], "signs": [], "bar": None}
    empty = {**full, **nothing, "variance": {**variance, "known": False}}
    measures = {"war_prob": full, "settlement_prob": empty}
    return {**ABOUT, "dials": 44, "watched": 5, "measures": measures, **more}


def diff(**more: object) -> dict[str, Any]:
    """What `offramp diff --json` prints: three groups of differences, one measure apart and one alike."""

    def bars(name: str, value: float, half: float = 0.01) -> dict[str, Any]:
        spread = [value - half, value + half]
        return {name: value, "luck": spread, "assumptions": spread, "structure": None}

    shares = {
        "actors.north": {**bars("share", -0.05), "by_chance": 0.002},
        "cast": {**bars("share", 0.02), "by_chance": 0.002},
        "record.killing": {**bars("share", 0.0), "by_chance": 0.0},
    }
    apart = {
        **SOMETHING,
        "one": 0.08,
        "other": 0.05,
        "agree": False,
        "harm": 1,
        **bars("difference", -0.03),
        "shares": shares,
    }
    alike = {**apart, "other": 0.08, "agree": True, **bars("difference", 0.0)}
    range_ = {"one": "0.3..0.5", "other": "0.6..0.8", "kind": "range", "overlap": 0.0}
    found = [
        {"path": "actors.north.resolve", **range_, "moves": True},
        {"path": "actors.elbia", "one": "·", "other": "<Elbia>", "kind": "part", "overlap": None, "moves": True},
        {"path": "title", "one": "a", "other": "b", "kind": "words", "overlap": None, "moves": False},
    ]
    groups = {
        "actors.north": {"name": "Northland", "paths": ["actors.north.resolve"]},
        "cast": {"name": "who and what is in the case", "paths": ["actors.elbia"]},
        "record.killing": {"name": "A drone killed a <commander>.", "paths": ["record.killing.deaths.military"]},
    }
    return {
        **ABOUT,
        "other": "second",
        "other_title": "Another <file>",
        "other_hash": "f" * 64,
        "exact": True,
        "worlds": 8,
        "quantities": 100,
        "same": 97,
        "differences": found,
        "groups": groups,
        "measures": {"war_prob": apart, "peak_rung": alike},
        **more,
    }
