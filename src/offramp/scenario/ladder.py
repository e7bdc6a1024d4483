"""The rungs of the escalation ladder in words."""

from __future__ import annotations

from typing import NamedTuple

from .reading.merge import library


class LadderRung(NamedTuple):
    """A rung's name and what it means."""

    name: str
    means: str


def ladder() -> dict[int, LadderRung]:
    """Return every rung with its words, from the lowest to the highest."""
    rungs = library("ladder").plain()
    return {int(rung): LadderRung(**words) for rung, words in rungs.items()}
