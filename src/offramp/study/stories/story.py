"""The story of a future in plain words: summary, turning points, days and reasons."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Any

from offramp.wording.names import count

from .campaigns import with_campaigns
from .chronicle import Act, Day, Line, act
from .endings import Ending, ending
from .folding import folded
from .reasons import Why
from .summary import summary
from .telling import Teller, merged
from .turning_points import marked, turning_points

if TYPE_CHECKING:
    from offramp.scenario import Scenario
    from offramp.scenario.record.events import Event

__all__ = ["Act", "Day", "Ending", "Line", "Story", "Why", "act", "tell"]

NOTHING = Ending("quiet", "")


@dataclass(frozen=True)
class Story:
    """One future, told.

    Attributes
    ----------
    address : str
    days : tuple of Day
        Every day with an act, each with every act.
    ending : str
        How it ended, as a sentence.
    rung, dead : int
        The highest rung, and how many were killed.
    summary : tuple of str
        The answer, how far it went and at what cost, and how it ended.
    end : Ending
    weight : float, optional
        Share of the run's futures that it stands for.
    """

    address: str
    days: tuple[Day, ...]
    ending: str
    rung: int = 0
    dead: int = 0
    summary: tuple[str, ...] = ()
    end: Ending = NOTHING
    weight: float | None = field(default=None, compare=False)

    @property
    def stands_for(self) -> str:
        """`like 41 in 100 futures`; empty where nobody knows."""
        if self.weight is None:
            return ""
        return f"like {100 * self.weight:.0f} in 100 futures" if self.weight >= 0.005 else "like under 1 in 100 futures"

    def plain(self) -> dict[str, Any]:
        """Return the story for a machine: every act by its ids and in words, with the terms behind it."""
        days = [
            {"day": day.day, "date": day.date.isoformat(), "acts": [line.plain() for line in day.lines]}
            for day in self.days
        ]
        return {
            "address": self.address,
            "summary": self.summary,
            "ending": self.ending,
            "end": self.end.kind,
            "weight": self.weight,
            "rung": self.rung,
            "dead": self.dead,
            "days": days,
        }

    def turning_points(self, most: int = 12) -> tuple[Day, ...]:
        """The days that a short telling keeps, repeated words and campaigns folded."""
        return turning_points(self.folded(), most)

    def folded(self) -> tuple[Day, ...]:
        """The days with repeated words told once, and campaigns told as such."""
        return folded(self.days)

    def short(self, most: int = 6, why: bool = False) -> str:
        """The summary and the turning points as plain lines."""
        head = " ".join(self.summary)
        stands = f"{self.stands_for[:1].upper()}{self.stands_for[1:]}." if self.stands_for else ""
        days = [day.pointed() for day in self.turning_points(most)]
        return "\n".join([*filter(None, [head, stands]), "", *_lines(days, why, False)])

    def text(self, why: bool = True, numbers: bool = False) -> str:
        """The whole story as plain lines for a terminal.

        Parameters
        ----------
        why : bool
            Whether the reasons stand under each act.
        numbers : bool
            Whether they stand there with their numbers.
        """
        return "\n".join([*_lines(self.folded(), why, numbers), "", " ".join(self.summary[1:] or (self.ending,))])


def _lines(days: Sequence[Day], why: bool, numbers: bool) -> Iterator[str]:
    for day in days:
        if day.silent > 1:
            yield f"  … {count(day.silent)} days without an act …"
        yield day.heading
        for line in day.lines:
            yield f"  [{line.rung:>2}] {line}"
            reason = line.sums and f"{line.sums[:1].upper()}{line.sums[1:]}." if numbers else line.why
            if why and reason:
                yield f"       {reason}"


def tell(
    scenario: Scenario,
    acts: Iterable[Act],
    days: int | None = None,
    address: str = "",
    span: float = 1.0,
    record: Sequence[Event] | None = None,
    weight: float | None = None,
) -> Story:
    """Tell the acts of one future.

    Parameters
    ----------
    scenario : Scenario
        The case, for names and for the sentences of its moves.
    acts : iterable of Act
        What was done, in any order.
    days : int, optional
        How many days the future lasted; the case's own length if left out.
    address : str
        The address of the future.
    span : float
        Days of a round: more than one, where turns are weeks.
    record : sequence of Event, optional
        What happened before the start; the case's own record if left out.
    weight : float, optional
        Share of the run's futures that it stands for.
    """
    ordered = sorted(acts, key=lambda each: each.day)
    length = days or scenario.days
    told = with_campaigns(scenario, list(_days(scenario, ordered, span, record)), length)
    end = ending(scenario, ordered, length)
    return Story(
        address,
        tuple(marked(scenario, told, end)),
        end.words,
        rung=max((day.rung for day in told), default=0),
        dead=sum(each.dead for each in ordered),
        summary=summary(scenario, ordered, told, end, length),
        end=end,
        weight=weight,
    )


def _days(scenario: Scenario, ordered: Sequence[Act], span: float, record: Sequence[Event] | None) -> Iterator[Day]:
    teller, last = Teller(scenario, record), 0
    for day, group in groupby(ordered, key=lambda each: each.day):
        lines = merged(teller.day(group))
        silent = day - last - 1 if day - last > math.ceil(span) else 0
        yield Day(day, scenario.start_date + dt.timedelta(days=day), tuple(lines), silent, about=span > 1)
        last = day
