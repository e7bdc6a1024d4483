"""The report section on how the report was made."""

from __future__ import annotations

from collections.abc import Iterator

from offramp.report.made import command, facts
from offramp.report.material import Material
from offramp.report.sections.section import Section


def sections(material: Material) -> Iterator[Section]:
    """How it was made."""
    again = command(material.manifest, any(each.structure for each in material.measures.values()))
    shown = {"command": again, "facts": facts(material), "notes": material.notes}
    yield Section("made", "How made", "How it was made", "made", shown)
