"""A kind of measure as one record: everything about it but how a simulation's arrays are read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

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
ALL = (
    "actors",
    "sides",
    "led_by",
    "targets",
    "target_sides",
    "arenas",
    "moves",
    "does",
    "visibility",
    "at_least",
    "at_most",
)


def _none(name: str, measure: Measure, case: Scenario) -> int:
    return 0


def _sound(name: str, measure: Measure, case: Scenario) -> None:
    return None


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
        What such a measure is, in the words of docs/cases.md.
    events : str or callable
        Reads it from the acts of a future; None where it is empty. Where acts cannot tell it, why: a clause that
        follows "no event can say it:".
    sources : tuple of str
        What of a simulation it can be read from.
    source : callable
        Which of these serves a measure.
    argument : callable
        The whole number that the reader in the engine is handed, for what the kind leaves open.
    takes, needs : tuple of str
        Fields of a measure, beside `where`, that it may have, and those that it must have.
    filters : tuple of str
        Fields of `where` that it may have.
    check : callable
        What is wrong with `where` beyond that, as what was found and what is allowed; None where nothing is.
    chance : bool
        Whether it is 0 or 1 in each future, so that its mean is a probability.
    statistic : {"probability", "mean", "median"}
        What an outlook tells of it, unasked.
    empty : float, "day after" or None
        What a future counts for in which it is empty, where that says something: "day after" is the day after the last.
    direction : {1, 0, -1} or None
        Whether more of it is worse, neither or better; None where the acts that pass decide.
    late : bool
        Whether more of it means that these acts come later.
    still_open : {"whole", "rest", "unless come"}
        What is still to come of it after some days: all of it, what they lack of the whole, or all of it where they
        have nothing of it.
    plugin : callable or None
        For a kind of another package: imports and returns its readers by source.
    """

    id: str
    says: str
    events: str | Callable[[str, Measure, FutureActs], float | None]
    sources: tuple[Source, ...] = ("totals",)
    source: Callable[[Measure], Source] | None = None
    argument: Callable[[str, Measure, Scenario], int] = _none
    takes: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    filters: tuple[str, ...] = ALL
    check: Callable[[str, Measure, Scenario], tuple[str, str] | None] = _sound
    chance: bool = False
    statistic: Statistic = "mean"
    empty: float | Literal["day after"] | None = None
    direction: int | None = None
    late: bool = False
    still_open: Literal["whole", "rest", "unless come"] = "whole"
    plugin: Callable[[], Any] | None = None

    def read_from(self, measure: Measure) -> Source:
        """Say what of a simulation a measure of this kind is read from."""
        return self.source(measure) if self.source else self.sources[0]
