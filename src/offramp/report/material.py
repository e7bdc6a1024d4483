"""The material of a report: everything that its sections and charts read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from offramp.scenario.passing import sides
from offramp.study.outlook.measured import Measured
from offramp.study.outlook.since_start import Moved
from offramp.study.stories.story import Story

if TYPE_CHECKING:
    import pandas as pd

    from offramp.report.findings.endings import Endings
    from offramp.report.findings.shares import Shares
    from offramp.report.findings.told import Group
    from offramp.scenario import Scenario


@dataclass(frozen=True)
class Told:
    """One future as a story.

    Attributes
    ----------
    at : (int, int)
        Its draw and run.
    title : str
    story : Story
    group : Group or None
        The futures that it stands for, if it stands for any.
    """

    at: tuple[int, int]
    title: str
    story: Story
    group: Group | None = None

    @property
    def id(self) -> str:
        """Its anchor in a page."""
        return f"future-d{self.at[0]}-r{self.at[1]}"


@dataclass(frozen=True)
class Kept:
    """An answer that a run folder keeps: its name among others, the question's name, and the result."""

    name: str
    kind: str
    made: Any


@dataclass(frozen=True)
class Material:
    """The case, the answer, the tables and the stories.

    Attributes
    ----------
    events : DataFrame
        The acts of the futures whose acts were kept; `kept` says how many futures these are.
    stories : tuple of Told
        One future of every group, and the worst plausible one.
    groups : tuple of Group
        The futures whose acts were kept, sorted by how they end and by what they are like.
    weights : mapping of int to float, or None
        How much each draw counts; None where all count the same.
    rules : tuple of str
        The decision rules that were played, that of the run first.
    moved : Moved or None
        What moved since the case's own start; None where the run starts there.
    """

    scenario: Scenario
    manifest: Mapping[str, Any]
    paragraph: str
    measures: Mapping[str, Measured]
    runs: pd.DataFrame
    events: pd.DataFrame
    rungs: pd.DataFrame
    kept: int
    stories: tuple[Told, ...] = ()
    groups: tuple[Group, ...] = ()
    weights: Mapping[int, float] | None = None
    rules: tuple[str, ...] = ()
    notes: tuple[str, ...] = field(default=())
    moved: Moved | None = None
    ablation: pd.DataFrame | None = None  # what changes without a system, if that was asked for
    answers: tuple[Kept, ...] = ()  # what else was asked of the run, as its folder keeps it

    def answer(self, kind: str) -> Any:
        """The first result that is kept of a question; None if there is none."""
        return next((each.made for each in self.answers if each.kind == kind), None)

    @property
    def futures(self) -> int:
        """How many futures were played."""
        return len(self.runs)

    @cached_property
    def shares(self) -> Shares:
        """Counts its futures."""
        from offramp.report.findings.shares import Shares

        return Shares(self)

    @cached_property
    def endings(self) -> Endings:
        """How its futures end."""
        from offramp.report.findings.endings import Endings

        return Endings(self)

    @property
    def kept_runs(self) -> pd.DataFrame:
        """The rows of `runs` of the futures whose acts were kept."""
        if not self.kept:
            return self.runs.iloc[:0]
        return self.runs[self.runs["run"] < int(self.manifest.get("keep", 1 << 30))]

    @cached_property
    def dead(self) -> Mapping[tuple[int, int], int]:
        """All the dead of each future."""
        runs = self.runs
        dead = runs["deaths_military"].fillna(0) + runs["deaths_civilian"].fillna(0)
        rows = zip(runs["draw"], runs["run"], dead, strict=True)
        return {(int(draw), int(run)): int(number) for draw, run, number in rows}

    @property
    def days(self) -> int:
        """The horizon."""
        return int(self.manifest.get("days", self.scenario.days))

    @property
    def period(self) -> str:
        """A turn in words."""
        return "week" if int(self.manifest.get("turn", 1)) == 7 else "day"

    @property
    def start(self) -> dt.date:
        """The day before the first turn."""
        return dt.date.fromisoformat(str(self.manifest.get("as_of", self.scenario.start))[:10])

    def date(self, day: int) -> dt.date:
        """The date of a day."""
        return self.start + dt.timedelta(days=int(day))

    @cached_property
    def sides(self) -> dict[str, str]:
        """Every actor's side: the root of its chain of patrons."""
        return sides(self.scenario)

    def is_answered(self, measure: str) -> bool:
        """Whether the run is long enough for the days that a measure is about."""
        known = self.scenario.measures.get(measure)
        if known is None:
            return True
        first, last = known.window
        return max(first, last or 0) <= self.days

    def name(self, actor_or_arena: str) -> str:
        """The name of an actor or an arena, as it begins a line."""
        for named in (self.scenario.actors, self.scenario.arenas):
            if actor_or_arena in named:
                name: str = named[actor_or_arena].name
                return name[:1].upper() + name[1:]
        return "nowhere in particular" if actor_or_arena in ("-", "") else actor_or_arena
