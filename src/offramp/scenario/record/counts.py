"""What is known beside the events: rates of what no record lists, what nobody did to anybody, and what is reported."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import Field

from offramp.scenario.ladder import COARSE
from offramp.scenario.names import ActorId, ArenaId, Date, MoveId, SourceIds
from offramp.scenario.parts import Part
from offramp.scenario.questions import Where
from offramp.scenario.reading.parse import Rate

Band = Literal["conciliatory", "words", "force-shown", "violent"]
Kind = Literal["state", "proxy", "host", "mediator", "bloc"]
RUNGS = {name: (band.low, band.high) for name, band in zip(get_args(Band), COARSE, strict=True)}


class CountedRate(Part):
    """How often acts came that the record does not list one by one, in a span of days."""

    start: Date
    end: Date
    who: Annotated[tuple[ActorId, ...], Field(min_length=1)]
    whom: tuple[ActorId, ...] = ()  # anybody if nobody is named
    arenas: tuple[ArenaId, ...] = ()
    band: Band | None = None  # a band of rungs, or moves
    moves: tuple[MoveId, ...] = ()
    acts: Rate
    what: str
    verified: bool = True  # whether the count was looked up in a text

    @property
    def where(self) -> Where:
        """The filter that its acts pass."""
        low, high = RUNGS[self.band] if self.band else (None, None)
        return Where(
            actors=self.who, targets=self.whom, arenas=self.arenas, moves=self.moves, at_least=low, at_most=high
        )


class Circumstance(Part):
    """Something that moved the crisis and was no act of one actor on another; no run reads it."""

    date: Date
    what: str
    source: SourceIds
    verified: bool = True
