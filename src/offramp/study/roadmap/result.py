"""Results of the roadmap study: the question, what was tried, the tree of the plan, and its caveats."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from offramp.analysis import Estimate
from offramp.results import Evidence
from offramp.study.shared.record import Record
from offramp.study.shared.result import ResultHead

from .tree import MARKS, THROWN, Move, Step


@dataclass(frozen=True)
class Thrown(Record):
    """Where a plan must be thrown away: what led there, the branch in words, and why, as keys of `MARKS`."""

    path: tuple[str, ...]
    branch: str
    marks: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Roadmap(ResultHead):
    """A plan for one seat; as many futures as it was followed in chose it.

    Attributes
    ----------
    seat, name : str
        The actor, and what it is called.
    depth, exchange : int
        Exchanges, and for how many days an answer is waited for in each.
    held : int
        Days for which the seat does what its plan says and no more.
    aim : mapping of str to float
        What the plan wants as little of as can be.
    unit : str
        Of the aim, empty where it is a sum of several measures.
    usual : mapping of str to Estimate
        Measures, and `aim`, where the seat does as the model has it; `gain` is by how much the plan is better, paired.
    classes : int
        How many classes of move the seat has.
    tried : tuple of Move
        What was tried, waiting first.
    screened : bool
        Whether it was chosen by its likelihood, or asked for by name.
    first : tuple of Step
        First moves, the best first, as it was chosen.
    evidence : Evidence
    says, units : mapping of str to str
        What the numbers of a step are about.
    """

    KEYS = (
        "case title hash seat name seed draws runs_per_draw runs days turn as_of rule other_rule depth exchange held "
        "aim_words seconds sets evidence luck_level aim unit usual screened tried classes says units first "
        "level:level_ids turned:turned_ids thrown words rules"
    )

    seat: str
    name: str
    depth: int
    exchange: int
    held: int
    aim: Mapping[str, float]
    aim_words: str
    unit: str
    usual: Mapping[str, Estimate]
    classes: int
    tried: tuple[Move, ...]
    screened: bool
    first: tuple[Step, ...]
    evidence: Evidence | None = None
    says: Mapping[str, str]
    units: Mapping[str, str]

    @property
    def rule(self) -> str:
        """The decision rule under which it was chosen."""
        return self.rules[0]

    @property
    def other_rule(self) -> str:
        """Under which it was followed, too; empty if it was not."""
        return self.rules[1] if len(self.rules) > 1 else ""

    @property
    def best(self) -> Step:
        """The first move that the plan begins with."""
        return self.first[0]

    @property
    def level(self) -> tuple[Step, ...]:
        """First moves that cannot be told from the best."""
        return tuple(each for each in self.first[1:] if each.better and not each.better.sure)

    @property
    def level_ids(self) -> list[str]:
        """Their ids."""
        return [each.move.id for each in self.level]

    @property
    def turned(self) -> tuple[Step, ...]:
        """First moves that are better than the plan's own under the other decision rule, beyond luck."""
        return tuple(each for each in self.first[1:] if each.better and each.better.turns)

    @property
    def turned_ids(self) -> list[str]:
        """Their ids."""
        return [each.move.id for each in self.turned]

    @property
    def thrown(self) -> tuple[Thrown, ...]:
        """Where the plan must be thrown away."""
        found = ((path, each, tuple(mark for mark in each.marks if mark in THROWN)) for path, each in self.best.along())
        return tuple(Thrown(path, branch.words, why) for path, branch, why in found if why)

    @property
    def words(self) -> dict[str, str]:
        """What each mark of a branch means."""
        return dict(MARKS)
