"""What happened: dates in order, on the right side of the start, by actors on others."""

from __future__ import annotations

from collections.abc import Mapping

from offramp.scenario.passing import events_of, patrons
from offramp.scenario.reading.tree import Node
from offramp.scenario.record.events import Event, greatest, least
from offramp.scenario.scenario import Scenario
from offramp.scenario.words import nearest, one_of, show

from .evidence import leaks
from .problem import Problem, Problems

FIRST, LAST = "1500-01-01", "2999-12-31"  # days on which a case may start


def record(scenario: Scenario, tree: Node) -> Problems:
    """Check the record, the spans that it declares complete, and the aftermath."""
    start, known = scenario.start, scenario.information_date
    if not FIRST <= start <= LAST:
        yield Problem(("start",), start, f"a day from {FIRST} to {LAST}")
    if known > start:
        yield Problem(("information_date",), known, f"a day up to the start, {start}: from it on the case is played")
    for name, event in scenario.record.items():
        if event.date > start:
            yield Problem(("record", name, "date"), event.date, f"a day up to the start, {start}")
        elif event.date > known:
            yield Problem(("record", name, "date"), event.date, f"a day up to the information date, {known}")
    for name, event in scenario.aftermath.items():
        if event.date <= start:
            yield Problem(("aftermath", name, "date"), event.date, f"a day after the start, {start}")
    if scenario.aftermath_until and scenario.aftermath_until < start:
        yield Problem(("aftermath_until",), scenario.aftermath_until, f"a day from the start, {start}, on")
    for part, events in (("record", scenario.record), ("aftermath", scenario.aftermath)):
        yield from _order(part, events, tree, LAST if part == "aftermath" else start)
        yield from _events(part, events, scenario)
    yield from _spans(scenario)
    for name in scenario.explained:
        if name not in scenario.record:
            yield Problem(("explained", name), show(name), "an event of the record", nearest(name, scenario.record))


def _order(part: str, events: Mapping[str, Event], tree: Node, end: str) -> Problems:
    """Check that events stand in the order of their dates; one after the `end` of its part is told already."""
    node = tree.get(part)
    latest = ""
    for name in node.items() if node else ():
        date = events[name].date
        if date < latest:
            yield Problem((part, name, "date"), date, f"events in the order of their dates: {latest} or later")
        latest = max(latest, date) if date <= end else latest


def _events(part: str, events: Mapping[str, Event], scenario: Scenario) -> Problems:
    for name, event in events.items():
        if event.actor == event.target:
            yield Problem((part, name, "target"), show(event.target), "another actor than the doer")
        chain = patrons(scenario, event.actor)
        if event.ordered_by is not None and (patron := event.ordered_by.actor) not in chain:
            allowed = f"a patron of {event.actor}: {one_of(chain)}"
            yield Problem((part, name, "ordered_by"), show(patron), allowed, nearest(patron, chain))
        yield from _sides((part, name, "deaths"), event)


def _sides(at: tuple[str, ...], event: Event) -> Problems:
    """The dead of the sides are part of all the dead."""
    for who in ("military", "civilian"):
        named = sum(least(getattr(losses, who)) for losses in event.deaths.by_side.values())
        if named > (most := greatest(getattr(event.deaths, who))):
            yield Problem((*at, "by_side"), f"{named:g} {who} dead of the sides", f"at most {most:g}: all {who} dead")


def _spans(scenario: Scenario) -> Problems:
    for i, span in enumerate(scenario.complete):
        if span.end < span.start:
            yield Problem(("complete", i, "end"), span.end, f"a day from the span's start, {span.start}, on")
        elif span.end > scenario.start:
            yield Problem(("complete", i, "end"), span.end, f"a day up to the start of the case, {scenario.start}")
        if span.counted is None:
            continue
        if not span.source:
            yield Problem(("complete", i), f"{span.counted} without a source", "source: who counted")
        if span.counted < (named := sum(1 for _ in events_of(scenario, span.where, span.start, span.end))):
            yield Problem(("complete", i, "counted"), str(span.counted), f"{named} or more: so many are in the record")
        yield from leaks(scenario, ("complete", i), span.source)
