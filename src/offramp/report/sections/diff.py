"""The report section of `offramp diff`: differences of two files, and which moves the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from offramp.report.charts.diff import diff as drawn
from offramp.report.sections.section import Section
from offramp.study.shared.leading import leading_of
from offramp.wording.measures import change, difference, level, span, title

if TYPE_CHECKING:
    from offramp.report.material import Material
    from offramp.study.diff.result import Diff, Differing, MeasureDifference


def section(name: str, made: Diff, material: Material) -> Section:
    """What tells two files apart.

    Parameters
    ----------
    name : str
        Of the kept answer.
    made : Diff
    material : Material
    """
    moving = [each for each in made.differences if each.moves]
    apart = [each for each in made.measures if not each.agree]
    first = leading_of(apart) or apart
    alike = [each for each in made.measures if each.agree and (each.one or each.other)]
    shown = {
        "about": made,
        "differences": [_difference(each) for each in moving],
        "told": len(made.differences) - len(moving),
        "apart": [_apart(each, made) for each in first],
        "more": len(apart) - len(first),
        "agreed": [title(each.measure, each.says) for each in alike],
    }
    words = f"Another file: {made.other}"
    return Section(name, words, words, "diff", shown, charts=(drawn(made),))


def _difference(each: Differing) -> dict[str, Any]:
    overlap = each.overlap
    words = "" if overlap is None else "none: they contradict" if overlap == 0 else f"{100 * overlap:.0f} in 100"
    return {"path": each.path, "one": each.one, "other": each.other, "overlap": words}


def _apart(each: MeasureDifference, made: Diff) -> dict[str, Any]:
    unit, found = each.unit, each.difference
    return {
        "title": title(each.measure, each.says),
        "one": level(each.one, unit),
        "other": level(each.other, unit),
        "difference": difference(found.estimate, unit),
        "luck": span(found.luck, unit),
        "assumptions": span(found.assumptions, unit),
        "structure": span(found.structure, unit) if found.structure else "one rule was played",
        "shares": [
            {
                "name": made.names[part.group],
                "share": difference(part.size, unit),
                "luck": span(part.share.luck, unit),
                "assumptions": span(part.share.assumptions, unit),
                "orders": change(1.96 * part.by_chance, unit, ""),
                "sure": part.beyond_luck,
            }
            for part in each.ranked
        ],
    }
