"""The sections of a report in their order: one file each, which makes it, and a template, which shows it.

A section of a run is made from the material; there are none where the run has nothing for it. A section of an answer
is made from what the run folder keeps of it, the object that the command prints with --json: one file here with a
function `section(answer, material)`, one word in `ANSWERS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from offramp.report.sections import (
    aftermath,
    assumptions,
    backtest,
    claims,
    compare,
    diff,
    drivers,
    futures,
    key,
    made,
    moved,
    numbers,
    outlook,
    plain,
    roadmap,
    sensitivity,
    sources,
    unknowns,
    ways,
)
from offramp.report.sections.section import Section

if TYPE_CHECKING:
    from offramp.report.material import Material


__all__ = ["ANSWERS", "SECTIONS", "Section", "sections"]

# By the kind of an answer, in the order in which a reader meets them.
ANSWERS: Mapping[str, Callable[..., Section]] = {
    "claims": claims.section,
    "compare": compare.section,
    "roadmap": roadmap.section,
    "sensitivity": sensitivity.section,
    "diff": diff.section,
    "backtest": backtest.section,
    "aftermath": aftermath.section,
}


def answers(material: Material) -> Iterator[Section]:
    """What else was asked of the run and is kept with it."""
    for kind, make in ANSWERS.items():
        for each in material.answers:
            if each.kind == kind:
                yield make(each.name, each.made, material)


SECTIONS: tuple[Callable[[Material], Iterable[Section]], ...] = (
    outlook.sections,
    plain.sections,
    ways.sections,
    futures.sections,
    moved.sections,
    drivers.sections,
    answers,
    plain.crisis,
    assumptions.sections,
    unknowns.sections,
    numbers.sections,
    sources.sections,
    key.sections,
    made.sections,
)


def sections(material: Material) -> list[Section]:
    """All sections of a report."""
    return [each for make in SECTIONS for each in make(material)]
