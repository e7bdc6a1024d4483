"""Chart of a back-test: what the world expected of each band, actor and place, and what came."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from offramp.report.charts.chart import ORANGE, Chart, styled
from offramp.report.components import Mark, Point, Row, Span, tracks
from offramp.scenario.words import one_of

if TYPE_CHECKING:
    import plotly.graph_objects as go

Body = Mapping[str, Any]
BLUE = "#0072b2"
KINDS = {"band": "", "violence by actor": "Violence by ", "violence by place": "Violence in "}
NOWHERE = "no arena"


def backtest(body: Body, days: int = 0, id: str = "backtest") -> Chart:
    """Expected and came, for the windows of one length before the crisis.

    Parameters
    ----------
    body : mapping
        What `offramp backtest --json` prints.
    days : int
        Length of the windows; the longest if it is 0.
    id : str
        Names the chart in the page.
    """
    days = days or max(windows_of(body))
    rows = shown(body, days)
    most = max((value for each in rows for value in (each["high"], each["came"])), default=1)
    return Chart(
        id=id,
        finding=finding(body, days),
        caption=f"Windows of {days} days before the crisis, all starts together. Circle and band: what the world "
        "expected, and 90 in 100 of what it gives. Diamond: what came. The scale is logarithmic.",
        drawing=tracks([_track(each, most) for each in rows], summary="Expected and came", ends=("0", f"{most:.0f}")),
        plot=lambda: _figure(rows),
        head=("What", "Expected", "90 in 100", "Came", "Standing rates", "Reading"),
        rows=tuple(_row(each) for each in rows),
        legend=(("expected", BLUE), ("came", ORANGE)),
    )


def windows_of(body: Body) -> list[int]:
    """Return the lengths of the windows before the crisis."""
    return sorted({each["days"] for each in body["rows"] if each["phase"] == "before"})


def shown(body: Body, days: int) -> list[Body]:
    """Return the rows in which anything was expected or came."""
    return [
        each
        for each in body["rows"]
        if each["phase"] == "before"
        and each["days"] == days
        and each["kind"] in KINDS
        and (each["came"] or each["expected"] >= 1)
    ]


def finding(body: Body, days: int) -> str:
    """Say in one line where the world is silent and where it is loud."""
    acts = next(
        each["acts"] for each in body["scores"] if (each["forecaster"], each["days"], each["phase"]) == _key(days)
    )
    said = f"In {days}-day windows before the crisis the world expects {acts['expected']:.0f} acts; {acts['came']} came"
    silent = [_name(each) for each in shown(body, days) if each["kind"] == "band" and each["reading"] == "silent"]
    return f"{said}; it is silent on {one_of(silent)}" if silent else said


def phase_words(phase: str) -> str:
    """Say whether windows end before the crisis."""
    return "before the crisis" if phase == "before" else "into the crisis"


def _key(days: int) -> tuple[str, int, str]:
    return "world", days, "before"


def _name(each: Body) -> str:
    return f"{KINDS[each['kind']]}{each['name'] or NOWHERE}"


def _at(value: float, most: float) -> float:
    return math.log1p(value) / math.log1p(most) if most > 0 else 0.0


def _track(each: Body, most: float) -> Row:
    marks: list[Mark] = [
        Span(_at(each["low"], most), _at(each["high"], most)),
        Point(_at(each["expected"], most), "one", "circle"),
        Point(_at(each["came"], most), "two", "diamond"),
    ]
    return Row(_name(each), marks, f"{each['expected']:.1f}", f"{each['came']} came")


def _figure(rows: list[Body]) -> go.Figure:
    import plotly.graph_objects as go

    figure = go.Figure()
    names = [_name(each) for each in rows]
    for key, colour, symbol in (("expected", BLUE, "circle"), ("came", ORANGE, "diamond")):
        figure.add_scatter(
            x=[each[key] for each in rows],
            y=names,
            name=key,
            mode="markers",
            marker={"color": colour, "symbol": symbol, "size": 11},
        )
    styled(figure, 110 + 26 * max(1, len(rows)))
    figure.update_xaxes(title="acts in all windows")
    figure.update_yaxes(categoryorder="array", categoryarray=names[::-1])
    return figure


def _row(each: Body) -> tuple[str, ...]:
    rates = "" if each["rates"] is None else f"{each['rates']:.1f}"
    between = f"{each['low']:.0f} to {each['high']:.0f}"
    return (_name(each), f"{each['expected']:.1f}", between, str(each["came"]), rates, each["reading"])
