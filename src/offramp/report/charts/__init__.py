"""The charts of a report, each with its finding as the title."""

from __future__ import annotations

from offramp.report.charts.chart import Chart

__all__ = ["Chart"]
