"""The answer in a paragraph, and how to read its bars."""

from __future__ import annotations

from collections.abc import Iterator

from offramp.report.cards import NOT_YET
from offramp.report.material import Material
from offramp.report.sections.section import Section


def sections(material: Material) -> Iterator[Section]:
    """The answer."""
    paragraph = [part.strip() for part in material.paragraph.split("\n\n") if part.strip()]
    shown = {"paragraph": paragraph, "draws": material.manifest["draws"], "structure": _structure(material)}
    yield Section("answer", "Answer", "The answer", "answer", shown)


def _structure(material: Material) -> str:
    if any(each.structure for each in material.measures.values()):
        return "How far it moves with the rule by which actors decide and with rival variants of the model."
    return (
        f"{NOT_YET.capitalize()} (--structure plays the other, too). "
        "How far the number would move with another model is not known, and not nothing."
    )
