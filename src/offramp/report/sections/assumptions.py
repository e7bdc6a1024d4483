"""What was assumed: every range with its source, and every source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from offramp.report.assumptions import Assumption, assumptions
from offramp.report.material import Material
from offramp.report.sections.section import Section

if TYPE_CHECKING:
    from offramp.scenario.parts import Source

QUOTING = ("claims", "aftermath")  # answers that quote what was written later


def sections(material: Material) -> Iterator[Section]:
    """The table of assumptions and the list of sources."""
    rows = assumptions(material.scenario)
    shown = {
        "assumptions": rows,
        "parts": list(dict.fromkeys(row.part for row in rows)),
        "note": _note(material, rows),
        "sources": _sources(material, later=False),
        "later": _sources(material, later=True),
        "quoted": any(each.kind in QUOTING for each in material.answers),
        "start": material.scenario.start,
    }
    yield Section("assumptions", "Assumptions", "What was assumed", "assumptions", shown)


def _sources(material: Material, later: bool) -> list[tuple[str, Source]]:
    """The sources that a run may read, or those that tell what came later."""
    case = material.scenario
    cited = {id for event in case.record.values() for id in event.source}
    return [
        (id, source) for id, source in sorted(case.sources.items())
        if ((source.date or "") > case.information_date and id not in cited) == later
    ]  # fmt: skip


def _note(material: Material, rows: list[Assumption]) -> str:
    bare = sum(row.assumed for row in rows)
    return (
        f"{len(rows)} quantities are uncertain and were drawn {material.manifest['draws']} times over their ranges "
        f"(a range holds the truth with 90 in 100, by its author's judgement). {bare} of them rest on no source and "
        "are marked “assumed”; each can be changed with --set."
    )
