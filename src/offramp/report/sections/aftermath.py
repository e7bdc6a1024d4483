"""The report section of `offramp aftermath`: each question beside its base rate, voices and outcome."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from offramp.report.charts.aftermath import CAME
from offramp.report.charts.aftermath import aftermath as drawn
from offramp.report.sections.section import Section

if TYPE_CHECKING:
    from offramp.report.material import Material


def section(name: str, body: Mapping[str, Any], material: Material) -> Section:
    """The questions in the order of the case."""
    asked = [{**each, "id": name, "came": CAME[each["came"]]} for name, each in body["questions"].items()]
    return Section(
        name,
        "Was it right",
        "What was foretold, and what came",
        "aftermath",
        {"about": body, "questions": asked},
        charts=(drawn(body, name),),
    )
