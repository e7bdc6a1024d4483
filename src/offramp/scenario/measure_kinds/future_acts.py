"""The acts of one future by name, whether simulated or recorded: what measures can be read from without a game."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from offramp.scenario.ladder import NOTHING
from offramp.scenario.passing import passes, sides
from offramp.scenario.questions import Measure, Where
from offramp.scenario.scenario import Scenario


class FutureAct(NamedTuple):
    """An act of one future: on which day, counted from the start, and how many died."""

    day: int
    actor: str
    move: str
    target: str
    arena: str | None = None
    military: int = 0
    civilian: int = 0
    ordered: bool = False

    @property
    def dead(self) -> int:
        """Deaths of both kinds."""
        return self.military + self.civilian


@dataclass(frozen=True)
class FutureActs:
    """All acts of one future.

    Attributes
    ----------
    case : Scenario
    acts : tuple of FutureAct
        In the order of their days.
    days : tuple of int
        Day of every round, in which everybody may act once; for a record the days from 1 to its last.
    """

    case: Scenario
    acts: tuple[FutureAct, ...]
    days: tuple[int, ...]

    @classmethod
    def of(cls, case: Scenario, acts: Iterable[FutureAct], days: Iterable[int]) -> FutureActs:
        """Put the acts of these days in their order.

        Parameters
        ----------
        case : Scenario
        acts : iterable of FutureAct
            Of one future, in any order.
        days : iterable of int
            Day of every round; acts of other days are left out.
        """
        known = tuple(days)
        return cls(case, tuple(sorted((a for a in acts if a.day in set(known)), key=lambda a: a.day)), known)

    def rung(self, act: FutureAct) -> int:
        """The rung of an act."""
        return self.case.moves[act.move].rung

    def passing(self, where: Where, first: int = 1, last: int | None = None) -> list[FutureAct]:
        """The acts that pass a filter, from one day to another.

        Parameters
        ----------
        where : Where
        first : int
            The first day that counts.
        last : int, optional
            The last day that counts; None for the last of the future.
        """
        return [
            act
            for act in self.acts
            if first <= act.day and (last is None or act.day <= last) and self._passes(where, act)
        ]

    def counted(self, measure: Measure) -> list[FutureAct]:
        """The acts that pass the filter of a measure within its window."""
        return self.passing(measure.where, *measure.window)

    def across(self) -> list[FutureAct]:
        """The acts of either principal's side on the other's."""
        both = set(self.case.principals)
        return [act for act in self.acts if {self.side[act.actor], self.side[act.target]} == both]

    def peaks(self) -> list[tuple[int, int]]:
        """The highest rung of either side against the other in every round; `NOTHING` where it did nothing to it."""
        tops: dict[int, list[int]] = {day: [NOTHING, NOTHING] for day in self.days}
        for act in self.across():
            side = self.case.principals.index(self.side[act.actor])
            tops[act.day][side] = max(tops[act.day][side], self.rung(act))
        return [(one, other) for one, other in tops.values()]

    @cached_property
    def side(self) -> Mapping[str, str]:
        """The side of every actor."""
        return sides(self.case)

    def _passes(self, where: Where, act: FutureAct) -> bool:
        return passes(self.case, self.side, where, (act.actor, act.move, act.target, act.arena), act.ordered)
