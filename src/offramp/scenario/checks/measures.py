"""Measures that can be computed: each kind with the fields that it needs and no others."""

from __future__ import annotations

from importlib.metadata import entry_points

from offramp.scenario.measure_kinds import GROUP, KINDS
from offramp.scenario.measure_kinds.between_sides import SPECIAL
from offramp.scenario.questions import Measure, Where
from offramp.scenario.reading.plugins import find
from offramp.scenario.scenario import Scenario
from offramp.scenario.words import one_of

from .problem import Problem, Problems

At = tuple[str | int, ...]
# The fields that some kinds alone have, with what a measure says by them.
FIELDS = {
    "of": "military, civilian or both",
    "from_day": "the first day",
    "after": "which acts",
    "within": "in how many days",
    "state": "which",
    "at": "start, lowest, highest or end",
}


def measures(scenario: Scenario) -> Problems:
    """Check the case's measures."""
    for name, measure in scenario.measures.items():
        at = ("measures", name)
        if measure.kind == "special" and name not in SPECIAL:
            allowed = f"a kind that is counted; only {one_of(SPECIAL)} are computed by name"
            yield Problem((*at, "kind"), "special", allowed)
            continue
        yield from _named(at, measure, scenario)
        yield from _fields(at, measure)
        yield from _filter(at, measure)
        check = KINDS[measure.kind].check
        if wrong := check and check(name, measure, scenario):
            yield Problem((*at, "where"), *wrong)


def _named(at: At, measure: Measure, scenario: Scenario) -> Problems:
    """Refuse a kind of a package that the case does not name: its version would be in no hash."""
    if KINDS[measure.kind].readers and not any(
        measure.kind in each.kinds for each in map(find, scenario.plugins) if each
    ):
        names = {each.dist.name for each in entry_points(group=GROUP, name=measure.kind) if each.dist}
        allowed = f"it where the case names the package that adds it: plugins: [{one_of(names)}]"
        yield Problem((*at, "kind"), f"the measure kind {measure.kind}", allowed)


def _fields(at: At, measure: Measure) -> Problems:
    kind = KINDS[measure.kind]
    if lacking := [name for name in kind.needs if getattr(measure, name) is None]:
        allowed = ", and ".join(f"{name}: {FIELDS[name]}" for name in kind.needs)
        yield Problem(at, f"{kind.id} without {' and '.join(lacking)}", allowed)
    for name in FIELDS:
        if name not in kind.takes and getattr(measure, name) != Measure.model_fields[name].default:
            found = f"{name} for a measure of {kind.id}"
            allowed = f"{name} for {one_of(each.id for each in KINDS.values() if name in each.takes)} only"
            yield Problem((*at, name), found, allowed)
    first, last = measure.window
    if last is not None and first > last:
        yield Problem((*at, "from_day"), str(first), f"a day up to within, {last}")


def _filter(at: At, measure: Measure) -> Problems:
    filters = KINDS[measure.kind].filters
    for part, each in (("where", measure.where), ("after", measure.after or Where())):
        if each.at_least is not None and each.at_most is not None and each.at_least > each.at_most:
            yield Problem((*at, part, "at_most"), str(each.at_most), f"a rung from at_least, {each.at_least}, on")
    for name, value in measure.where:
        if value not in ((), None) and name not in (*filters, "note"):
            allowed = f"where with {one_of(filters)} alone" if filters else "no filter"
            yield Problem((*at, "where", name), f"{name} for a measure of {measure.kind}", allowed)
