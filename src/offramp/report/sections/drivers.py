"""The report section of an ablation, if one was kept with the run."""

from __future__ import annotations

from collections.abc import Iterator

from offramp.report.charts.drivers import drivers, purposes
from offramp.report.material import Material
from offramp.report.sections.section import Section


def sections(material: Material) -> Iterator[Section]:
    """The ablation that the run folder has."""
    if material.ablation is not None:
        shown = {"purposes": purposes(material)}
        yield Section(
            "drivers", "What drives it", "What drives this crisis", "drivers", shown, charts=(drivers(material),)
        )
