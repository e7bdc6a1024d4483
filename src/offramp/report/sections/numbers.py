"""The numbers that matter, and all the others."""

from __future__ import annotations

from collections.abc import Iterator

from offramp.report.cards import card, cards
from offramp.report.material import Material
from offramp.report.sections.section import Section


def sections(material: Material) -> Iterator[Section]:
    """The measures, the first of them as cards."""
    measures = list(material.measures.values())
    shown = {"cards": cards(measures), "measures": [card(each) for each in measures]}
    yield Section("numbers", "Numbers", "The numbers that matter", "numbers", shown)
