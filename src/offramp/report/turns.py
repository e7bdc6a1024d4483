"""Describe a pair of futures that end far apart: what each comes to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from offramp.report.charts.drivers import title
from offramp.report.words import plain

WAYS = {"worse": "Worse", "better": "Better", "more": "More", "less": "Less"}


def turn_words(turn: Mapping[str, Any], measures: Mapping[str, Mapping[str, Any]]) -> str:
    """`Worse with it: war yes, without no; how high it climbs 9, without 5.`

    Parameters
    ----------
    turn : mapping
        One of the turns of `offramp compare --json`.
    measures : mapping
        Its measures: what each says, and its unit.
    """
    told = [_one(name, ends, measures.get(name, {})) for name, ends in _alike(turn["measures"])]
    return f"{WAYS[turn['way']]} with it: {'; '.join(told)}."


def _alike(found: Mapping[str, list[float]]) -> list[tuple[str, list[float]]]:
    """The measures that go the way of the first that differs; what goes the other way is not what the turn is about."""
    ways = [with_it - without for with_it, without in found.values() if with_it != without]
    return [(name, ends) for name, ends in found.items() if ways and (ends[0] - ends[1]) * ways[0] > 0]


def _one(name: str, ends: list[float], measure: Mapping[str, Any]) -> str:
    words = title(name, measure.get("says", ""))
    words = words[:1].lower() + words[1:]
    if measure.get("unit") == "probability":
        with_it, without = ("yes" if end else "no" for end in ends)
    else:
        with_it, without = (plain(end) for end in ends)
    return f"{words} {with_it}" if with_it == without else f"{words} {with_it}, without it {without}"
