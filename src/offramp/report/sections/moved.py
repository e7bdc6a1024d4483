"""The report section on what moved since the case's own start."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from offramp.report.material import Material
from offramp.report.sections.section import Section
from offramp.wording.names import date_words


def sections(material: Material) -> Iterator[Section]:
    """What moved, if the run is as of another day."""
    if not material.moved:
        return
    before = date_words(dt.date.fromisoformat(material.moved.before))
    shown = {"moved": material.moved, "before": before, "measures": len(material.measures)}
    yield Section("moved", "What moved", f"What moved since {before}", "moved", shown)
