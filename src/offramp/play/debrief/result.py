"""Types of a debrief."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from offramp.analysis import Estimate


@dataclass(frozen=True)
class Alternative:
    """Something else that a seat could have ordered.

    Attributes
    ----------
    words : str
    gap : Estimate
        How much further the aim is missed by what was done, future by future; below 0 was better done.
    """

    words: str
    gap: Estimate


@dataclass(frozen=True)
class Decision:
    """One evening of a seat.

    Attributes
    ----------
    day : int
    did : str
    expected : float
        How far the aim would be missed on the last day, seen from the evening before the seat decided.
    judgement : Estimate
        How much further by what was done than with the engine in the seat from there on; below 0 is better.
    luck : float
        How much further the aim is missed seen from the next evening than was to be expected of what was done.
    alternatives : tuple of Alternative
        The likeliest of each purpose, and a wait; told from other futures than those from which the best is known.
    best : str
        The best of them in the first half of the futures; empty if none was looked at.
    """

    day: int
    did: str
    expected: float
    judgement: Estimate
    luck: float
    alternatives: tuple[Alternative, ...] = ()
    best: str = ""


@dataclass(frozen=True)
class Fan:
    """The highest rung up to each day: of this game, and of all futures from the start.

    Attributes
    ----------
    path : tuple of int
    quantiles : mapping of str to tuple of float
        By their share, such as `0.5`.
    """

    path: tuple[int, ...]
    quantiles: dict[str, tuple[float, ...]]


@dataclass(frozen=True)
class Tally:
    """The outcomes of a game, or of the same luck with the engine in the seat.

    Attributes
    ----------
    highest : int
        The highest rung.
    dead : int
    acts : int
        Of everybody.
    war : float or None
        1 if there was one; None while the game is not over.
    missed : float or None
        How far the seat's aim was missed; None while the game is not over.
    """

    highest: int
    dead: int
    acts: int
    war: float | None
    missed: float | None


@dataclass(frozen=True)
class Debrief:
    """The debrief of one seat of a game.

    Attributes
    ----------
    case, title, seat, name, address : str
    day, days : int
        Played, and in all.
    aim : str
    start : float or None
        How far the aim would be missed with the engine in the seat, seen from the start; None for an armed group.
    end : float or None
        How far it was missed, or would be, seen from where the game stands.
    decisions : tuple of Decision
        Empty for an armed group, for which nothing is ranked.
    fan : Fan
    came, engine : Tally
        Of this game, and of the same luck with the engine in the seat.
    exits : tuple of str
        Ways out that were passed.
    story : str
    """

    case: str
    title: str
    seat: str
    name: str
    address: str
    day: int
    days: int
    aim: str
    start: float | None
    end: float | None
    decisions: tuple[Decision, ...]
    fan: Fan
    came: Tally
    engine: Tally
    exits: tuple[str, ...]
    story: str

    @property
    def judgement(self) -> float:
        """The sum over all decisions."""
        return sum(each.judgement.estimate or 0.0 for each in self.decisions)

    @property
    def luck(self) -> float:
        """The sum over all days."""
        return sum(each.luck for each in self.decisions)

    def plain(self) -> dict[str, Any]:
        """Return it as a JSON object."""
        return {**asdict(self), "judgement": self.judgement, "luck": self.luck}
