"""Chart of assumptions: first-order and total shares of the variance of a measure."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING

from offramp.report.charts.chart import BLUE, INK, Chart, safe, styled
from offramp.report.components import Line, Mark, Point, Row, Span, scale, tracks
from offramp.report.components.markup import element
from offramp.wording.measures import change, title
from offramp.wording.shares import listed

if TYPE_CHECKING:
    import plotly.graph_objects as go
    from markupsafe import Markup

    from offramp.analysis.sensitivity import Share
    from offramp.study.sensitivity.result import Carried, Dial, Sensitivity

MOST, NAMED = 12, 3
ALL = "#a9c7e0"
NOTHING = "nothing listed is beyond luck"


def sensitivity(made: Sensitivity) -> Chart:
    """The dials that carry the first measure, the largest part on top.

    Parameters
    ----------
    made : Sensitivity
    """
    each = made.measures[0]
    shown = [dial for dial in each.dials if dial.counts][:MOST]
    return Chart(
        id="sensitivity",
        finding=_finding(each, shown),
        caption=f"{title(each.measure, each.says)}, {made.runs:,} futures in {made.draws:,} settings of "
        f"{made.dials:,} assumptions. Ring: the measure where this assumption is in the lowest fifth of its "
        "range; full: in the highest. The table says how much of what the assumptions move each has a part in.",
        drawing=tornado(each, shown),
        plot=lambda: _figure(shown),
        head=("Assumption", "Range", "Rests on", "Alone", "95 in 100", "In all", "95 in 100", "Low end", "High end"),
        rows=tuple(_row(dial, each.unit) for dial in shown),
        legend=(("alone: gone if it is known", BLUE), ("in all: has a part in, with others", ALL)),
    )


def tornado(each: Carried, shown: Sequence[Dial]) -> Markup:
    """The measure in the lowest and the highest fifth of each assumption."""
    if not shown:
        return element("p", "No assumption that was tried moves it by more than luck.", class_="mut")
    whole = each.found.estimate or 0.0
    known = [whole, *(end for dial in shown for end in (dial.low, dial.high))]
    low, high = min(0.0, *known), 1.1 * max(known) or 1.0
    rows = []
    for dial in shown:
        ends = [scale(end, low, high) for end in (dial.low, dial.high)]
        says = [change(end, each.unit, "") for end in (dial.low, dial.high)]
        marks: list[Mark] = [
            Span(ends[0], ends[1], "luck", "bar"),
            Point(ends[0], "luck", "ring"),
            Point(ends[1], "luck"),
        ]
        rows.append(Row(dial.name, marks, f"{says[0]} → {says[1]}"))
    line = Line(scale(whole, low, high), f"{change(whole, each.unit, '')} on the whole")
    return tracks(rows, [line], f"{title(each.measure, each.says)} at the low and the high end of each assumption")


def range_words(text: str) -> str:
    """A range as a case writes it, as a reader does: `0.3 to 0.7`."""
    return text.replace("..", " to ").replace("-", "−")


def percent(share: Share | None) -> str:
    """A share of the variance in 100."""
    return "not drawn again" if share is None else _number(share.share)


def ends(share: Share | None) -> str:
    """Its interval."""
    return " to ".join(_number(end) for end in share.interval) if share else "·"


def _number(value: float) -> str:
    value = min(value, 1.0)  # a share beyond the whole is noise
    return f"{100 * value + 0.0:.0f}".replace("-0", "0").replace("-", "−")


def _figure(shown: Sequence[Dial]) -> go.Figure:
    import plotly.graph_objects as go

    figure = go.Figure()
    names = [_label(dial.name) for dial in shown]
    for part, colour, width in (("total", ALL, 0.8), ("first", BLUE, 0.42)):
        known = [getattr(dial, part) for dial in shown]
        some = [(share, name) for share, name in zip(known, names, strict=True) if share]
        figure.add_bar(
            y=[name for _, name in some],
            x=[100 * share.share for share, _ in some],
            orientation="h",
            width=width,
            marker={"color": colour},
            hovertemplate="%{y}: %{x:.0f} in 100<extra></extra>",
            error_x={
                "array": [100 * (share.interval[1] - share.share) for share, _ in some],
                "color": INK if part == "first" else "#6f8fa8",
                "thickness": 1,
                "width": 0,
            },
        )
    styled(figure, 130 + 42 * max(1, len(shown)), barmode="overlay")
    figure.update_xaxes(title="in 100 of the variance that the assumptions make", rangemode="tozero")
    figure.update_yaxes(categoryorder="array", categoryarray=names[::-1], tickfont={"size": 12, "color": INK})
    return figure


def _label(name: str) -> str:
    return "<br>".join(textwrap.wrap(safe(name), 34)[:2])


def _finding(each: Carried, shown: Sequence[Dial]) -> str:
    name = title(each.measure, each.says)
    if not shown:
        return f"{name}: {NOTHING}"
    alone = sorted((dial for dial in shown if dial.beyond), key=lambda dial: -dial.first.share)[:NAMED]
    if not alone:
        return f"{name}: no assumption carries it alone; {shown[0].name} has the largest part"
    share = sum(dial.first.share for dial in alone)
    return f"{name}: {_number(share)} in 100 of what the assumptions move hang on {listed([d.name for d in alone])}"


def _row(dial: Dial, unit: str) -> tuple[str, ...]:
    return (
        dial.name,
        range_words(dial.range),
        ", ".join(dial.source),
        percent(dial.first),
        ends(dial.first),
        percent(dial.total),
        ends(dial.total),
        change(dial.low, unit, ""),
        change(dial.high, unit, ""),
    )
