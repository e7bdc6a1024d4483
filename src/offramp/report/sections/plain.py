"""The sections that are charts and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from offramp.report.charts.cost import deaths
from offramp.report.charts.ladder import days, fan, peaks
from offramp.report.charts.network import network
from offramp.report.charts.places import arenas
from offramp.report.material import Material
from offramp.report.sections.section import Section

PLAIN = (
    ("climb", "How far it climbs", "How far it climbs", (fan, days, peaks)),
    ("places", "Where and who", "Where the violence is, and who strikes whom", (arenas, network)),
    ("cost", "Human cost", "The human cost", (deaths,)),
)


def sections(material: Material) -> Iterator[Section]:
    """How far it climbs, where and between whom, at what cost."""
    for id, nav, title, charts in PLAIN:
        yield Section(id, nav, title, "plain", charts=tuple(make(material) for make in charts))
