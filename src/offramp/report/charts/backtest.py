"""Chart of a back-test: what the world expected of each band, actor and place, and what came."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from offramp.report.charts.chart import ORANGE, Chart, styled
from offramp.report.components import Mark, Point, Row, Span, tracks
from offramp.scenario.words import one_of

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from offramp.study.backtest.result import BackTested
    from offramp.study.backtest.result import Row as Tested

BLUE = "#0072b2"
KINDS = ("band", "violence by actor", "violence by place")


def backtest(made: BackTested, days: int = 0, id: str = "backtest") -> Chart:
    """Expected and came, for the windows of one length before the crisis.

    Parameters
    ----------
    made : BackTested
    days : int
        Length of the windows; the longest if it is 0.
    id : str
        Names the chart in the page.
    """
    days = days or max(windows_of(made))
    rows = shown(made, days)
    most = max((value for each in rows for value in (each.world.interval[1], each.world.came)), default=1)
    return Chart(
        id=id,
        finding=finding(made, days),
        caption=f"Windows of {days} days before the crisis, all starts together. Circle and band: what the world "
        "expected, and 90 in 100 of what it gives. Diamond: what came. The scale is logarithmic.",
        drawing=tracks([_track(each, most) for each in rows], summary="Expected and came", ends=("0", f"{most:.0f}")),
        plot=lambda: _figure(rows),
        head=("What", "Expected", "90 in 100", "Came", "Standing rates", "Reading"),
        rows=tuple(_row(each) for each in rows),
        legend=(("expected", BLUE), ("came", ORANGE)),
    )


def windows_of(made: BackTested) -> list[int]:
    """Return the lengths of the windows before the crisis."""
    return sorted({each.days for each in made.rows if each.phase == "before"})


def shown(made: BackTested, days: int) -> list[Tested]:
    """Return the rows in which anything was expected or came."""
    return [
        each
        for each in made.rows
        if (each.phase, each.days) == ("before", days)
        and each.kind in KINDS
        and (each.world.came or each.world.expected >= 1)
    ]


def finding(made: BackTested, days: int) -> str:
    """Say in one line where the world is silent and where it is loud."""
    world = ("world", days, "before")
    acts = next(each.acts for each in made.scores if (each.forecaster, each.days, each.phase) == world)
    said = f"In {days}-day windows before the crisis the world expects {acts.expected:.0f} acts; {acts.came} came"
    silent = [each.says.lower() for each in shown(made, days) if (each.kind, each.reading) == ("band", "silent")]
    return f"{said}; it is silent on {one_of(silent)}" if silent else said


def phase_words(phase: str) -> str:
    """Say whether windows end before the crisis."""
    return "before the crisis" if phase == "before" else "into the crisis"


def _at(value: float, most: float) -> float:
    return math.log1p(value) / math.log1p(most) if most > 0 else 0.0


def _track(each: Tested, most: float) -> Row:
    low, high = each.world.interval
    marks: list[Mark] = [
        Span(_at(low, most), _at(high, most)),
        Point(_at(each.world.expected, most), "one", "circle"),
        Point(_at(each.world.came, most), "two", "diamond"),
    ]
    return Row(each.says, marks, f"{each.world.expected:.1f}", f"{each.world.came} came")


def _figure(rows: Sequence[Tested]) -> go.Figure:
    import plotly.graph_objects as go

    figure = go.Figure()
    names = [each.says for each in rows]
    for key, colour, symbol in (("expected", BLUE, "circle"), ("came", ORANGE, "diamond")):
        figure.add_scatter(
            x=[getattr(each.world, key) for each in rows],
            y=names,
            name=key,
            mode="markers",
            marker={"color": colour, "symbol": symbol, "size": 11},
        )
    styled(figure, 110 + 26 * max(1, len(rows)))
    figure.update_xaxes(title="acts in all windows")
    figure.update_yaxes(categoryorder="array", categoryarray=names[::-1])
    return figure


def _row(each: Tested) -> tuple[str, ...]:
    low, high = each.world.interval
    rates = "" if each.rates is None else f"{each.rates.expected:.1f}"
    numbers = f"{each.world.expected:.1f}", f"{low:.0f} to {high:.0f}", str(each.world.came)
    return (each.says, *numbers, rates, each.reading)
