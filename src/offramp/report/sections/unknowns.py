"""The report section on what the model does not know, in this case and in any."""

from __future__ import annotations

from collections.abc import Iterator

from offramp.report.limits import LIMITS
from offramp.report.material import Material
from offramp.report.sections.section import Section


def sections(material: Material) -> Iterator[Section]:
    """What is not known."""
    shown = {"unknowns": material.scenario.unknowns, "limits": LIMITS}
    yield Section("unknowns", "Not known", "What the model does not know", "unknowns", shown)
