"""The report section of numbers: the main measures as rows with one range each, all others as a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from offramp.report.components import Mark, Point, Row, Span, tracks
from offramp.report.material import Material
from offramp.report.sections.section import Section
from offramp.study.outlook.cards import card
from offramp.study.outlook.measured import Measured
from offramp.study.shared.leading import asked_first
from offramp.wording.counts import cell, ends_of_100, of_100
from offramp.wording.measures import NAMES, TITLES
from offramp.wording.shares import plain, plain_range

MOST, OTHERS = 4, 6  # assumptions named for a number, and chances of the case's own that are shown
WIDE = 0.1  # luck comes forward where it is wider than this share of the number


def sections(material: Material) -> Iterator[Section]:
    """The measures, the chances among them as rows; what the run is too short for stands apart."""
    known = [material.measures[name] for name in asked_first(material.scenario, material.measures)]
    measures = [each for each in known if material.is_answered(each.name)]
    late = [each for each in known if not material.is_answered(each.name)]
    chances = list(_chances(measures))
    shown = {
        "rows": tracks([_row(each) for each in chances], summary="Chances", ends=("0", "100 in 100")),
        "first": _first(measures),
        "measures": [card(each) for each in measures],
        "late": late,
        "days": material.days,
        "rules": len(material.rules),
        "carried": _carried(material, chances),
        "draws": material.manifest["draws"],
    }
    yield Section("numbers", "Numbers", "The numbers that matter", "numbers", shown)


def _chances(measures: Iterable[Measured]) -> Iterator[Measured]:
    """The case's own chances that are neither sure nor out of the question, then those that matter for any case."""
    some = {each.name: each for each in measures if each.unit == "probability" and each.estimate is not None}
    known = [some[name] for name in (*TITLES, *NAMES) if name in some]
    rest = [each for each in some.values() if each not in known and 0.02 < (each.estimate or 0) < 0.98]
    yield from rest[:OTHERS]
    yield from known


def _row(each: Measured) -> Row:
    """The number, its range over the assumptions, and luck and the other rule where they matter."""
    assert each.estimate is not None
    marks: list[Mark] = [Span(*each.assumptions)] if each.assumptions else []
    title = TITLES.get(each.name) or NAMES.get(each.name) or each.says
    return Row(title, [*marks, Point(each.estimate)], cell(each.estimate), "; ".join(_notes(each)))


def _notes(each: Measured) -> Iterator[str]:
    if each.assumptions:
        yield f"nine of ten settings: {ends_of_100(each.assumptions)}"
    lucky = ends_of_100(each.luck) if each.luck else ""
    if each.luck and each.estimate and each.luck[1] - each.luck[0] > 2 * WIDE * each.estimate and " to " in lucky:
        yield f"luck: {lucky}"
    if each.structure and each.disputed and each.estimate is not None:
        other = max(each.structure, key=lambda end: abs(end - (each.estimate or 0.0)))
        yield f"other rule: {of_100(other)}"


def _first(measures: Iterable[Measured]) -> str:
    """When half of the first answers have come."""
    day = next((each for each in measures if each.name == "first_violent_answer_day"), None)
    if day is None or day.estimate is None:
        return ""
    band = f" (nine of ten settings: {plain_range(*day.assumptions)})" if day.assumptions else ""
    return f"In half of the futures with a violent answer the first comes by day {plain(day.estimate)}{band}."


def _carried(material: Material, shown: Iterable[Measured]) -> list[dict[str, Any]]:
    """The assumptions that carry a number, by the answer to `offramp sensitivity` if the run folder has one."""
    asked = material.answer("sensitivity")
    found = {each.measure: each for each in asked.measures} if asked else {}
    told = {each.name: TITLES.get(each.name, each.says) for each in shown}
    rows = [
        (title, [dial for dial in found[name].dials if dial.counts][:MOST])
        for name, title in told.items()
        if name in found
    ]
    return [{"title": title, "dials": dials} for title, dials in rows if dials]
