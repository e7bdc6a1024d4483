"""The report of a run: one self-contained HTML file that begins with the answer."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from offramp.report.part import Future, Numbers, Part, Parts

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from offramp.ensemble import Ensemble
    from offramp.report.charts.chart import Chart
    from offramp.study.outlook.study import Outlook
    from offramp.study.shared.result import ResultHead
    from offramp.study.stories.story import Story

__all__ = [
    "Future",
    "Numbers",
    "Part",
    "Parts",
    "band",
    "chart",
    "figures",
    "isolated",
    "parts",
    "script",
    "story",
    "stylesheet",
    "ways_out",
    "write",
    "write_brief",
]


def write(found: Outlook | Ensemble, path: str | Path) -> Path:
    """Write the report of an outlook, or of an ensemble, as one HTML file.

    The file is written whole or not at all: it is written beside its place and then moved.
    """
    from offramp.report.gather import gather
    from offramp.report.page import page

    return _write(page(gather(found)), path)


def write_brief(found: Outlook | Ensemble, path: str | Path) -> Path:
    """Write the brief alone, two pages when it is printed, as one HTML file."""
    from offramp.report.gather import gather
    from offramp.report.page import brief

    return _write(brief(gather(found)), path)


def _write(text: str, path: str | Path) -> Path:
    place = Path(path)
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = place.with_name(f".{place.name}.part")
    beside.write_text(text, encoding="utf-8")
    beside.replace(place)
    return place


def figures(found: Outlook | Ensemble) -> dict[str, go.Figure]:
    """The charts of the report by their ids, each with its finding as the title, for a notebook."""
    from offramp.report.gather import gather
    from offramp.report.sections import sections

    return {chart.id: chart.titled() for each in sections(gather(found)) for chart in each.charts}


def chart(question: str, made: ResultHead) -> Chart:
    """The chart of a result, by the name of the question: a module of `charts` and a function have that name, too."""
    drawn: Chart = getattr(import_module(f"offramp.report.charts.{question}"), question)(made)
    return drawn


def ways_out(found: Outlook | Ensemble) -> str:
    """What is known of the ways out, in two sentences."""
    from offramp.report.findings.ways import Ways
    from offramp.report.gather import gather

    material = gather(found)
    return Ways.of(material, material.endings).answer


def parts(found: Outlook | Ensemble) -> Parts:
    """The sections of the report as parts of other pages, with the endings of the futures whose acts were kept."""
    from offramp.report.as_parts import parts as made

    return made(found)


def story(told: Story) -> dict[str, Any]:
    """A story as the macro `days` of the report's templates shows it."""
    from offramp.report.sections.futures import shown

    return shown(told)


def band(rung: int) -> int:
    """The number of the band of the ladder that a rung belongs to, which has a colour of its own."""
    from offramp.report.words import band as number

    return number(rung)


def script() -> str:
    """The script of the report, for a page that holds its parts."""
    from offramp.report.page import script as text

    return text()


def stylesheet() -> str:
    """The styles of the report, for a page that holds its parts."""
    from offramp.report.page import stylesheet as sheet

    return sheet()


def isolated(text: str) -> str:
    """Set every name that is written from right to left apart from its neighbours in a page."""
    from offramp.report.isolation import isolated as apart

    return apart(text)
