"""A kind of measure as one record: everything about it but how a simulation's arrays are read."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, Protocol

if TYPE_CHECKING:
    from offramp.scenario.measure_kinds.future_acts import FutureActs
    from offramp.scenario.questions import Measure
    from offramp.scenario.scenario import Scenario

Of = Literal["military", "civilian", "both"]
State = Literal["coordination", "tolerance", "presence", "programme"]
When = Literal["start", "lowest", "highest", "end"]
# What a simulation keeps for measures: totals of its acts by option, the acts of every round, the highest rung of
# either side in every round, whether somebody wished for the war that came, levels of the world.
Source = Literal["totals", "rounds", "sides", "wishes", "levels"]
Statistic = Literal["probability", "mean", "median"]
# The fields of a filter.
ALL = tuple("actors sides led_by targets target_sides arenas moves does visibility at_least at_most".split())


class Deed(Protocol):
    """An act of one future, whoever keeps it."""

    @property
    def day(self) -> int: ...
    @property
    def actor(self) -> str: ...
    @property
    def move(self) -> str: ...
    @property
    def target(self) -> str: ...
    @property
    def arena(self) -> str | None: ...
    @property
    def dead(self) -> int: ...


@dataclass(frozen=True)
class Kind:
    """Everything that the house knows of a kind of measure, but how a simulation's arrays are read.

    That half is a function in `offramp.engine.measures` for each of `sources`, so that no case needs JAX to be read.
    Functions are called with the measure's name, the measure and the case.

    Attributes
    ----------
    id : str
        Its word in a case.
    says : str
        What such a measure is.
    events : str or callable
        Reads it from the acts of a future; None where it is empty. Where acts cannot tell it, why: a clause that
        follows "no event can say it:".
    sources : tuple of str
        What of a simulation it can be read from.
    source : callable or None
        Which of these serves a measure; None where there is one.
    argument : callable or None
        The whole number that the reader in the engine is handed, for what the kind leaves open; 0 without.
    takes, needs : tuple of str
        Fields of a measure, beside `where`, that it may have, and those that it must have.
    filters : tuple of str
        Fields of `where` that it may have.
    check : callable or None
        What is wrong with `where` beyond that, as what was found and what is allowed; None where nothing is.
    chance : bool
        Whether it is 0 or 1 in each future, so that its mean is a probability.
    statistic : {"probability", "mean", "median"}
        What an outlook tells of it, unasked.
    empty : str
        In which futures it is empty, in words; nothing where it never is.
    instead : float, "day after" or None
        What a future counts for in which it is empty, where that says something: "day after" is the day after the last.
    direction : {1, 0, -1} or None
        Whether more of it is worse, neither or better; None where the acts that pass decide.
    late : bool
        Whether more of it means that these acts come later.
    still_open : {"whole", "rest", "unless come"}
        What is still to come of it after some days: all of it, what they lack of the whole, or all of it where they
        have nothing of it.
    readers : callable or None
        For a kind of another package: imports and returns its readers in the engine by source.
    """

    id: str
    says: str
    events: str | Callable[[str, Measure, FutureActs], float | None]
    sources: tuple[Source, ...] = ("totals",)
    source: Callable[[Measure], Source] | None = None
    argument: Callable[[str, Measure, Scenario], int] | None = None
    takes: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    filters: tuple[str, ...] = ALL
    check: Callable[[str, Measure, Scenario], tuple[str, str] | None] | None = None
    chance: bool = False
    statistic: Statistic = "mean"
    empty: str = ""
    instead: float | Literal["day after"] | None = None
    direction: int | None = None
    late: bool = False
    still_open: Literal["whole", "rest", "unless come"] = "whole"
    readers: Callable[[], Mapping[str, Any]] | None = None

    def read_from(self, measure: Measure) -> Source:
        """Say what of a simulation a measure of this kind is read from."""
        return self.source(measure) if self.source else self.sources[0]

    @property
    def described(self) -> str:
        """What it is with its window and when it is empty, as docs/cases.md and the JSON Schema say it."""
        window = "; in a window from `from_day` to `within`, both counted" if "from_day" in self.takes else ""
        return f"{self.says}{window}{f'; empty where {self.empty}' if self.empty else ''}"

    def when_empty(self, days: int) -> float:
        """Give what an empty future of so many days counts for; NaN where it counts for nothing."""
        return days + 1.0 if self.instead == "day after" else math.nan if self.instead is None else self.instead
