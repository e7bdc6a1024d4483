"""Chart of named questions: forecast, base rate, and whether each came about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from offramp.report.charts.chart import GREY, INK, ORANGE, Chart, safe, styled
from offramp.report.components import Mark, Point, Row, Span, tracks
from offramp.wording.counts import cell
from offramp.wording.shares import in_100

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from offramp.study.aftermath.result import Aftermath, Foretold

BLUE, LUCK, SPREAD = "#0072b2", "#0b3c5d", "#b9d3e6"
UNKNOWN = "not known"
CAME = {True: "came about", False: "did not come about", None: "not known yet"}


def aftermath(made: Aftermath, id: str = "aftermath") -> Chart:
    """Every question, in the order of the case.

    Parameters
    ----------
    made : Aftermath
    id : str
        Names the chart in the page.
    """
    shown = made.questions
    return Chart(
        id=id,
        finding=finding(made),
        caption="Circles: what was foretold in 100 futures, filled where it came about. Band: nine of ten settings of "
        "the assumptions. Diamonds: how often such things come about.",
        drawing=tracks([_track(each) for each in shown], summary="Questions", ends=("0", "100 in 100")),
        plot=lambda: _figure(shown),
        head=("Question", "Foretold", "Luck", "Assumptions", "Structure", "Base rate", "Came"),
        rows=tuple(_row(each) for each in shown),
        legend=(("foretold", BLUE), ("base rate", ORANGE)),
    )


def finding(made: Aftermath) -> str:
    """The mean scores, in one line."""
    found = made.scores
    if found.foretold is None or found.base_rate is None:
        return f"{len(made.questions)} questions, none of them scored"
    which = "nearer" if found.foretold < found.base_rate else "no nearer"
    return (
        f"Over {found.questions} questions of one crisis the forecast was {which} to what came about than base "
        f"rates: Brier {found.foretold:.2f} against {found.base_rate:.2f}"
    )


def _track(each: Foretold) -> Row:
    """The range over the assumptions, the base rate, and what was foretold: full if it came about."""
    marks: list[Mark] = [Span(*each.chance.assumptions)] if each.chance.assumptions else []
    marks += [Point(each.base, "two", "diamond")] if each.base is not None else []
    marks += (
        [Point(each.chance.estimate, "one", "circle" if each.came else "ring")]
        if each.chance.estimate is not None
        else []
    )
    value = UNKNOWN if each.chance.estimate is None else cell(each.chance.estimate)
    return Row(each.says, marks, value, CAME[each.came])


def _figure(shown: Sequence[Foretold]) -> go.Figure:
    import plotly.graph_objects as go

    figure = go.Figure()
    names = [_folded(each.says) for each in shown]
    for bar, colour, width in (("assumptions", SPREAD, 12), ("luck", LUCK, 4)):
        for name, each in zip(names, shown, strict=True):
            if span := getattr(each.chance, bar):
                figure.add_scatter(
                    x=[100 * end for end in span],
                    y=[name] * 2,
                    mode="lines",
                    line={"color": colour, "width": width},
                    hoverinfo="skip",
                )
    for key, symbol, colour in (("base", "diamond-open", ORANGE), ("estimate", "circle", BLUE)):
        chances = [each.base if key == "base" else each.chance.estimate for each in shown]
        some = [each for each in zip(names, shown, chances, strict=True) if each[2] is not None]
        filled = [colour if key == "estimate" and each.came else "#fff" for _, each, _ in some]
        figure.add_scatter(
            x=[100 * (chance or 0.0) for _, _, chance in some],
            y=[name for name, _, _ in some],
            mode="markers",
            marker={
                "color": filled if key == "estimate" else colour,
                "symbol": symbol,
                "size": 12,
                "line": {"color": colour if key == "estimate" else GREY, "width": 2},
            },
            customdata=[CAME[each.came] for _, each, _ in some],
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


def _row(each: Foretold) -> tuple[str, ...]:
    spans = [
        " to ".join(map(in_100, span)) if (span := getattr(each.chance, bar)) else UNKNOWN
        for bar in ("luck", "assumptions", "structure")
    ]
    numbers = [UNKNOWN if chance is None else in_100(chance) for chance in (each.chance.estimate, each.base)]
    return (each.says, numbers[0], *spans, numbers[1], CAME[each.came])
