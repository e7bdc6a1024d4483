"""Make and play cases that are partly the one analyst's file and partly the other's."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from offramp.ensemble import Design
from offramp.ensemble.execute import Plan
from offramp.ensemble.player import World
from offramp.scenario import Scenario, apply, load
from offramp.scenario.differences import CAST, Difference, differences, mixed, refuse_another_crisis, subjects
from offramp.scenario.questions import Measure
from offramp.study.shared.setup import Setup, on_its_day

MOST = 8  # groups of differences
SAID = frozenset({"says", "unit"})  # of a measure: how it is told


@dataclass(frozen=True)
class TwoCases:
    """Two files of one crisis.

    Attributes
    ----------
    setup : Setup
        Of the first file; the second's futures are the same but for the file.
    other_as_set, other : Scenario
        The second file after what was set, and as of the day.
    differences : tuple of Difference
    groups : mapping of str to list of Difference
        Differences that a future can depend on, by what is taken over together.
    """

    setup: Setup
    other_as_set: Scenario
    other: Scenario
    differences: tuple[Difference, ...]
    groups: Mapping[str, list[Difference]]

    @classmethod
    def of(cls, design: Design, other: str | Path) -> TwoCases:
        """Read both files.

        Parameters
        ----------
        design : Design
            Which futures; its case is the first file.
        other : str or Path
            The second file.

        Raises
        ------
        CaseError
            If one is faulty, or they are not about the same crisis.
        """
        mine, theirs = load(design.case), load(other)
        refuse_another_crisis(mine, theirs, str(other))
        setup, other_as_set = Setup.of(design), apply(theirs, design.sets or {})
        here, there = setup.case, on_its_day(other_as_set, design)
        known = differences(here, there)
        return cls(setup, other_as_set, there, tuple(known), _coarse(subjects(here, there, known)))

    @property
    def one(self) -> Scenario:
        """The first file after what was set, as of the day."""
        return self.setup.case

    @property
    def plan(self) -> Plan:
        """The futures of each world, as far as the first file goes."""
        return self.setup.plan

    @property
    def measures(self) -> dict[str, Measure]:
        """The measures that both files have and define alike."""
        theirs = self.other.measures
        return {name: each for name, each in self.one.measures.items() if name in theirs and _alike(each, theirs[name])}

    def world(self, taken: Collection[str]) -> World:
        """Return the first file with some groups as the second has them, and the measures that both have.

        Its dials stand in every draw at the same place within their ranges as those of the other worlds.
        """
        case = mixed(self.one, self.other, taken, self.groups)
        return World(case.model_copy(update={"measures": self.measures}))


def _alike(one: Measure, other: Measure) -> bool:
    return one.model_dump(exclude=set(SAID)) == other.model_dump(exclude=set(SAID))


def _coarse(groups: Mapping[str, list[Difference]]) -> dict[str, list[Difference]]:
    """Join the subjects of the part that has most of them, until there are few enough to be shared out among."""
    found = dict(groups)
    while len(found) > MOST:
        parts = [name.partition(".")[0] for name in found if "." in name]
        if not parts:
            break
        names, counts = np.unique(parts, return_counts=True)
        part = str(names[counts.argmax()])
        joined = [name for name in found if name.partition(".")[0] == part]
        together = [each for name in joined for each in found.pop(name)]
        found[part] = together
    return {name: found[name] for name in sorted(found, key=lambda name: (name != CAST, name))}
