"""The report section of `offramp backtest`: how the world would have done before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from offramp.report.charts.backtest import backtest as drawn
from offramp.report.charts.backtest import phase_words, windows_of
from offramp.report.sections.section import Section

if TYPE_CHECKING:
    from offramp.report.material import Material
    from offramp.study.backtest.result import BackTested


def section(name: str, made: BackTested, material: Material) -> Section:
    """The verdicts, one chart for each length of windows before the crisis, and the scores of all forecasters.

    Parameters
    ----------
    name : str
        Of the kept answer.
    made : BackTested
    material : Material
    """
    charts = tuple(drawn(made, days, f"{name}-{days}") for days in windows_of(made))
    scores = [{**each.summary(), "phase": phase_words(each.phase)} for each in made.scores]
    return Section(
        name,
        "Back-test",
        "How it would have done before",
        "backtest",
        {"about": made, "scores": scores},
        charts=charts,
    )
