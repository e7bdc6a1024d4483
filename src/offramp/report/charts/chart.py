"""The chart type: a finding, a figure, its numbers as a table, and one style."""

from __future__ import annotations

import html
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

if TYPE_CHECKING:
    import plotly.graph_objects as go

from offramp.errors import OfframpError

INK, MUTED, GRID = "#1d2430", "#5b6472", "#e6e3dc"
BLUE, ORANGE, GREY, GREEN = "#0072b2", "#d55e00", "#7d8590", "#009e73"  # after Okabe and Ito
NOT_KEPT = "The acts of no future were kept (--keep 0), so this cannot be said"
LETTERS = 84  # of a line of a title
FONT = "-apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', system-ui, sans-serif"


@dataclass(frozen=True)
class Chart:
    """One chart of the report.

    Attributes
    ----------
    id : str
        Names the chart in the page.
    finding : str
        What it shows, computed from the tables: the chart's title.
    caption : str
        How to read it, and how many futures stand behind it.
    drawing : Markup
        The chart as the page shows it, without a title of its own.
    head, rows : tuple
        The numbers behind it.
    plot : callable
        Makes it anew with Plotly, for a notebook.
    legend : tuple of (words, colour)
        What the colours of the Plotly figure mean.
    """

    id: str
    finding: str
    caption: str
    drawing: Markup
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    plot: Callable[[], go.Figure]
    legend: tuple[tuple[str, str], ...] = ()

    @property
    def figure(self) -> go.Figure:
        """The Plotly figure, without a title of its own."""
        return self.plot()

    def titled(self) -> go.Figure:
        """The figure with its finding as the title and its legend below that, for a notebook."""
        lines = ["<br>".join(map(safe, textwrap.wrap(self.finding, LETTERS))), *self._keys()]
        title = {
            "pad": {"t": 14},
            "text": "<br>".join(lines),
            "x": 0,
            "xref": "paper",
            "y": 1,
            "yanchor": "top",
            "font": {"size": 17},
        }
        room = 40 + 22 * lines[0].count("<br>") + 19 * len(lines)
        figure = self.figure
        return figure.update_layout(title=title, margin={"t": room}, height=(figure.layout.height or 450) + room)

    def _keys(self) -> Iterator[str]:
        """The legend in lines of text, each word beside a square of its colour."""
        line, length = "", 0
        for words, colour in self.legend:
            if line and length + len(words) > 1.4 * LETTERS:
                yield f'<span style="font-size:13px">{line}</span>'
                line, length = "", 0
            line += f'<span style="color:{colour}">■</span> {safe(words)}   '
            length += len(words) + 5
        if line:
            yield f'<span style="font-size:13px">{line}</span>'

    def write(self, path: str | Path) -> Path:
        """Write the chart, with its finding, as one HTML file that needs nothing else."""
        place = Path(path)
        if place.suffix.lower() not in (".html", ".htm"):
            raise OfframpError(f"a chart named {place.name}; allowed: a name that ends in .html")
        place.parent.mkdir(parents=True, exist_ok=True)
        self.titled().write_html(place, include_plotlyjs=True, config={"displayModeBar": False})
        return place


def safe(text: str) -> str:
    """Case text for a figure, which would read tags in it."""
    return html.escape(str(text), quote=False)


def styled(figure: go.Figure, height: int, **layout: Any) -> go.Figure:
    """Give a figure the common look."""
    axis = {
        "gridcolor": GRID,
        "zeroline": False,
        "linecolor": "#c9c5bb",
        "ticks": "",
        "fixedrange": True,
        "automargin": True,
    }
    figure.update_layout(
        height=height,
        margin={"l": 8, "r": 12, "t": 12, "b": 8},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": FONT, "size": 13, "color": INK},
        hoverlabel={"bgcolor": "#ffffff", "bordercolor": "#c9c5bb", "font": {"family": FONT, "color": INK}},
        dragmode=False,
        **{"showlegend": False, **layout},
    )
    figure.update_xaxes(**axis)
    figure.update_yaxes(**axis)
    return figure
