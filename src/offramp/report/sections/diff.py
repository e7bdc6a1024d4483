"""The report section of `offramp diff`: differences of two files, and which moves the answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from offramp.report.charts.diff import diff as drawn
from offramp.report.charts.diff import ranked, sure
from offramp.report.sections.section import Section
from offramp.wording.measures import TITLES, change, difference, level, span, title

if TYPE_CHECKING:
    from offramp.report.material import Material


def section(name: str, body: Mapping[str, Any], material: Material) -> Section:
    """What tells two files apart."""
    moving = [each for each in body["differences"] if each["moves"]]
    apart = [name for name in body["measures"] if not body["measures"][name]["agree"]]
    first = [name for name in apart if name in TITLES] or apart
    alike = {name: each for name, each in body["measures"].items() if each["agree"] and (each["one"] or each["other"])}
    agreed = [title(name, each["says"]) for name, each in alike.items()]
    shown = {
        "about": body,
        "differences": [_difference(each) for each in moving],
        "told": len(body["differences"]) - len(moving),
        "apart": [_apart(name, body) for name in first],
        "more": len(apart) - len(first),
        "agreed": agreed,
    }
    words = f"Another file: {body['other']}"
    return Section(name, words, words, "diff", shown, charts=(drawn(body),))


def _difference(each: Mapping[str, Any]) -> dict[str, Any]:
    overlap = each["overlap"]
    words = "" if overlap is None else "none: they contradict" if overlap == 0 else f"{100 * overlap:.0f} in 100"
    return {"path": each["path"], "one": each["one"], "other": each["other"], "overlap": words}


def _apart(measure: str, body: Mapping[str, Any]) -> dict[str, Any]:
    each = body["measures"][measure]
    unit = each["unit"]
    return {
        "title": title(measure, each["says"]),
        "one": level(each["one"], unit),
        "other": level(each["other"], unit),
        "difference": difference(each["difference"], unit),
        "luck": span(each["luck"], unit),
        "assumptions": span(each["assumptions"], unit),
        "structure": span(each["structure"], unit) if each["structure"] else "one rule was played",
        "shares": [
            {
                "name": body["groups"][id]["name"],
                "share": difference(part["share"], unit),
                "luck": span(part["luck"], unit),
                "assumptions": span(part["assumptions"], unit),
                "orders": change(1.96 * part["by_chance"], unit, ""),
                "sure": sure(part),
            }
            for id, part in ranked(each)
        ],
    }
