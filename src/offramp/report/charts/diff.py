"""Chart of two case files: how each difference moves the answer from the one to the other."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from offramp.analysis.estimates import widened
from offramp.report.charts.chart import BLUE, GREY, INK, ORANGE, Chart, safe, styled
from offramp.report.components import Line, Mark, Point, Row, Span, scale, tracks
from offramp.wording.measures import SHARES, TITLES, change, level, span, title

if TYPE_CHECKING:
    import plotly.graph_objects as go
    from markupsafe import Markup

Body = Mapping[str, Any]
TONES = {GREY: ("none", "ring"), BLUE: ("help", "circle"), ORANGE: ("harm", "diamond")}
SAME = "The two files give the same answer"


def diff(body: Body) -> Chart:
    """A fall from the first file's answer to the second's, on the measure that tells them apart most surely.

    Parameters
    ----------
    body : mapping
        What `offramp diff --json` prints.
    """
    measure = leading(body)
    each = body["measures"][measure]
    parts = ranked(each)
    return Chart(
        id="diff",
        finding=_finding(body, measure, each, parts),
        caption=f"{title(measure, each['says'])}, {body['runs']:,} futures in each of {body['worlds']} worlds between "
        "the two files, with the same luck. Each row takes over one group of differences of the second file; its "
        "length is what that adds on average over orders (Shapley). Red diamond: worse; teal circle: better; grey: "
        "within luck.",
        drawing=_drawn(body, each, parts),
        plot=lambda: _figure(body, each, parts),
        head=("Difference", "Share", "Luck", "Assumptions"),
        rows=tuple(
            (
                body["groups"][id]["name"],
                change(part["share"], each["unit"]),
                span(part["luck"], each["unit"]),
                span(part["assumptions"], each["unit"]),
            )
            for id, part in parts
        ),
    )


def leading(body: Body) -> str:
    """The first of the measures that matter for any case on which the two differ beyond luck; else the first of all."""
    names = [name for name in TITLES if name in body["measures"]] or list(body["measures"])
    return next((name for name in names if not body["measures"][name]["agree"]), names[0])


def ranked(each: Body) -> list[tuple[str, Body]]:
    """The shares, the largest first."""
    return sorted(each["shares"].items(), key=lambda item: -abs(item[1]["share"]))


def _drawn(body: Body, each: Body, parts: list[tuple[str, Body]]) -> Markup:
    """What each difference adds, to either side of nothing."""
    most = 1.15 * max((abs(part["share"]) for _, part in parts), default=0.0) or 1.0
    zero = scale(0.0, -most, most)
    rows = []
    for id, part in parts:
        tone, shape = TONES[_colour(part, each["harm"])]
        at = scale(part["share"], -most, most)
        marks: list[Mark] = [Span(zero, at, tone, "bar"), Point(at, tone, shape)]
        rows.append(Row(body["groups"][id]["name"], marks, change(part["share"], each["unit"])))
    return tracks(rows, [Line(zero, "adds nothing")], "What each difference of the files adds")


def _figure(body: Body, each: Body, parts: list[tuple[str, Body]]) -> go.Figure:
    import plotly.graph_objects as go

    figure, scale = go.Figure(), 100 if each["unit"] in SHARES else 1
    ends = [_label(f"{body['case']}: the first file"), _label(f"{body['other']}: the second")]
    at, names = each["one"], [ends[0]]
    figure.add_bar(y=[ends[0]], x=[scale * at], orientation="h", width=0.6, marker={"color": INK})
    for id, part in parts:
        name = _label(body["groups"][id]["name"])
        low, high = part["luck"] or (0.0, 0.0)
        figure.add_bar(
            y=[name],
            x=[scale * part["share"]],
            base=[scale * at],
            orientation="h",
            width=0.6,
            marker={"color": _colour(part, each["harm"])},
            error_x={"array": [scale * (high - low) / 2], "color": INK, "thickness": 1, "width": 0},
        )
        at += part["share"]
        names.append(name)
    figure.add_bar(y=[ends[1]], x=[scale * each["other"]], orientation="h", width=0.6, marker={"color": INK})
    styled(figure, 150 + 44 * len(parts), barmode="overlay")
    figure.update_xaxes(title="in 100 futures" if scale == 100 else each["unit"], rangemode="tozero")
    figure.update_yaxes(
        categoryorder="array", categoryarray=[*names, ends[1]][::-1], tickfont={"size": 12, "color": INK}
    )
    return figure


def _colour(part: Body, harm: int) -> str:
    if not sure(part) or not harm:
        return GREY
    return ORANGE if part["share"] * harm > 0 else BLUE


def sure(part: Body) -> bool:
    """Whether a share of the difference is beyond luck; an older answer does not say so itself."""
    if "beyond_luck" in part:
        return bool(part["beyond_luck"])
    low, high = widened(part["share"], part["luck"]) if part["luck"] else (0.0, 0.0)
    return low > 0 or high < 0


def _label(name: str) -> str:
    return "<br>".join(textwrap.wrap(safe(name), 36)[:2])


def _finding(body: Body, measure: str, each: Body, parts: list[tuple[str, Body]]) -> str:
    if not parts or each["agree"]:
        return SAME if not parts else f"{SAME} within luck: {title(measure, each['says']).lower()}"
    one, other = level(each["one"], each["unit"]), level(each["other"], each["unit"])
    words = body["groups"][parts[0][0]]["name"]
    apart = f"{one} by the first file, {other} by the second"
    return f"{title(measure, each['says'])}: {apart}; nothing tells them apart more than {words}"
