"""Describe an effect in words: before, after, difference and ranges."""

from __future__ import annotations

from typing import Any

from offramp.study.shared.effects import Effect
from offramp.wording.measures import difference, level, share, span, title


def effect_words(each: Effect) -> dict[str, Any]:
    """One measure's effect as a table shows it, with all three bars."""
    unit, found = each.unit, each.difference
    return {
        "measure": each.measure,
        "title": title(each.measure, each.says),
        "says": each.says,
        "with_it": level(each.with_it, unit),
        "without": level(each.without, unit),
        "effect": difference(found.estimate, unit),
        "sure": each.beyond_luck,
        "luck": span(found.luck, unit),
        "assumptions": span(found.assumptions, unit),
        "structure": span(found.structure, unit),
        "better": share(each.better),
        "worse": share(each.worse),
    }
