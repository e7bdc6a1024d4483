"""The report of a run: one self-contained HTML file that begins with the answer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from offramp.ensemble import Ensemble
    from offramp.study.outlook.study import Outlook

__all__ = ["figures", "write"]


def write(found: Outlook | Ensemble, path: str | Path) -> Path:
    """Write the report of an outlook, or of an ensemble, as one HTML file.

    The file is whole or not there: it is written beside its place and then moved.
    """
    from offramp.report.gather import gather
    from offramp.report.page import page

    place = Path(path)
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = place.with_name(f".{place.name}.part")
    beside.write_text(page(gather(found)), encoding="utf-8")
    beside.replace(place)
    return place


def figures(found: Outlook | Ensemble) -> dict[str, go.Figure]:
    """The charts of the report by their ids, each with its finding as the title, for a notebook."""
    from offramp.report.gather import gather
    from offramp.report.sections import sections

    return {chart.id: chart.titled() for each in sections(gather(found)) for chart in each.charts}
