"""Plays cases that are partly one analyst's and partly another's, with the same luck and dials in the same places."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from offramp.ensemble import Design
from offramp.ensemble.arm import play_arm
from offramp.ensemble.design import draws
from offramp.ensemble.engine import Engine
from offramp.ensemble.execute import Plan
from offramp.errors import CaseError, Fault
from offramp.scenario import Scenario, apply, load
from offramp.scenario.asof import as_of
from offramp.scenario.differences import CAST, Difference, differences, mixed, refuse_another_crisis, subjects
from offramp.scenario.questions import Measure
from offramp.study.shared.paired import Values, whole

MOST = 8  # groups of differences
SAID = frozenset({"says", "unit"})  # of a measure: how it is told


@dataclass(frozen=True)
class Two:
    """Two files of one crisis, as asked for.

    Attributes
    ----------
    design : Design
        Of the first one's futures; the second's are the same but for the file.
    one, other : Scenario
        Both after what was set, as of the day.
    found : tuple of Difference
    groups : mapping of str to list of Difference
        What a future can hang on, by what is taken over together.
    """

    design: Design
    one: Scenario
    other: Scenario
    found: tuple[Difference, ...]
    groups: Mapping[str, list[Difference]]

    @classmethod
    def of(cls, design: Design, other: str | Path) -> Two:
        """Read both.

        Raises
        ------
        CaseError
            If one is faulty, they are not about the same crisis, or draws are to be weighed.
        """
        if design.evidence:
            alike = "draws that count alike: either file has a record of its own"
            raise CaseError(Fault("--evidence", None, "", "draws that are weighed", alike))
        mine, theirs = load(design.case), load(other)
        refuse_another_crisis(mine, theirs, str(other))
        here, there = (_here(each, design) for each in (mine, theirs))
        found = differences(here, there)
        return cls(design, here, there, tuple(found), _coarse(subjects(here, there, found)))

    @property
    def plan(self) -> Plan:
        """The futures of each world, as far as the first file goes."""
        return Plan.of(self.design, self.one.days)

    @property
    def measures(self) -> dict[str, Measure]:
        """The measures that both files have and define alike."""
        theirs = self.other.measures
        return {name: each for name, each in self.one.measures.items() if name in theirs and _alike(each, theirs[name])}

    def world(self, taken: Collection[str]) -> Scenario:
        """The first file with some groups as the second has them, and the measures that both have."""
        return mixed(self.one, self.other, taken, self.groups).model_copy(update={"measures": self.measures})

    def play(
        self, taken: Collection[str], names: Sequence[str], rule: str, engine: Engine, tell: Callable[[int, int], None]
    ) -> dict[str, Values]:
        """Play such a world; the measures as [draw, run]."""
        world, plan = self.world(taken), self.plan
        values = draws(world, plan.seed, plan.draws)
        arm = play_arm(engine, world, values, plan, rule, "off", tell)
        found = whole(arm.measures, self.measures, plan.clock.days)
        return {name: found[name] for name in names}


def _here(case: Scenario, design: Design) -> Scenario:
    asked = apply(case, design.sets or {})
    return as_of(asked, asked.start if design.as_of is None else design.as_of)


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
