"""The report section of `offramp backtest`: how the world would have done before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from offramp.report.charts.backtest import backtest as drawn
from offramp.report.charts.backtest import phase_words, windows_of
from offramp.report.sections.section import Section

if TYPE_CHECKING:
    from offramp.report.material import Material
    from offramp.results import Answer


def section(answer: Answer, material: Material) -> Section:
    """The verdicts, one chart for each length of windows before the crisis, and the scores of all forecasters."""
    body = answer.body
    charts = tuple(drawn(body, days, f"{answer.name}-{days}") for days in windows_of(body))
    scores = [{**each, "phase": phase_words(each["phase"])} for each in body["scores"]]
    return Section(
        answer.name,
        "Back-test",
        "How it would have done before",
        "backtest",
        {"about": body, "scores": scores},
        charts=charts,
    )
