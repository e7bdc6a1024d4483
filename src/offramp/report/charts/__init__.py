"""The charts of a report, each with its finding as the title."""

from __future__ import annotations

from offramp.report.charts.chart import Chart

__all__ = ["Chart", "script"]


def script() -> str:
    """The drawing library, to stand once in the page."""
    from plotly.offline import get_plotlyjs

    return str(get_plotlyjs())
