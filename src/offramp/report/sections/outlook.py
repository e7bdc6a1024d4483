"""The first section of the report: endings as dots, and the five answers."""

from __future__ import annotations

from collections.abc import Iterator

from offramp.report.charts.endings import endings as dots
from offramp.report.findings.headline import answers, unsure
from offramp.report.findings.ways import Ways
from offramp.report.material import Material
from offramp.report.sections.section import Section


def sections(material: Material) -> Iterator[Section]:
    """The answer."""
    endings, shares = material.endings, material.shares
    chart = dots(material, endings)
    shown = {
        "answers": answers(material, endings, shares, Ways.of(material, endings)),
        "chart": chart,
        "unsure": unsure(material),
    }
    yield Section("answer", "Outlook", "The answer", "outlook", shown, charts=(chart,))
