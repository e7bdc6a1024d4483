"""The report section of `offramp sensitivity`: assumptions, the value of knowing them, early signs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from offramp.report.charts.sensitivity import ends, percent, range_words
from offramp.report.charts.sensitivity import sensitivity as drawn
from offramp.report.sections.section import Section
from offramp.wording.measures import change, difference, level, levels, share, span, title

if TYPE_CHECKING:
    from offramp.report.material import Material

WORTH, SOURCES = 8, 6


def section(name: str, body: Mapping[str, Any], material: Material) -> Section:
    """What carries each measure that was asked for."""
    shown = {"about": body, "measures": [_measure(name, each) for name, each in body["measures"].items()]}
    return Section(
        "sensitivity", "What it hangs on", "What the answer hangs on", "sensitivity", shown, charts=(drawn(body),)
    )


def _measure(name: str, each: Mapping[str, Any]) -> dict[str, Any]:
    unit, part, luck = each["unit"], each["variance"], each["luck"]
    return {
        "title": title(name, each["says"]),
        "level": level(each["estimate"], unit),
        "luck": levels(luck, unit),
        "assumptions": levels(each["assumptions"], unit),
        "known": part["known"],
        "of_assumptions": f"{100 * part['of_assumptions']:.0f}",
        "bar": "not known" if each["bar"] is None else level(each["bar"], unit),
        "dials": [_dial(dial, unit) for dial in each["dials"] if dial["counts"]],
        "idle": sum(dial["idle"] for dial in each["dials"]),
        "others": percent(each["others"]),
        "others_ends": ends(each["others"]),
        "other_dials": each["other_dials"],
        "subjects": [_known(part) for part in each["subjects"][:WORTH]],
        "sources": [_known(part) for part in each["sources"][:SOURCES]],
        "signs": [_sign(sign, unit) for sign in each["signs"]],
    }


def _dial(dial: Mapping[str, Any], unit: str) -> dict[str, Any]:
    return {
        "path": dial["path"],
        "name": dial["name"],
        "range": range_words(dial["range"]),
        "sources": dial["source"],
        "alone": percent(dial["first"]),
        "alone_ends": ends(dial["first"]),
        "all": percent(dial["total"]),
        "all_ends": ends(dial["total"]),
        "low": change(dial["low"], unit, ""),
        "high": change(dial["high"], unit, ""),
        "structure": " to ".join(f"{100 * end:.0f}" for end in dial["structure"]) if dial["structure"] else "",
        "bar": "not known" if dial["bar"] is None else change(dial["bar"], unit, ""),
    }


def _known(part: Mapping[str, Any]) -> dict[str, Any]:
    return {**part, "share": percent(part["share"]), "ends": ends(part["share"])}


def _sign(sign: Mapping[str, Any], unit: str) -> dict[str, str]:
    often = f"{sign['at_least']} times: " if sign["at_least"] > 1 else ""
    return {
        "what": often + sign["what"],
        "seen": share(sign["seen"]),
        "with_it": level(sign["with_it"], unit),
        "without": level(sign["without"], unit),
        "difference": difference(sign["difference"], unit),
        "luck": span(sign["luck"], unit),
        "futures": f"{sign['n_with']:,} / {sign['n_without']:,}",
    }
