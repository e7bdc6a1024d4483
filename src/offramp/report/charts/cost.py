"""How many people die."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from offramp.report.charts.chart import Chart, styled
from offramp.report.material import Material
from offramp.report.words import in_100
from offramp.wording.numbers import figure

EDGES = (0, 1, 3, 10, 30, 100, 300, 1000, 3000, 10000)  # about equal steps for the eye, with the zero on its own
WHO = (("deaths_military", "soldiers and fighters", "#8c6d46"), ("deaths_civilian", "civilians", "#b03a8c"))


def deaths(material: Material) -> Chart:
    """The number of dead, military and civilian, as shares of the futures."""
    labels = _labels()
    shares = {column: _histogram(material.runs[column]) for column, _, _ in WHO}
    figure = go.Figure()
    for column, words, colour in WHO:
        figure.add_bar(
            x=labels, y=100 * shares[column], name=words, marker={"color": colour},
            hovertemplate="%{y:.0f} in 100 futures: %{x} " + words + " killed<extra></extra>",
        )  # fmt: skip
    styled(figure, 340, barmode="group", bargap=0.25, bargroupgap=0.06)
    figure.update_yaxes(title={"text": "futures in 100", "standoff": 6}, rangemode="tozero")
    figure.update_xaxes(type="category", title={"text": "people killed", "standoff": 6}, showgrid=False)
    return Chart(
        id="deaths",
        finding=_finding(material),
        caption=f"How many people are killed within {material.days} days, over {material.futures:,} futures. "
        "The steps widen to the right: a few futures are very much worse than the rest.",
        figure=figure,
        head=("People killed", *(f"{words}: futures in 100" for _, words, _ in WHO)),
        rows=tuple(
            (label, *(f"{100 * shares[column][i]:.1f}" for column, _, _ in WHO)) for i, label in enumerate(labels)
        ),
        narrow={"layout.height": 300, "layout.xaxis.tickangle": -60, "layout.xaxis.tickfont.size": 10},
        legend=tuple((words, colour) for _, words, colour in WHO),
    )


def _finding(material: Material) -> str:
    military, civilian = (material.runs[column].fillna(0) for column, _, _ in WHO)
    total = military + civilian
    nobody, none = float((total == 0).mean()), float((civilian == 0).mean())
    worst = float(total.quantile(0.95))
    start = f"In {in_100(nobody)} futures nobody is killed, in {in_100(none)} no civilian"
    return f"{start}; in the worst 5 of 100 at least {figure(worst)} people die" if worst > 0 else start


def _histogram(values: pd.Series) -> np.ndarray:
    counts = np.histogram(values.fillna(0), bins=[*EDGES, np.inf])[0]
    return np.asarray(counts / max(len(values), 1))


def _labels() -> list[str]:
    spans = [(low, high - 1) for low, high in pairwise(EDGES)]
    return [f"{low:,}" if low == high else f"{low:,}–{high:,}" for low, high in spans] + [f"{EDGES[-1]:,}+"]
