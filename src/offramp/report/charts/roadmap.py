"""Chart of a plan's first moves: the outcome of each with the best replies."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING

from offramp.report.charts.chart import BLUE, GREY, INK, MUTED, ORANGE, Chart, safe, styled
from offramp.report.components import Line, Mark, Point, Row, Span, scale, tracks
from offramp.wording.measures import SHARES, change, levels, title
from offramp.wording.shares import in_100

if TYPE_CHECKING:
    import plotly.graph_objects as go
    from markupsafe import Markup

    from offramp.study.roadmap.result import Roadmap
    from offramp.study.roadmap.tree import Step

BAR = "#f0b44c"  # the assumptions, as on the cards
TONES = {BLUE: ("one", "circle"), GREY: ("none", "ring"), ORANGE: ("harm", "diamond")}
LETTERS = 40  # of a line of a name


def roadmap(made: Roadmap, id: str = "roadmap") -> Chart:
    """First moves by what comes of them, the plan's own on top.

    Parameters
    ----------
    made : Roadmap
    id : str
        Names the chart in the page.
    """
    first = made.first
    left = amount(made, left_alone(made))
    return Chart(
        id=id,
        finding=_finding(made),
        caption=f"{wanted(made)} if {made.name} begins with this and then replies as well as can be, in "
        f"{made.runs:,} fresh futures with the same luck for each. The band is nine of ten settings of "
        f"the assumptions. The upright line is what comes if it does as the model has it: {left}. A grey ring cannot "
        "be told from the plan's own; a red diamond is worse.",
        drawing=_drawn(made, first, left),
        plot=lambda: _figure(made, first),
        head=("First move", "Aim", "Luck", "Assumptions", "Rules", "Worse by", "Luck", "Futures"),
        rows=tuple(_row(made, each) for each in first),
        legend=(("the plan's own", BLUE), ("cannot be told from it", GREY), ("worse", ORANGE), ("assumptions", BAR)),
    )


def left_alone(made: Roadmap) -> float:
    """How much of the aim comes if the seat does as the model has it."""
    return made.usual["aim"].estimate or 0.0


def amount(made: Roadmap, value: float | None) -> str:
    """So much of the aim, with its unit."""
    if value is None:
        return "not known"
    return in_100(value) if made.unit in SHARES else f"{change(value, made.unit, '')} {made.unit}".strip()


def wanted(made: Roadmap) -> str:
    """The aim as a heading."""
    ((name, weight), *others) = made.aim.items()
    return title(name, made.says.get(name, "")) if weight == 1 and not others else made.aim_words


def ends(made: Roadmap, span: tuple[float, float] | None) -> str:
    """A bar of the aim: `2.1 to 4.0`."""
    return levels(span, made.unit)


def colour(each: Step) -> str:
    """Of a first move: the plan's own, not to be told from it, or worse."""
    return BLUE if each.better is None else ORANGE if each.better.sure else GREY


def _drawn(made: Roadmap, first: Sequence[Step], left: str) -> Markup:
    """Each first move with its range, against what comes if the seat does as the model has it."""
    usual = left_alone(made)
    known = [usual, *(end for each in first for end in (each.aim.estimate or 0.0, *(each.aim.assumptions or ())))]
    low, high = min(0.0, *known), 1.05 * max(known)
    rows = []
    for each in first:
        aim, (tone, shape) = each.aim, TONES[colour(each)]
        ends = [scale(end, low, high) for end in aim.assumptions or ()]
        band = [Span(ends[0], ends[1])] if ends else []
        marks: list[Mark] = [*band, Point(scale(aim.estimate or 0.0, low, high), tone, shape)]
        rows.append(Row(each.move.words, marks, amount(made, aim.estimate).removesuffix(" in 100")))
    return tracks(rows, [Line(scale(usual, low, high), f"{left} as the model has it")], wanted(made))


def _figure(made: Roadmap, first: Sequence[Step]) -> go.Figure:
    import plotly.graph_objects as go

    scale, place = 100 if made.unit in SHARES else 1, list(range(len(first)))
    figure = go.Figure()
    for bar, paint, width in (("assumptions", BAR, 12), ("luck", INK, 3)):
        for n, each in enumerate(first):
            if span := getattr(each.aim, bar):
                figure.add_scatter(
                    x=[scale * end for end in span],
                    y=[n, n],
                    mode="lines",
                    hoverinfo="skip",
                    line={"color": paint, "width": width},
                )
    figure.add_scatter(
        x=[scale * (each.aim.estimate or 0.0) for each in first],
        y=place,
        mode="markers",
        cliponaxis=False,
        marker={"color": [colour(each) for each in first], "size": 12, "line": {"color": "#ffffff", "width": 1}},
        customdata=[safe(each.move.words) for each in first],
        hovertemplate="%{customdata}: %{x:.3g}<extra></extra>",
    )
    figure.add_vline(x=scale * left_alone(made), line={"color": MUTED, "dash": "dot", "width": 1})
    styled(figure, 110 + 46 * len(first))
    names = [_label(each, LETTERS) for each in first]
    figure.update_yaxes(tickvals=place, ticktext=names, autorange="reversed", showgrid=False)
    unit = "in 100 futures" if scale == 100 else made.unit
    figure.update_xaxes(title=f"{safe(wanted(made))}{f', {unit}' if unit else ''}")
    return figure


def _label(each: Step, letters: int) -> str:
    return "<br>".join(safe(line) for line in textwrap.wrap(each.move.words, letters))


def _finding(made: Roadmap) -> str:
    level, best = len(made.level), made.best.move.words
    words = f"{best[:1].lower()}{best[1:]}"
    if level:
        return f"For {made.name} {level + 1} first moves are as good as each other; the plan takes: {words}"
    return f"For {made.name} no first move is as good as: {words}"


def _row(made: Roadmap, each: Step) -> tuple[str, ...]:
    better, aim = each.better, each.aim
    by = ("·", "·") if better is None else (amount(made, better.by.estimate), ends(made, better.by.luck))
    return (
        each.move.words,
        amount(made, aim.estimate),
        ends(made, aim.luck),
        ends(made, aim.assumptions),
        ends(made, aim.structure),
        *by,
        f"{each.futures:,}",
    )
