"""Chart of the answer to `offramp ablate`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from offramp.report.charts.chart import Chart
from offramp.report.charts.drivers import Ablated, drawn
from offramp.scenario.reading.merge import library

if TYPE_CHECKING:
    from offramp.study.ablation.result import Ablation


def ablate(made: Ablation) -> Chart:
    """Draw what changes without each causal system."""
    says = {each.measure: each.says for changes in made.systems.values() for each in changes}
    titles = {id: each["title"] for id, each in library("world").plain().items()}
    return drawn(Ablated(made.table, titles, says))
