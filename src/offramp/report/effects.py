"""Describe an effect in words, from the JSON object of a study: before, after, difference and ranges."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from offramp.report.cards import UNKNOWN
from offramp.report.charts.drivers import SHARES, change, title
from offramp.report.words import in_100

NOBODY = "·"  # nobody could say what is better


def level(value: float, unit: str) -> str:
    """A number with its unit: `6 in 100`, `rung 5.2`, `31 people`."""
    if unit in SHARES:
        return in_100(value)
    number = change(value, unit, "")
    return f"{unit} {number}" if unit in ("day", "rung") else f"{number} {unit}"


def difference(value: float | None, unit: str) -> str:
    """A difference with its unit: `−2.7 in 100`."""
    if value is None:
        return UNKNOWN
    return f"{change(value, unit)} {'in 100' if unit in SHARES else unit + 's' * (unit in ('day', 'rung'))}"


def span(ends: tuple[float, float] | list[float] | None, unit: str) -> str:
    """A bar: `−3.2 to −2.2`."""
    if not ends:
        return UNKNOWN
    low, high = (change(end, unit) for end in ends)
    return low if low == high else f"{low} to {high}"


def levels(ends: tuple[float, float] | list[float] | None, unit: str) -> str:
    """A range of levels, without signs: `2.1 to 4.0`; one number where both ends are told alike."""
    if not ends:
        return UNKNOWN
    low, high = (change(end, unit, "") for end in ends)
    return low if low == high else f"{low} to {high}"


def share(value: float | None) -> str:
    """So many of 100 pairs or draws."""
    return NOBODY if value is None else in_100(value)


def effect_words(measure: str, each: Mapping[str, Any]) -> dict[str, Any]:
    """One measure's effect as a table shows it, with all three bars."""
    unit = each["unit"]
    return {
        "measure": measure,
        "title": title(measure, each["says"]),
        "says": each["says"],
        "with_it": level(each["with"], unit),
        "without": level(each["without"], unit),
        "effect": difference(each["difference"], unit),
        "sure": each["beyond_luck"],
        "luck": span(each["luck"], unit),
        "assumptions": span(each["assumptions"], unit),
        "structure": span(each["structure"], unit),
        "better": share(each["better"]),
        "worse": share(each["worse"]),
    }
