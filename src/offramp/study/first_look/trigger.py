"""The last act before the start, and how often recorded crises answered one like it with violence."""

from __future__ import annotations

from dataclasses import dataclass

from offramp.analysis.estimates import Span
from offramp.scenario import Scenario
from offramp.scenario.ladder import THREAT
from offramp.scenario.passing import sides
from offramp.scenario.reading.merge import library

ANSWER = "violent_answer_30d_prob"


@dataclass(frozen=True)
class Recorded:
    """How often a kind of trigger was answered with violence in recorded crises.

    Attributes
    ----------
    trigger : str
        The kind, in words.
    share, lowest, highest : float
        Of all actors, and of the region or period in which it was seldom or often so.
    of : int
        How many actors.
    """

    trigger: str
    share: float
    lowest: float
    highest: float
    of: int


@dataclass(frozen=True)
class Answered:
    """What a case makes of its trigger, beside recorded crises.

    Attributes
    ----------
    event, what, move : str
        The last act of the side that acted last against the other.
    rung : int
    share : float
        Of the futures in which the other side answers with violence.
    luck : (low, high)
        How far that moves because only so many futures were played.
    days : int
        Within how many days.
    recorded : Recorded
    explained : str
        Why this crisis is another one, in the words of its author; empty where nothing is said.
    """

    event: str
    what: str
    move: str
    rung: int
    share: float
    luck: Span
    days: int
    recorded: Recorded
    explained: str = ""

    @property
    def is_outside(self) -> bool:
        """Whether it lies outside the recorded range, beyond luck."""
        return self.luck[1] < self.recorded.lowest or self.luck[0] > self.recorded.highest


def trigger(case: Scenario) -> str | None:
    """Return the id of the last hostile act of the first principal's side on the other side; None if there is none."""
    side, (first, second) = sides(case), case.principals
    mine = [
        (event.date, case.moves[event.move].rung, name)
        for name, event in case.record.items()
        if side[event.actor] == side[first]
        and side[event.target] == side[second]
        and case.moves[event.move].rung >= THREAT
    ]
    return max(mine)[2] if mine else None


def recorded(rung: int) -> Recorded:
    """What recorded crises say of a trigger on a rung."""
    bodies = library("answers").plain().values()
    body = next(each for each in bodies if each["low"] <= rung <= each["high"])
    return Recorded(body["trigger"], body["share"], body["lowest"], body["highest"], body["of"])
