"""Measures that can be computed: each kind with the fields that it needs and no others."""

from __future__ import annotations

from offramp.scenario.questions import SPECIAL, WINDOWED, Measure, Where
from offramp.scenario.scenario import Scenario
from offramp.scenario.states import states_of
from offramp.scenario.words import one_of, show

from .problem import Problem, Problems

At = tuple[str | int, ...]
SINCE = ("any", "count", "first", "state")  # kinds whose window may begin later
AFTER = ("followed", "unprompted")
NO_FILTER = ("war", "stumbled")


def measures(scenario: Scenario) -> Problems:
    """Check the case's measures."""
    for name, measure in scenario.measures.items():
        at = ("measures", name)
        if measure.kind == "special" and name not in SPECIAL:
            allowed = f"a kind that is counted; only {one_of(SPECIAL)} are computed by name"
            yield Problem((*at, "kind"), "special", allowed)
        yield from _filter(at, measure)
        yield from _window(at, measure)
        yield from _after(at, measure)
        yield from _state(scenario, at, measure)
        yield from _sides(scenario, at, measure)


def _filter(at: At, measure: Measure) -> Problems:
    where = measure.where
    if where.led_by and measure.kind == "deaths":
        yield Problem((*at, "where", "led_by"), "led_by for deaths", "led_by for any, count, first, highest and arenas")
    if measure.of != "both" and measure.kind != "deaths":
        yield Problem((*at, "of"), show(measure.of), "of for deaths only")
    for part, each in (("where", where), ("after", measure.after or Where())):
        if each.at_least is not None and each.at_most is not None and each.at_least > each.at_most:
            yield Problem((*at, part, "at_most"), str(each.at_most), f"a rung from at_least, {each.at_least}, on")
    fields = {"alternations": ("at_least",), "yields": ("sides",), "state": ("actors", "sides", "arenas")}
    if measure.kind in (*fields, *NO_FILTER):
        said = {name for name, value in where if value not in ((), None)} - {*fields.get(measure.kind, ())}
        for name in sorted(said):
            allowed = f"where with {one_of(fields[measure.kind])} alone" if measure.kind in fields else "no filter"
            yield Problem((*at, "where", name), f"{name} for a measure of {measure.kind}", allowed)


def _window(at: At, measure: Measure) -> Problems:
    for name, days, kinds in (("within", measure.within, WINDOWED), ("from_day", measure.from_day, SINCE)):
        if days is not None and measure.kind not in kinds:
            yield Problem((*at, name), f"{name} {days} of a {measure.kind}", f"{name} for {one_of(kinds)} only")
    first, last = measure.window
    if last is not None and first > last:
        yield Problem((*at, "from_day"), str(first), f"a day up to within, {last}")


def _after(at: At, measure: Measure) -> Problems:
    needed = measure.kind in AFTER
    if needed and (measure.after is None or measure.within is None):
        allowed = "after: which acts, and within: in how many days"
        yield Problem(at, f"{measure.kind} without {'within' if measure.after else 'after'}", allowed)
    if not needed and measure.after is not None:
        yield Problem((*at, "after"), f"after for a measure of {measure.kind}", f"after for {one_of(AFTER)} only")


def _state(scenario: Scenario, at: At, measure: Measure) -> Problems:
    if measure.kind != "state":
        for name in ("state", "at"):
            if getattr(measure, name) is not None:
                yield Problem((*at, name), f"{name} for a measure of {measure.kind}", f"{name} for state only")
    elif measure.state is None or measure.at is None:
        yield Problem(at, "a state without which or when", "state: which, and at: start, lowest, highest or end")
    elif not states_of(scenario, measure):
        needs = {"programme": "who has a programme", "coordination": "actors or sides"}
        allowed = f"where with {needs.get(measure.state, 'a guest by actors, and its host by arenas')}"
        yield Problem((*at, "where"), f"nobody whose {measure.state} it could be", allowed)


def _sides(scenario: Scenario, at: At, measure: Measure) -> Problems:
    if measure.kind == "yields" and (len(sides := measure.where.sides) != 1 or sides[0] not in scenario.principals):
        allowed = f"where: {{sides: [one of {one_of(scenario.principals)}]}}"
        yield Problem((*at, "where"), "nobody who could yield" if not sides else one_of(sides), allowed)
