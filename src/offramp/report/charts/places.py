"""Where and when the violence is."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go

from offramp.report.charts.chart import INK, NOT_KEPT, Chart, safe, styled
from offramp.report.material import Material
from offramp.report.words import in_100, plain
from offramp.study.stories.story import VIOLENT
from offramp.wording.names import with_article

SCALE = [[0, "#f7f4ec"], [0.25, "#f2dba0"], [0.5, "#e9ae55"], [0.75, "#d9722f"], [1, "#a8321f"]]
SPANS = ((280, 7, "week"), (1_000, 30, "month"), (10**6, 91, "quarter"))  # up to so many days: a span in days, its name


def arenas(material: Material) -> Chart:
    """Violent acts by arena and week, for 100 futures; over years by longer spans."""
    length, span = next((length, span) for most, length, span in SPANS if material.days <= most)
    acts = material.events[material.events["rung"] >= VIOLENT]
    week = (acts["day"].astype(int) - 1) // length + 1
    table = acts.groupby([acts["arena"].astype(str), week]).size().unstack(fill_value=0)
    weeks = list(range(1, (material.days - 1) // length + 2))
    table = table.reindex(columns=weeks, fill_value=0)
    table = 100 * table.loc[table.sum(axis=1).sort_values().index] / max(material.kept, 1)
    names = [safe(material.name(arena)) for arena in table.index]
    cells = table.to_numpy(float)
    figure = go.Figure(
        go.Heatmap(
            x=weeks, y=names, z=np.sqrt(cells), colorscale=SCALE, showscale=False, xgap=2, ygap=2,
            text=[[_cell(value) for value in row] for row in cells], texttemplate="%{text}", textfont={"size": 11},
            customdata=cells,
            hovertemplate="%{y}, " + span + " %{x}<br>%{customdata:.1f} violent acts in 100 futures<extra></extra>",
        )
    )  # fmt: skip
    styled(figure, 110 + 38 * max(len(names), 1))
    figure.update_xaxes(title={"text": span, "standoff": 4}, tickmode="array", tickvals=weeks, showgrid=False)
    figure.update_yaxes(showgrid=False, tickfont={"size": 12, "color": INK})
    return Chart(
        id="arenas",
        finding=_finding(material, cells, list(table.index), span),
        caption=f"Violent acts (rung {VIOLENT} or more) in 100 futures, by arena and {span}. "
        f"From the {material.kept:,} futures whose acts were kept. One future may hold several acts.",
        figure=figure,
        head=("Arena", *(f"{span.capitalize()} {week}" for week in weeks)),
        rows=tuple(
            (material.name(arena), *(plain(x) for x in row))
            for arena, row in zip(table.index[::-1], cells[::-1], strict=True)
        ),
        narrow={"layout.xaxis.tickfont.size": 10, "layout.yaxis.tickfont.size": 10.5, "data.0.textfont.size": 8.5},
    )  # fmt: skip


def _finding(material: Material, cells: np.ndarray, names: list[str], span: str) -> str:
    if not material.kept:
        return NOT_KEPT
    if not cells.size or cells.sum() == 0:
        return "No violent act happens in any of the futures whose acts were kept"
    share = cells[-1].sum() / cells.sum()
    heaviest = int(cells.sum(axis=0).argmax()) + 1
    where = with_article(material.name(names[-1]))
    when = f"{span.capitalize()} {heaviest} is the heaviest"
    return f"The violence is first of all in {where}: {in_100(share)} violent acts. {when}"


def _cell(value: float) -> str:
    return "" if value < 0.5 else f"{value:.0f}"
