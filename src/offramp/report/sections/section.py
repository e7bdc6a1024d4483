"""The section type: an anchor, a heading, the data of its template, and charts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from offramp.report.charts.chart import Chart


@dataclass(frozen=True)
class Section:
    """One section of the report.

    Attributes
    ----------
    id : str
        Its address within the page.
    nav, title : str
        Its name among the others, and its heading.
    template : str
        The file in `templates/` that shows it, without its ending.
    shown : mapping
        What the template knows by name, beside `charts`.
    charts : tuple of Chart
    """

    id: str
    nav: str
    title: str
    template: str
    shown: Mapping[str, Any] = field(default_factory=dict)
    charts: tuple[Chart, ...] = ()
