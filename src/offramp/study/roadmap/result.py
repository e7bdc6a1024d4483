"""Results of the roadmap study: the question, what was tried, the tree of the plan, and its caveats."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from offramp.analysis import Estimate
from offramp.analysis.estimates import LUCK
from offramp.results import Evidence
from offramp.scenario.questions import Measure

from .candidates import Candidate
from .tree import MARKS, THROWN, Branch, Step, bars

ABOUT = (
    "case title hash seat name seed draws runs_per_draw runs days turn as_of rule other_rule depth exchange held "
    "aim_words seconds"
).split()


@dataclass(frozen=True)
class Roadmap:
    """A plan for one seat.

    Attributes
    ----------
    case, title, hash : str
    seat, name : str
        The actor, and what it is called.
    sets : mapping
    seed, draws, runs_per_draw, days, turn : int
        Of the futures in which the plan was followed; as many others chose it.
    as_of : str
    rule : str
    other_rule : str
        Under which the plan was followed, too; empty if it was not.
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
    classes : tuple of Candidate
        All that the seat can do, the likeliest first.
    tried : tuple of Candidate
        What was tried, waiting first.
    screened : bool
        Whether it was chosen by its likelihood, or asked for by name.
    first : tuple of Step
        First moves, the best first, as it was chosen.
    evidence : Evidence
    measures : mapping of str to Measure
        What the numbers of a step are about.
    seconds : float
    """

    case: str
    title: str
    hash: str
    seat: str
    name: str
    sets: Mapping[str, str]
    seed: int
    draws: int
    runs_per_draw: int
    days: int
    turn: int
    as_of: str
    rule: str
    other_rule: str
    depth: int
    exchange: int
    held: int
    aim: Mapping[str, float]
    aim_words: str
    unit: str
    usual: Mapping[str, Estimate]
    classes: tuple[Candidate, ...]
    tried: tuple[Candidate, ...]
    screened: bool
    first: tuple[Step, ...]
    evidence: Evidence
    measures: Mapping[str, Measure]
    seconds: float

    @property
    def runs(self) -> int:
        """Futures in which each first move was followed."""
        return self.draws * self.runs_per_draw

    @property
    def best(self) -> Step:
        """The first move that the plan begins with."""
        return self.first[0]

    @property
    def level(self) -> tuple[Step, ...]:
        """First moves that cannot be told from the best."""
        return tuple(each for each in self.first[1:] if each.better and not each.better.sure)

    @property
    def turned(self) -> tuple[Step, ...]:
        """First moves that are better than the plan's own under the other decision rule, beyond luck."""
        return tuple(each for each in self.first[1:] if each.better and each.better.turns)

    def thrown(self) -> Iterator[tuple[tuple[str, ...], Branch, tuple[str, ...]]]:
        """Where the plan must be thrown away: what led there, the branch, and why."""
        for path, branch in self.best.along():
            if why := tuple(mark for mark in branch.marks if mark in THROWN):
                yield path, branch, why

    def summary(self) -> dict[str, Any]:
        """The object that `offramp roadmap --json` prints."""
        about = {name: getattr(self, name) for name in ABOUT}
        thrown = [
            {"path": list(path), "branch": branch.words, "marks": list(why)} for path, branch, why in self.thrown()
        ]
        return {
            **about,
            "sets": dict(self.sets),
            "evidence": asdict(self.evidence),
            "luck_level": LUCK,
            "aim": dict(self.aim),
            "unit": self.unit,
            "usual": {name: bars(each) for name, each in self.usual.items()},
            "screened": self.screened,
            "tried": [each.summary() for each in self.tried],
            "classes": len(self.classes),
            "says": {name: each.description(self.days) for name, each in self.measures.items()},
            "units": {name: each.unit for name, each in self.measures.items()},
            "first": [each.summary() for each in self.first],
            "level": [each.move.id for each in self.level],
            "turned": [each.move.id for each in self.turned],
            "thrown": thrown,
            "words": dict(MARKS),
        }
