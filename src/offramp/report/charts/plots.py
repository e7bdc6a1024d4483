"""Plotly figures for notebooks, from the numbers that the page draws as HTML and SVG."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from offramp.report.charts.chart import GRID, INK, safe, styled

if TYPE_CHECKING:
    import plotly.graph_objects as go


def ranked(names: Sequence[str], values: Sequence[float], colours: Sequence[str] | str, title: str) -> go.Figure:
    """Horizontal bars, the first on top.

    Parameters
    ----------
    names : sequence of str
        Of the bars.
    values : sequence of float
        Their lengths.
    colours : Sequence[str] or str
        One for each bar, or one for all.
    title : str
        Of the axis.
    """
    import plotly.graph_objects as go

    shown = [safe(name) for name in names]
    figure = go.Figure()
    figure.add_bar(
        y=shown,
        x=list(values),
        orientation="h",
        marker={"color": colours, "line": {"color": INK, "width": 0.4}},
        hovertemplate="%{y}: %{x:.0f}<extra></extra>",
    )
    styled(figure, 110 + 34 * max(1, len(names)))
    figure.update_xaxes(title=title, rangemode="tozero")
    figure.update_yaxes(categoryorder="array", categoryarray=shown[::-1], tickfont={"size": 12, "color": INK})
    return figure


def scattered(
    spots: Sequence[tuple[object, object, str, str]], lines: Sequence[tuple[float, float, float, float]] = ()
) -> go.Figure:
    """Named marks on a plane, with lines between places.

    Parameters
    ----------
    spots : sequence of (x, y, colour, name)
    lines : sequence of (x, y, x, y)
        From one place to another.
    """
    import plotly.graph_objects as go

    figure = go.Figure()
    for x, y, to_x, to_y in lines:
        figure.add_shape(type="line", x0=x, y0=y, x1=to_x, y1=to_y, line={"color": GRID}, layer="below")
    xs, ys, colours, names = zip(*spots, strict=True) if spots else ((), (), (), ())
    figure.add_scatter(
        x=list(xs),
        y=[safe(each) if isinstance(each, str) else each for each in ys],
        mode="markers",
        text=[safe(name) for name in names],
        marker={"color": list(colours), "size": 11, "line": {"color": INK, "width": 0.4}},
        hovertemplate="%{text}<extra></extra>",
    )
    return styled(figure, 420)


def grid(
    rows: Sequence[Sequence[int]], names: Sequence[str], colours: Sequence[str], days: Sequence[object]
) -> go.Figure:
    """Rows of coloured cells; each cell is the place of its colour.

    Parameters
    ----------
    rows : sequence
        For each row the place of every cell's colour.
    names : sequence of str
        Of the rows.
    colours : sequence of str
        In the order of their places.
    days : sequence of object
        What stands below the columns.
    """
    import plotly.graph_objects as go

    last = max(1, len(colours) - 1)
    scale = [[i / last, colour] for i, colour in enumerate(colours)]
    drawn = go.Heatmap(
        z=[list(row) for row in rows],
        x=list(days),
        y=[safe(name) for name in names],
        zmin=0,
        zmax=last,
        colorscale=scale,
        showscale=False,
        ygap=2,
        hoverinfo="skip",
    )
    figure = styled(go.Figure(drawn), 110 + 20 * max(1, len(rows)))
    figure.update_yaxes(autorange="reversed", showgrid=False)
    return figure
