"""The report section on assumptions: first those that move the answer, then every range with its source."""

from __future__ import annotations

from collections.abc import Iterator

from offramp.report.assumptions import Assumption, assumptions, grouped
from offramp.report.findings.importance import first
from offramp.report.made import sensitivity_command
from offramp.report.material import Material
from offramp.report.sections.section import Section
from offramp.report.sources import short

PRICES = "ways out"


def sections(material: Material) -> Iterator[Section]:
    """The tables of assumptions."""
    rows = assumptions(material.scenario)
    top, known = first(material, rows)
    shown = {
        "first": top,
        "known": known,
        "note": _note(material, rows),
        "groups": grouped(rows),
        "count": len(rows),
        "short": {id: short(source) for id, source in material.scenario.sources.items()},
        "command": sensitivity_command(material.manifest),
    }
    yield Section("assumptions", "Assumptions", "What was assumed", "assumptions", shown)


def _note(material: Material, rows: list[Assumption]) -> str:
    bare, prices = sum(row.assumed for row in rows), sum(row.part == PRICES for row in rows)
    priced = f", {prices} of them prices of ways out, which move no future" if prices else ""
    return (
        f"{len(rows)} assumptions{priced}. {bare} rest on no source and are marked “assumed”. "
        f"They were set {material.manifest['draws']} times; a range is meant to hold the truth in 9 of 10 cases."
    )
