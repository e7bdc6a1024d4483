"""Rank assumptions by a sensitivity study of the run, or else by the width of their ranges."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from offramp.report.assumptions import Assumption

if TYPE_CHECKING:
    from offramp.report.material import Material

FIRST = 10


def first(material: Material, rows: Sequence[Assumption]) -> tuple[list[Assumption], bool]:
    """The ten assumptions to read first, and whether they are known to move the answer.

    They are those that `offramp sensitivity` found, if the run keeps its answer. Else they are the widest ranges of
    the two principals, those without a source before the others: a guess of what to doubt, and told as one.
    """
    by_path = {row.path: row for row in rows}
    ranked = [by_path[path] for path in _found(material) if path in by_path]
    if ranked:
        return ranked[:FIRST], True
    heads = tuple(f"actors.{each}." for each in material.scenario.principals)
    mine = [row for row in rows if row.path.startswith(heads)] or list(rows)
    return sorted(mine, key=lambda row: (not row.assumed, -row.width, row.label))[:FIRST], False


def _found(material: Material) -> list[str]:
    """The paths that an answer about sensitivity counts, the largest part in the first measure first."""
    found = material.answer("sensitivity")
    counted = [dial for dial in found.measures[0].dials if dial.counts] if found and found.measures else []
    return [dial.path for dial in sorted(counted, key=lambda dial: -(dial.total or dial.first).share)]
