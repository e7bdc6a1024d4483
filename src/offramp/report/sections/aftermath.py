"""The report section of `offramp aftermath`: each question beside its base rate, voices and outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING

from offramp.report.charts.aftermath import CAME
from offramp.report.charts.aftermath import aftermath as drawn
from offramp.report.sections.section import Section

if TYPE_CHECKING:
    from offramp.report.material import Material
    from offramp.study.aftermath.result import Aftermath


def section(name: str, made: Aftermath, material: Material) -> Section:
    """The questions in the order of the case.

    Parameters
    ----------
    name : str
        Of the kept answer.
    made : Aftermath
    material : Material
    """
    asked = [{**each.summary(), "id": each.id, "came": CAME[each.came]} for each in made.questions]
    return Section(
        name,
        "Was it right",
        "What was foretold, and what came",
        "aftermath",
        {"about": made, "questions": asked},
        charts=(drawn(made, name),),
    )
