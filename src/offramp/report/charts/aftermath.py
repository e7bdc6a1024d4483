"""Chart of named questions: forecast, base rate, and whether each came about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from offramp.report.charts.chart import GREY, INK, ORANGE, Chart, safe, styled
from offramp.report.components import Mark, Point, Row, Span, tracks
from offramp.wording.counts import cell
from offramp.wording.shares import in_100

if TYPE_CHECKING:
    import plotly.graph_objects as go

Body = Mapping[str, Any]
BLUE, LUCK, SPREAD = "#0072b2", "#0b3c5d", "#b9d3e6"
UNKNOWN = "not known"
CAME = {True: "came about", False: "did not come about", None: "not known yet"}


def aftermath(body: Body, id: str = "aftermath") -> Chart:
    """Every question, in the order of the case.

    Parameters
    ----------
    body : mapping
        What `offramp aftermath --json` prints.
    id : str
        Names the chart in the page.
    """
    shown = body["questions"]
    return Chart(
        id=id,
        finding=finding(body),
        caption="Circles: what was foretold in 100 futures, filled where it came about. Band: nine of ten settings of "
        "the assumptions. Diamonds: how often such things come about.",
        drawing=tracks([_track(each) for each in shown.values()], summary="Questions", ends=("0", "100 in 100")),
        plot=lambda: _figure(shown),
        head=("Question", "Foretold", "Luck", "Assumptions", "Structure", "Base rate", "Came"),
        rows=tuple(_row(each) for each in shown.values()),
        legend=(("foretold", BLUE), ("base rate", ORANGE)),
    )


def finding(body: Body) -> str:
    """The mean scores, in one line."""
    found = body["scores"]
    if not found["questions"]:
        return f"{len(body['questions'])} questions, none of them scored"
    which = "nearer" if found["foretold"] < found["base_rate"] else "no nearer"
    return (
        f"Over {found['questions']} questions of one crisis the forecast was {which} to what came about than base "
        f"rates: Brier {found['foretold']:.2f} against {found['base_rate']:.2f}"
    )


def _track(each: Body) -> Row:
    """The range over the assumptions, the base rate, and what was foretold: full if it came about."""
    marks: list[Mark] = [Span(*each["assumptions"])] if each["assumptions"] else []
    marks += [Point(each["base"], "two", "diamond")] if each["base"] is not None else []
    marks += (
        [Point(each["estimate"], "one", "circle" if each["came"] else "ring")] if each["estimate"] is not None else []
    )
    value = UNKNOWN if each["estimate"] is None else cell(each["estimate"])
    return Row(each["says"], marks, value, CAME[each["came"]])


def _figure(shown: Mapping[str, Body]) -> go.Figure:
    import plotly.graph_objects as go

    figure = go.Figure()
    names = [_folded(each["says"]) for each in shown.values()]
    for bar, colour, width in (("assumptions", SPREAD, 12), ("luck", LUCK, 4)):
        for name, each in zip(names, shown.values(), strict=True):
            if span := each[bar]:
                figure.add_scatter(
                    x=[100 * end for end in span],
                    y=[name] * 2,
                    mode="lines",
                    line={"color": colour, "width": width},
                    hoverinfo="skip",
                )
    for key, symbol, colour in (("base", "diamond-open", ORANGE), ("estimate", "circle", BLUE)):
        some = [(name, each) for name, each in zip(names, shown.values(), strict=True) if each[key] is not None]
        filled = [colour if key == "estimate" and each["came"] else "#fff" for _, each in some]
        figure.add_scatter(
            x=[100 * each[key] for _, each in some],
            y=[name for name, _ in some],
            mode="markers",
            marker={
                "color": filled if key == "estimate" else colour,
                "symbol": symbol,
                "size": 12,
                "line": {"color": colour if key == "estimate" else GREY, "width": 2},
            },
            customdata=[CAME[each["came"]] for _, each in some],
            hovertemplate="%{x:.0f} in 100; it %{customdata}<extra></extra>",
        )
    styled(figure, 110 + 44 * max(1, len(shown)))
    figure.update_xaxes(title="in 100", range=(-3, 103))
    figure.update_yaxes(categoryorder="array", categoryarray=names[::-1], tickfont={"size": 12, "color": INK})
    return figure


def _folded(words: str, most: int = 34) -> str:
    """Words in lines that leave the chart some room."""
    lines = [""]
    for word in words.split():
        if len(lines[-1]) + len(word) > most:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "<br>".join(safe(line) for line in lines)


def _row(each: Body) -> tuple[str, ...]:
    spans = [
        " to ".join(map(in_100, span)) if (span := each[bar]) else UNKNOWN
        for bar in ("luck", "assumptions", "structure")
    ]
    numbers = [UNKNOWN if each[key] is None else in_100(each[key]) for key in ("estimate", "base")]
    return (each["says"], numbers[0], *spans, numbers[1], CAME[each["came"]])
