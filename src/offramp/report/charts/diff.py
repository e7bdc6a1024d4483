"""Chart of two case files: how each difference moves the answer from the one to the other."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from offramp.report.charts.chart import BLUE, GREY, INK, ORANGE, Chart, safe, styled
from offramp.report.components import Line, Mark, Point, Row, Span, scale, tracks
from offramp.study.shared.leading import leading_of
from offramp.wording.measures import SHARES, change, level, span, spoken, title

if TYPE_CHECKING:
    import plotly.graph_objects as go
    from markupsafe import Markup

    from offramp.study.diff.result import Diff, MeasureDifference, Share

TONES = {GREY: ("none", "ring"), BLUE: ("help", "circle"), ORANGE: ("harm", "diamond")}
SAME = "The two files give the same answer"


def diff(made: Diff) -> Chart:
    """A fall from the first file's answer to the second's, on the measure that tells them apart most surely.

    Parameters
    ----------
    made : Diff
    """
    each = leading(made)
    return Chart(
        id="diff",
        finding=_finding(made, each),
        caption=f"{title(each.measure, each.says)}, {made.runs:,} futures in each of {made.worlds} worlds between "
        "the two files, with the same luck. Each row takes over one group of differences of the second file; its "
        "length is what that adds on average over orders (Shapley). Red diamond: worse; teal circle: better; grey: "
        "within luck.",
        drawing=_drawn(made, each),
        plot=lambda: _figure(made, each),
        head=("Difference", "Share", "Luck", "Assumptions"),
        rows=tuple(
            (
                made.names[part.group],
                change(part.size, each.unit),
                span(part.share.luck, each.unit),
                span(part.share.assumptions, each.unit),
            )
            for part in each.ranked
        ),
    )


def leading(made: Diff) -> MeasureDifference:
    """The first measure on which the two differ beyond luck, the case's own before others; else the first of all."""
    known = leading_of(made.measures) or list(made.measures)
    return next((each for each in known if not each.agree), known[0])


def _drawn(made: Diff, each: MeasureDifference) -> Markup:
    """What each difference adds, to either side of nothing."""
    most = 1.15 * max((abs(part.size) for part in each.shares), default=0.0) or 1.0
    zero = scale(0.0, -most, most)
    rows = []
    for part in each.ranked:
        tone, shape = TONES[_colour(part, each.harm)]
        at = scale(part.size, -most, most)
        marks: list[Mark] = [Span(zero, at, tone, "bar"), Point(at, tone, shape)]
        rows.append(Row(made.names[part.group], marks, change(part.size, each.unit)))
    return tracks(rows, [Line(zero, "adds nothing")], "What each difference of the files adds")


def _figure(made: Diff, each: MeasureDifference) -> go.Figure:
    import plotly.graph_objects as go

    figure, scale = go.Figure(), 100 if each.unit in SHARES else 1
    ends = [_label(f"{made.case}: the first file"), _label(f"{made.other}: the second")]
    at, names = each.one, [ends[0]]
    figure.add_bar(y=[ends[0]], x=[scale * at], orientation="h", width=0.6, marker={"color": INK})
    for part in each.ranked:
        name = _label(made.names[part.group])
        low, high = part.share.luck or (0.0, 0.0)
        figure.add_bar(
            y=[name],
            x=[scale * part.size],
            base=[scale * at],
            orientation="h",
            width=0.6,
            marker={"color": _colour(part, each.harm)},
            error_x={"array": [scale * (high - low) / 2], "color": INK, "thickness": 1, "width": 0},
        )
        at += part.size
        names.append(name)
    figure.add_bar(y=[ends[1]], x=[scale * each.other], orientation="h", width=0.6, marker={"color": INK})
    styled(figure, 150 + 44 * len(each.shares), barmode="overlay")
    figure.update_xaxes(title="in 100 futures" if scale == 100 else each.unit, rangemode="tozero")
    figure.update_yaxes(
        categoryorder="array", categoryarray=[*names, ends[1]][::-1], tickfont={"size": 12, "color": INK}
    )
    return figure


def _colour(part: Share, harm: int) -> str:
    if not part.beyond_luck or not harm:
        return GREY
    return ORANGE if part.size * harm > 0 else BLUE


def _label(name: str) -> str:
    return "<br>".join(textwrap.wrap(safe(name), 36)[:2])


def _finding(made: Diff, each: MeasureDifference) -> str:
    if not each.shares or each.agree:
        return SAME if not each.shares else f"{SAME} within luck: {spoken(title(each.measure, each.says))}"
    one, other = level(each.one, each.unit), level(each.other, each.unit)
    words = made.names[each.ranked[0].group]
    apart = f"{one} by the first file, {other} by the second"
    return f"{title(each.measure, each.says)}: {apart}; nothing tells them apart more than {words}"
