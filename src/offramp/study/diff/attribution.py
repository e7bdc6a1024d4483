"""Attribute the difference of two case files on one measure to groups of their differences (Shapley values)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from offramp.analysis import Estimate, estimate, structured
from offramp.analysis.shapley import Coalition, Step, by_chance, shares
from offramp.ensemble.arm import Values
from offramp.scenario.differences import CAST, Difference
from offramp.study.shared.direction import harm
from offramp.wording.dials import label

from .mixed_cases import TwoCases

BARS = ("luck", "assumptions", "structure")
CALLED = {CAST: "who and what is in the case"}
Played = Mapping[Coalition, Mapping[str, Values]]  # every measure in every world


@dataclass(frozen=True)
class Group:
    """Differences that are taken over together.

    Attributes
    ----------
    id, name : str
    differences : tuple of Difference
    """

    id: str
    name: str
    differences: tuple[Difference, ...]

    @property
    def paths(self) -> tuple[str, ...]:
        """What differs in it."""
        return tuple(each.path for each in self.differences)


@dataclass(frozen=True)
class MeasureDifference:
    """How far apart two files are on one measure.

    Attributes
    ----------
    measure, says, unit, period : str
    one, other : float
        The mean by either file.
    difference : Estimate
        The second less the first, pair by pair.
    shares : mapping of str to Estimate
        What each group of differences adds to it; they add up to the difference.
    by_chance : mapping of str to float
        The standard error of each share that is due to the orders that were sampled.
    harm : {-1, 0, 1}
        1 where more of the measure is worse.
    """

    measure: str
    says: str
    unit: str
    period: str
    one: float
    other: float
    difference: Estimate
    shares: Mapping[str, Estimate]
    by_chance: Mapping[str, float]
    harm: int

    @property
    def agree(self) -> bool:
        """Whether the two files' answers differ by no more than luck."""
        return within_luck(self.difference)

    def summary(self) -> dict[str, Any]:
        """As it stands in the JSON object."""
        about = {name: getattr(self, name) for name in "says unit period one other agree harm".split()}
        parts = {
            name: {**bars(each, "share"), "beyond_luck": not within_luck(each), "by_chance": self.by_chance[name]}
            for name, each in self.shares.items()
        }
        return {**about, **bars(self.difference, "difference"), "shares": parts}


def within_luck(found: Estimate) -> bool:
    """Whether a difference cannot be told from none at 95 in 100."""
    return found.sure is None or found.sure[0] <= 0 <= found.sure[1]


def bars(found: Estimate, name: str) -> dict[str, Any]:
    """An estimate with its three bars, as it stands in the JSON object."""
    spans = {bar: list(span) if (span := getattr(found, bar)) else None for bar in BARS}
    return {name: found.estimate, **spans}


def group(two: TwoCases, id: str) -> Group:
    """One group of differences, by its name in the first case that has it."""
    return Group(id, CALLED.get(id) or _called(two, id), tuple(two.groups[id]))


def _called(two: TwoCases, id: str) -> str:
    for case in (two.one, two.other):
        part, _, entry = id.partition(".")
        known = getattr(case, part, None)
        if isinstance(known, dict) and entry in known:
            what = getattr(known[entry], "what", "")
            return str(what) or label(case, id).rstrip(": ")
    return id


def attribute(two: TwoCases, plan: Sequence[Step], played: Sequence[Played], measure: str) -> MeasureDifference | None:
    """Share out the difference on one measure; None if some future of some world does not have it.

    Parameters
    ----------
    two : TwoCases
    plan : sequence of Step
    played : sequence of mapping
        Under each decision rule; the first one's numbers are given, the others' are in the structure bars.
    measure : str
    """
    values = [{taken: world[measure] for taken, world in each.items()} for each in played]
    if any(np.isnan(world).any() for each in values for world in each.values()):
        return None
    none, all_of_them = frozenset[str](), frozenset(two.groups)
    whole = [estimate(each[all_of_them] - each[none]) for each in values]
    parts = [{name: estimate(part) for name, part in shares(plan, each).items()} for each in values]
    means = {taken: float(world.mean()) for taken, world in values[0].items()}
    about, days = two.measures[measure], two.plan.clock.days
    return MeasureDifference(
        measure,
        about.description(days),
        about.unit,
        about.period(days),
        means[none],
        means[all_of_them],
        structured(whole[0], whole[1:]),
        {name: structured(part, [rival[name] for rival in parts[1:]]) for name, part in parts[0].items()},
        by_chance(plan, means),
        harm(about, two.one.moves),
    )
