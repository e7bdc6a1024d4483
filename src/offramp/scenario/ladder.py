"""The escalation ladder: its rungs in words, the thresholds that the house reads it by, and its bands.

No other file states a rung: whoever asks whether an act is violent, or which acts are much alike, asks here.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from typing import NamedTuple

LOWEST, HIGHEST = -3, 10
NOTHING = -9  # stands in the place of a rung where nobody acted
CONCESSION = -2  # the highest rung at which somebody gives something, in more than words
WORDS = (-1, 2)  # acts in words alone
THREAT = 1  # the lowest hostile rung
BREAK = 2  # a political break, the lowest rung that is more than words
FORCE = 3  # the lowest militarised rung
HARASSMENT = 4  # the lowest hard rung: it heats a front and wakes the guards
VIOLENT = 5  # the lowest violent rung
STRIKE = 7  # the lowest rung of a strike on forces, which none can take for a gesture
CAMPAIGN = 9  # the lowest rung of a war


class Band(NamedTuple):
    """Rungs that count as alike, lowest and highest."""

    name: str
    low: int
    high: int


def united(name: str, bands: Sequence[Band]) -> Band:
    """Put neighbouring bands together to one of another name."""
    return Band(name, bands[0].low, bands[-1].high)


def band_of(rung: int, bands: Sequence[Band]) -> Band:
    """Find the band that a rung lies in; where nobody acted it is that of rung 0."""
    return next(band for band in bands if band.low <= (0 if rung == NOTHING else rung) <= band.high)


# The finest bands; every other one is a union of these.
FINEST = (
    Band("settlement or concession", -3, -2),
    Band("message", -1, -1),
    Band("quiet", 0, 0),
    Band("threat", 1, 1),
    Band("political break", 2, 2),
    Band("force shown", 3, 4),
    Band("limited violence", 5, 6),
    Band("major strikes", 7, 8),
    Band("campaign or all-out attack", 9, 10),
)
CONCILIATORY = united("conciliatory act", FINEST[:2])
FORCEFUL = FINEST[5:]
COARSE = (
    CONCILIATORY,
    united("act of words or pressure", FINEST[2:5]),
    united("show of force", FINEST[5:6]),
    united("violent act", FINEST[6:]),
)
LEVELS = (*COARSE[:2], *FORCEFUL)  # the coarse bands below force, and the finer ones of force


def coarse(rung: float) -> int:
    """Return the place in COARSE of the band that a rung lies in."""
    return bisect([band.low for band in COARSE[1:]], rung)


class LadderRung(NamedTuple):
    """A rung's name and what it means."""

    name: str
    means: str


def ladder() -> dict[int, LadderRung]:
    """Return every rung with its words, from the lowest to the highest."""
    from .reading.merge import library  # which reads cases, and so measures, whose kinds ask here for thresholds

    rungs = library("ladder").plain()
    return {int(rung): LadderRung(**words) for rung, words in rungs.items()}
