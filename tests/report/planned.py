"""An invented answer of `offramp roadmap`, for the test of its section. No model is behind it."""

from __future__ import annotations

from typing import Any

from offramp.study.roadmap.tree import MARKS

ABOUT: dict[str, Any] = {
    "case": "test-data",
    "title": "Test data",
    "hash": "0123456789abcdef" * 4,
    "seed": 1,
    "draws": 64,
    "runs_per_draw": 32,
    "runs": 2_048,
    "days": 90,
    "turn": 1,
    "as_of": "2020-01-03",
    "seconds": 1.0,
    "rule": "quantal",
    "other_rule": "lookahead",
    "seat": "north",
    "name": "Northland <itself>",
    "depth": 2,
    "exchange": 14,
    "held": 42,
    "screened": True,
    "classes": 20,
    "thrown": [],
}


def bars(middle: float, half: float = 0.01) -> dict[str, Any]:
    wide = [middle - 3 * half, middle + 3 * half]
    return {"estimate": middle, "luck": [middle - half, middle + half], "assumptions": wide, "structure": None}


def move(words: str) -> dict[str, Any]:
    return {"id": words.lower(), "words": words, "move": words, "rung": 1, "usual": 0.4}


def step(words: str, war: float, *branches: dict[str, Any], better: dict[str, Any] | None = None) -> dict[str, Any]:
    measures = {"war_prob": bars(war), "violent_acts": bars(9.0, 0.5)}
    return {
        "move": move(words),
        "futures": 2_048,
        "aim": bars(war),
        "measures": measures,
        "better": better,
        "branches": list(branches),
    }


def better(by: float, sure: bool) -> dict[str, Any]:
    return {"than": "x", "by": bars(by), "sure": sure, "holds": 0.9, "other_rule": by, "turns": False}


def branch(words: str, chance: float, *replies: dict[str, Any], marks: tuple[str, ...] = ()) -> dict[str, Any]:
    known = better(0.02, "either" not in marks) if replies else None
    never = [{"id": "x", "words": "A <raid>", "worse": bars(0.2)}]
    about = {"never": never, "words": words, "who": "south", "band": "a blow", "open": True, "futures": 512}
    return {**about, "chance": bars(chance, 0.02), "marks": list(marks), "better": known, "replies": list(replies)}


def roadmap(**more: object) -> dict[str, Any]:
    """What `offramp roadmap --json` prints."""
    calm, blow = branch("Nothing that tells", 0.7), branch("Southland itself: a blow, openly", 0.3)
    replies = step("A <message>", 0.03, calm, blow), step("Wait", 0.05)
    struck = branch("Southland itself: a blow, openly", 0.4, *replies, marks=("rule", "risk"))
    quiet = branch("Nothing that tells", 0.6, *replies, marks=("either",))
    first = [
        step("Wait", 0.02, struck, quiet),
        step("A letter", 0.021, quiet, better=better(0.001, False)),
        step("A raid", 0.08, struck, better=better(0.06, True)),
    ]
    thrown = {"path": ["Wait"], "branch": struck["words"], "marks": ["rule", "risk"]}
    return {
        **ABOUT,
        "sets": {},
        "aim": {"war_prob": 1.0},
        "aim_words": "war_prob",
        "unit": "probability",
        "usual": {"aim": bars(0.05), "gain": bars(0.03), "war_prob": bars(0.05)},
        "tried": [move("Wait"), move("A letter")],
        "says": {"war_prob": "war", "violent_acts": "violent acts"},
        "units": {"war_prob": "probability", "violent_acts": "acts"},
        "first": first,
        "level": ["a letter"],
        "turned": ["a raid"],
        "thrown": [thrown],
        "words": dict(MARKS),
        **more,
    }
