"""The sections of a report in their order: one file each, which makes it, and a template, which shows it.

A section of a run is made from the material; there are none where the run has nothing for it. A section of an answer
is made from what the run folder keeps of it, the object that the command prints with --json: one file here with a
function `section(answer, material)`, one word in `ANSWERS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from offramp.errors import RunError
from offramp.report.sections import (
    aftermath,
    answer,
    assumptions,
    claims,
    compare,
    diff,
    drivers,
    exits,
    futures,
    made,
    moved,
    numbers,
    offramps,
    plain,
    roadmap,
    sensitivity,
    unknowns,
)
from offramp.report.sections.section import Section

if TYPE_CHECKING:
    from offramp.report.material import Material
    from offramp.results import Answer

__all__ = ["ANSWERS", "SECTIONS", "Section", "sections"]

# By the kind of an answer, in the order in which a reader meets them.
ANSWERS: Mapping[str, Callable[[Answer, Material], Section]] = {
    "claims": claims.section,
    "offramps": offramps.section,
    "compare": compare.section,
    "roadmap": roadmap.section,
    "sensitivity": sensitivity.section,
    "diff": diff.section,
    "aftermath": aftermath.section,
}


def answers(material: Material) -> Iterator[Section]:
    """What else was asked of the run and is kept with it."""
    for kind, make in ANSWERS.items():
        for each in material.answers:
            if each.kind == kind:
                yield _made(make, each, material)


def _made(make: Callable[[Answer, Material], Section], answer: Answer, material: Material) -> Section:
    try:
        return make(answer, material)
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise RunError(f"{answer.name}.json: a damaged answer ({error!r}); ask again, or remove it") from error


SECTIONS: tuple[Callable[[Material], Iterable[Section]], ...] = (
    answer.sections, numbers.sections, moved.sections, plain.sections, drivers.sections, exits.sections, answers,
    futures.sections, assumptions.sections, unknowns.sections, made.sections,
)  # fmt: skip


def sections(material: Material) -> list[Section]:
    """All sections of a report."""
    return [each for make in SECTIONS for each in make(material)]
