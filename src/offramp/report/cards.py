"""Measures as cards and as rows: words before numbers, and never a number without its three bars."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from offramp.report.material import Measured, Span
from offramp.report.words import in_100, plain, plain_range, range_in_100
from offramp.wording.numbers import per

UNKNOWN = "not known"
NOT_YET = "not known: one decision rule was played"
DISPUTED = "; more than the other two bars together"
TITLES = {
    "war_prob": "War",
    "violent_answer_30d_prob": "A violent answer within 30 days",
    "open_violent_answer_30d_prob": "An openly violent answer within 30 days",
    "first_violent_answer_day": "When the first violent answer comes",
    "peak_rung": "How high it climbs",
    "deaths_military": "Soldiers and fighters killed",
    "deaths_civilian": "Civilians killed",
    "arenas_hit": "Arenas with violence",
    "conciliatory_acts": "Conciliatory acts",
}
_WITHIN = re.compile(r"within \d+ days?")
TOPS = {"rung": 10.0}
LEFT, RIGHT = 6, 294  # the ends of a card's scale, in its drawing's own units


def cards(measures: Iterable[Measured]) -> list[dict[str, Any]]:
    """The measures that matter most, in the order of `TITLES`; the first nine where a case has none of them."""
    by_name = {each.name: each for each in measures}
    names = [name for name in TITLES if name in by_name] or list(by_name)[:9]
    return [card(by_name[name]) for name in names]


def card(each: Measured) -> dict[str, Any]:
    """One measure in words, with its bars as lengths."""
    big, small = _share(each) if each.is_share else _number(each)
    bottom, top = _scale(each)
    words = partial(range_in_100, base=per(each.estimate or 1.0)) if each.is_share else plain_range
    luck = words(*each.luck) if each.luck else UNKNOWN
    assumptions = words(*each.assumptions) if each.assumptions else UNKNOWN
    structure = words(*each.structure) + DISPUTED * each.disputed if each.structure else NOT_YET
    return {
        "name": each.name, "title": heading(each.name, each.says), "says": each.says, "big": big,
        "small": small, "luck": luck, "assumptions": assumptions, "structure": structure,
        "alt": f"{big} {small}; luck {luck}; assumptions {assumptions}; structure {structure}",
        "ends": ("0", "100 in 100") if each.is_share else (plain(bottom), plain(top)),
        "x": {
            "estimate": _at(each.estimate, bottom, top) if each.estimate is not None else None,
            "luck": _bar(each.luck, bottom, top, least=3.0),
            "assumptions": _bar(each.assumptions, bottom, top),
            "structure": _bar(each.structure, bottom, top, least=3.0),
        },
    }  # fmt: skip


def heading(name: str, says: str, titles: Mapping[str, str] = TITLES) -> str:
    """A measure's title, or what it says if it has none; the title says no other time than the measure does."""
    title = titles.get(name) or says or name
    played = _WITHIN.search(says)
    return _WITHIN.sub(played[0], title) if played else title


def _scale(each: Measured) -> tuple[float, float]:
    """The ends of a card's scale: 0 to 1 for a share, else from 0 to a round number above all."""
    known = [each.estimate or 0.0, *(each.luck or ()), *(each.assumptions or ()), *(each.structure or ())]
    top = 1.0 if each.is_share else TOPS.get(each.unit) or _nice(max(known))
    return min(0.0, *known), top


def _share(each: Measured) -> tuple[str, str]:
    if each.estimate is None:
        return UNKNOWN, ""
    return in_100(each.estimate), "futures" if each.unit == "probability" else "on average"


def _number(each: Measured) -> tuple[str, str]:
    if each.estimate is None:
        return UNKNOWN, ""
    if each.unit in ("day", "days"):
        return f"day {plain(each.estimate)}", "half come by then" if each.statistic == "median" else "on average"
    if each.unit == "rung":
        return f"rung {plain(each.estimate)}", "of 10, on average"
    return plain(each.estimate), f"{each.unit} on average".strip()


def _nice(value: float) -> float:
    """The next round number above."""
    if not value > 0 or math.isinf(value):
        return 1.0
    unit = 10 ** math.floor(math.log10(value))
    return float(next(step * unit for step in (1, 1.5, 2, 3, 4, 5, 6, 8, 10) if step * unit >= value * 0.9999))


def _at(value: float, bottom: float, top: float) -> float:
    share = min(max((value - bottom) / (top - bottom), 0.0), 1.0)
    return round(LEFT + share * (RIGHT - LEFT), 1)


def _bar(span: Span | None, bottom: float, top: float, least: float = 1.0) -> tuple[float, float] | None:
    if span is None:
        return None
    start, end = (_at(value, bottom, top) for value in span)
    middle, width = (start + end) / 2, max(end - start, least)
    start = min(max(middle - width / 2, LEFT), RIGHT - width)
    return round(start, 1), round(width, 1)
