"""The charts of a report, each with its finding as the title."""

from __future__ import annotations

from offramp.report.charts.chart import Chart
from offramp.report.charts.cost import deaths
from offramp.report.charts.drivers import drivers
from offramp.report.charts.ladder import days, fan, peaks
from offramp.report.charts.network import network
from offramp.report.charts.places import arenas
from offramp.report.material import Material

__all__ = ["CHARTS", "Chart", "charts", "script"]

CHARTS = (fan, days, peaks, arenas, network, deaths)
ON_REQUEST = {"ablation": drivers}  # by what it takes


def charts(material: Material) -> dict[str, Chart]:
    """Every chart by its id, in the order of the report."""
    made = [make(material) for make in CHARTS]
    made += [make(material) for part, make in ON_REQUEST.items() if getattr(material, part) is not None]
    return {chart.id: chart for chart in made}


def script() -> str:
    """The drawing library, to stand once in the page."""
    from plotly.offline import get_plotlyjs

    return str(get_plotlyjs())
