"""The tree of a plan: responses to each move, the best reply to each, and where the plan fails."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from offramp.analysis import Estimate
from offramp.study.shared.record import Record

MARKS = {
    "either": "the best reply cannot be told from the second",
    "fresh": "fresh futures rank the replies the other way round",
    "assumptions": "which reply is better turns on the assumptions",
    "rule": "the other decision rule ranks the replies the other way round",
    "unforeseen": "what comes may well be something that no branch has foreseen",
    "risk": "the risk is beyond the whole range of the plan",
}
THROWN = ("fresh", "assumptions", "rule", "unforeseen", "risk")  # the plan must be thought through anew


@dataclass(frozen=True)
class Move(Record):
    """A class of move that the seat may do; see `offramp.study.roadmap.candidates.Candidate`."""

    id: str
    words: str
    move: str | None
    rung: int
    usual: float


@dataclass(frozen=True)
class Never(Record):
    """A reply that is worse than waiting, and by how much."""

    id: str
    words: str
    worse: Estimate


@dataclass(frozen=True)
class Better(Record):
    """By how much one move is better than another, in the futures in which either is open.

    Attributes
    ----------
    than : str
        The id of the other.
    by : Estimate
        How much less of what the plan wants little of; its structure is the range over decision rules.
    sure : bool
        Whether it is beyond the luck of as many moves as were tried.
    holds : float or None
        Share of the settings of the assumptions in which it is better.
    other_rule : float or None
        By how much it is under the other decision rule, if that was played.
    turns : bool
        Whether the other decision rule ranks them the other way round, beyond luck.
    """

    KEYS = "than sure holds other_rule turns by"

    than: str
    by: Estimate
    sure: bool
    holds: float | None
    other_rule: float | None
    turns: bool


@dataclass(frozen=True)
class Branch(Record):
    """What may come after a move, and the replies to it.

    Attributes
    ----------
    words : str
    who : str
        Who did it; empty where nothing came or all sorts of things.
    band : str
    open : bool or None
    chance : Estimate
        How likely it is, given the moves and answers before it.
    futures : int
        In how many futures it came.
    replies : tuple of Step
        The best and the second; none after the last exchange.
    better : Better or None
        The best against the second.
    marks : tuple of str
        Keys of `MARKS`.
    never : tuple of Never
        Replies that are worse than waiting beyond luck in the futures that chose the plan.
    """

    KEYS = "words who band open futures chance marks better replies never"

    words: str
    who: str
    band: str
    open: bool | None
    chance: Estimate
    futures: int
    replies: tuple[Step, ...]
    better: Better | None
    marks: tuple[str, ...]
    never: tuple[Never, ...] = ()


@dataclass(frozen=True)
class Step(Record):
    """A move of the seat, and what comes of it if the best replies follow.

    Attributes
    ----------
    move : Move
    aim : Estimate
        What the plan wants little of.
    measures : mapping of str to Estimate
    branches : tuple of Branch
        What may come; their chances are one together.
    futures : int
    better : Better or None
        Of a first move: the best against it. None for the best, and for replies.
    """

    KEYS = "move futures aim measures better branches"

    move: Move
    aim: Estimate
    measures: Mapping[str, Estimate]
    branches: tuple[Branch, ...]
    futures: int
    better: Better | None = None

    def along(self, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Branch]]:
        """Every branch on the way of the best replies, with the words of what leads to it."""
        here = (*path, self.move.words)
        for each in self.branches:
            yield here, each
            for best in each.replies[:1]:
                yield from best.along((*here, each.words))
