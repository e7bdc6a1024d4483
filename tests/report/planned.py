"""An invented plan of `offramp roadmap`, for the test of its section. No model is behind it."""

from __future__ import annotations

from typing import Any

from offramp.study.roadmap.result import Roadmap
from offramp.study.roadmap.tree import Better, Branch, Move, Never, Step
from tests.report.head import HEAD, around


def move(words: str) -> Move:
    """A class of move."""
    return Move(words.lower(), words, words, 1, 0.4)


def step(words: str, war: float, *branches: Branch, better: Better | None = None) -> Step:
    """A move, and what may come of it."""
    measures = {"war_prob": around(war, wide=3), "violent_acts": around(9.0, 0.5, 3)}
    return Step(move(words), around(war, wide=3), measures, branches, 2_048, better)


def better(by: float, sure: bool, turns: bool = False) -> Better:
    """By how much one move is better than another."""
    return Better("x", around(by, wide=3), sure, 0.9, by, turns)


def branch(words: str, chance: float, *replies: Step, marks: tuple[str, ...] = ()) -> Branch:
    """What may come, and the replies to it."""
    known = better(0.02, "either" not in marks) if replies else None
    never = (Never("x", "A <raid>", around(0.2, wide=3)),)
    return Branch(words, "south", "a blow", True, around(chance, 0.02, 3), 512, replies, known, marks, never)


def roadmap(*marks: str, **more: Any) -> Roadmap:
    """A plan whose first branch has marks, such as `rule` and `risk`."""
    calm, blow = branch("Nothing that tells", 0.7), branch("Southland itself: a blow, openly", 0.3)
    replies = step("A <message>", 0.03, calm, blow), step("Wait", 0.05)
    struck = branch("Southland itself: a blow, openly", 0.4, *replies, marks=marks)
    quiet = branch("Nothing that tells", 0.6, *replies, marks=("either",))
    first = (
        step("Wait", 0.02, struck, quiet),
        step("A letter", 0.021, quiet, better=better(0.001, False)),
        step("A raid", 0.08, struck, better=better(0.06, True, turns=True)),
    )
    about: dict[str, Any] = {
        "rules": ("quantal", "lookahead"),
        "seat": "north",
        "name": "Northland <itself>",
        "depth": 2,
        "exchange": 14,
        "held": 42,
        "screened": True,
        "classes": 20,
        "aim": {"war_prob": 1.0},
        "aim_words": "war_prob",
        "unit": "probability",
        "usual": {"aim": around(0.05), "gain": around(0.03), "war_prob": around(0.05)},
        "tried": (move("Wait"), move("A letter")),
        "says": {"war_prob": "war", "violent_acts": "violent acts"},
        "units": {"war_prob": "probability", "violent_acts": "acts"},
        "first": first,
    }
    return Roadmap(**{**HEAD, **about, **more})
