"""The numbers that matter, and all the others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from offramp.report.cards import card, cards
from offramp.report.material import Material
from offramp.report.sections.section import Section

MOST = 4  # assumptions named below a number


def sections(material: Material) -> Iterator[Section]:
    """The measures, the first of them as cards, each with the assumptions that carry it as far as these are known."""
    measures = list(material.measures.values())
    known = _carried(material)
    first = [{**each, "carried": known.get(each["name"], [])} for each in cards(measures)]
    shown = {"cards": first, "measures": [card(each) for each in measures]}
    yield Section("numbers", "Numbers", "The numbers that matter", "numbers", shown)


def _carried(material: Material) -> dict[str, list[dict[str, Any]]]:
    """The dials that carry a measure, by the answer to `offramp sensitivity` if the run folder has one."""
    found = [each.body["measures"] for each in material.answers if each.kind == "sensitivity"]
    return {
        name: [dial for dial in each["dials"] if dial["counts"]][:MOST]
        for measures in found
        for name, each in measures.items()
    }
