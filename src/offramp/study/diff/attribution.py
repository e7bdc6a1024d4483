"""Attribute the difference of two case files on one measure to groups of their differences (Shapley values)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from offramp.analysis import estimate, structured
from offramp.analysis.shapley import Coalition, Step, by_chance, shares
from offramp.ensemble.arm import Values
from offramp.scenario.differences import CAST
from offramp.study.shared.direction import harm
from offramp.wording.dials import label

from .mixed_cases import TwoCases
from .result import Group, MeasureDifference, Share

CALLED = {CAST: "who and what is in the case"}
Played = Mapping[Coalition, Mapping[str, Values]]  # every measure in every world


def group(two: TwoCases, id: str) -> Group:
    """One group of differences, by its name in the first case that has it."""
    return Group(id, CALLED.get(id) or _called(two, id), tuple(each.path for each in two.groups[id]))


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
    chance = by_chance(plan, means)
    return MeasureDifference(
        measure,
        about.description(days),
        about.unit,
        about.period(days),
        means[none],
        means[all_of_them],
        structured(whole[0], whole[1:]),
        tuple(
            Share(name, structured(part, [rival[name] for rival in parts[1:]]), chance[name])
            for name, part in parts[0].items()
        ),
        harm(about, two.one.moves),
    )
