"""The report section of sources, with what rests on each."""

from __future__ import annotations

from collections.abc import Iterator

from offramp.report.assumptions import assumptions
from offramp.report.material import Material
from offramp.report.sections.section import Section
from offramp.report.sources import cited

QUOTING = ("claims", "aftermath")  # answers that quote what was written later


def sections(material: Material) -> Iterator[Section]:
    """The list of sources."""
    rows = assumptions(material.scenario)
    shown = {
        "sources": cited(material, rows, later=False),
        "later": cited(material, rows, later=True),
        "start": material.scenario.start,
        "quoted": any(each.kind in QUOTING for each in material.answers),
    }
    yield Section("sources", "Sources", "Sources", "sources", shown)
