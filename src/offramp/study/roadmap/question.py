"""The question of a plan: what one seat should do first, and what then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from offramp.study.question import AsOf, Days, Measures, Option, Question, Runs, Turn, Weigh

if TYPE_CHECKING:
    from .result import Roadmap  # noqa: F401 - ruff does not look into the brackets

Seat = Annotated[str, Option("For whom the plan is made: an actor of the case.", "ACTOR")]
Aims = Annotated[
    Sequence[str],
    Option("What the plan wants little of; may be repeated. War if left out.", "MEASURE[=WEIGHT]"),
]
Depth = Annotated[int, Option("Exchanges: a move and the answer to it.", "1..3", 1, 3)]
Exchange = Annotated[int, Option("How long to wait for one.", "DAYS", 1, 60)]
Moves = Annotated[
    Sequence[str],
    Option("Try these; the likeliest of each rung if left out.", "MOVE[/TARGET][,...]", commas=True),
]
Most = Annotated[int, Option("How many moves to try beside waiting.", "N", 1, 40)]
Both = Annotated[bool, Option("Follow the plan under the other rule, too.", flag="--structure/--no-structure")]


@dataclass(frozen=True, kw_only=True)
class PlanRoadmap(Question["Roadmap"]):
    """Plan what comes next for one seat: first moves, the likely answers, the best replies; see `docs/roadmap.md`.

    >>> import offramp as off
    >>> off.roadmap("baghdad-2020", seat="united-states").best.move.words  # doctest: +SKIP
    """

    NAME, STUDY, RESULT = "roadmap", ".study:roadmap", ".result:Roadmap"

    seat: Seat
    aim: Aims = ()
    depth: Depth = 2
    exchange: Exchange = 14
    moves: Moves = ()
    most: Most = 8
    structure: Both = True
    measures: Measures = ()
    runs: Runs = 2_048
    days: Days = None
    turn: Turn = "day"
    as_of: AsOf = None
    evidence: Weigh = None

    @property
    def words(self) -> str:
        """The seat."""
        return self.seat
