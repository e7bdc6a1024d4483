"""Sections of the report that hold charts alone; a chart for which a case has nothing is left out."""

from __future__ import annotations

from collections.abc import Iterator

from offramp.report.charts.arena_map import arena_map
from offramp.report.charts.cast import cast
from offramp.report.charts.cost import deaths
from offramp.report.charts.ladder import days, peaks, singles
from offramp.report.charts.places import arenas, pairs
from offramp.report.charts.timeline import timeline
from offramp.report.material import Material
from offramp.report.sections.section import Section

PLAIN = (
    ("cost", "Cost", "The human cost", "plain", (deaths,)),
    ("places", "Where", "Where, and who strikes whom", "halves", (arenas, pairs)),
    ("climb", "How far", "How far it climbs", "climb", (days, singles, peaks)),
)


def sections(material: Material) -> Iterator[Section]:
    """At what cost, where and between whom, how far it climbs."""
    for id, nav, title, template, charts in PLAIN:
        yield Section(id, nav, title, template, charts=tuple(make(material) for make in charts))


def crisis(material: Material) -> Iterator[Section]:
    """What the crisis is made of, folded: its acts, its actors with their ties, its arenas."""
    drawn = tuple(filter(None, (make(material) for make in (timeline, cast, arena_map))))
    if drawn:
        yield Section("crisis", "Crisis", "The crisis so far", "crisis", charts=drawn)
