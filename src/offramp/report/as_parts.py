"""Take the report apart, for pages that show its sections one by one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

from offramp.report import page
from offramp.report.assumptions import assumptions
from offramp.report.findings.headline import headline
from offramp.report.findings.importance import first
from offramp.report.gather import gather
from offramp.report.glossary import TERMS
from offramp.report.material import Material
from offramp.report.part import Future, Numbers, Part, Parts
from offramp.report.sections import Section, sections
from offramp.report.sections.key import ladder
from offramp.scenario.ladder import VIOLENT

if TYPE_CHECKING:
    from offramp.ensemble import Ensemble
    from offramp.study.outlook.study import Outlook


def parts(found: Outlook | Ensemble) -> Parts:
    """The sections of the report of an outlook, or of an ensemble."""
    material = gather(found)
    endings, rows = material.endings, assumptions(material.scenario)
    top, _ = first(material, rows)
    facts = f"Asked with {page.horizon(material)} · {material.futures:,} futures"
    return Parts(
        headline=headline(material, endings),
        asked=material.scenario.question or material.scenario.title,
        facts=" · ".join(filter(None, (facts, page.unfinished(material)))),
        sections=tuple(map(_part, sections(material))),
        terms=TERMS,
        ladder=ladder(),
        endings={key: {k: str(v) for k, v in asdict(each).items()} for key, each in endings.kinds.items()},
        futures=tuple(_futures(material)),
        leading=tuple(each.path for each in top),
        labels={each.path: each.label for each in rows},
    )


def _futures(material: Material) -> Iterator[Future]:
    """The futures whose acts were kept, in the order of their draws and runs."""
    if not material.kept:
        return
    acts = material.events
    violent = acts[acts["rung"] >= VIOLENT].sort_values("day", kind="stable").drop_duplicates(["draw", "run"])
    cells = zip(violent["draw"], violent["run"], violent["actor"], violent["day"], strict=True)
    first = {(int(draw), int(run)): (str(actor), int(day)) for draw, run, actor, day in cells}
    kept = material.kept_runs
    rungs = zip(kept["draw"], kept["run"], kept["peak_rung"].fillna(0), strict=True)
    peaks = {(int(draw), int(run)): int(rung) for draw, run, rung in rungs}
    for (draw, run), ending in dict(material.endings.of).items():
        at = int(draw), int(run)
        yield Future(*at, str(ending), peaks[at], material.dead[at], *first.get(at, ("", 0)))


def _part(each: Section) -> Part:
    numbers = {chart.id: Numbers(chart.finding, chart.head, chart.rows) for chart in each.charts}
    return Part(each.id, each.nav, each.title, str(page.html_of(each)), numbers)
