"""The climb by day, and where it ends."""

from __future__ import annotations

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from offramp.analysis.estimates import estimate
from offramp.report.charts.chart import INK, Chart, styled
from offramp.report.material import NOTHING, Material
from offramp.report.words import BANDS, a_rung, band, in_100, plain_range, rung_means, rung_name

RUNGS = list(range(-3, 11))
WHISKER = "#979da6"  # to be seen on the darkest bar and on paper
FAN, FAN_LIGHT = "rgba(0,114,178,.30)", "rgba(0,114,178,.14)"
A_YEAR = 300  # days from which dates need their year
CENTRES = (0.05, 0.25, 0.5, 0.75, 0.95)


def fan(material: Material) -> Chart:
    """The highest rung so far, day by day, as bands of the futures."""
    shares = _shares(material, "peak")
    ends = _quantiles(shares)
    dates = [material.date(day) for day in shares.index]
    figure = go.Figure()
    for low, high, colour, words in ((0.05, 0.95, FAN_LIGHT, "90 in 100"), (0.25, 0.75, FAN, "the middle half")):
        edge = {"x": dates, "mode": "lines", "line": {"width": 0, "shape": "hv"}, "hoverinfo": "skip"}
        figure.add_scatter(y=ends[low], **edge)
        figure.add_scatter(y=ends[high], fill="tonexty", fillcolor=colour, name=words, **edge)
    figure.add_scatter(
        x=dates, y=ends[0.5], mode="lines", line={"width": 3, "shape": "hv", "color": "#00527f"},
        customdata=[[*row, rung_name(int(row[2]))] for row in ends.to_numpy()],
        hovertemplate="%{x|%-d %B}<br>half of the futures at or below %{customdata[2]:.0f}, %{customdata[5]}"
        "<br>90 in 100 between %{customdata[0]:.0f} and %{customdata[4]:.0f}<extra></extra>",
    )  # fmt: skip
    lowest = int(min(0, ends[0.05].min()))
    styled(figure, 430)
    figure.update_yaxes(range=[lowest - 0.4, 10.5], **_rung_ticks(range(lowest, 11)))
    figure.update_xaxes(tickformat=_dates(material), showgrid=False, nticks=8)
    rows = tuple(
        (f"{day}", material.date(day).isoformat(), *(f"{x:.0f}" for x in ends.loc[day])) for day in _some(ends.index)
    )
    return Chart(
        id="fan",
        finding=_fan_finding(material, ends),
        caption=f"The highest rung reached so far, by {material.period}, over {material.futures:,} futures. Dark line: "
        "half of the futures are at or below it. Dark band: the middle half of the futures. Light band: 90 in 100.",
        figure=figure,
        head=("Day", "Date", "5 in 100 at or below", "25 in 100", "half", "75 in 100", "95 in 100"),
        rows=rows,
        narrow={"layout.height": 360, "layout.xaxis.nticks": 4, "layout.yaxis.tickfont.size": 11},
        legend=(("half of the futures at or below", "#00527f"), ("middle half", "#b3d4e8"), ("90 in 100", "#dbeaf4")),
    )


def days(material: Material) -> Chart:
    """The highest rung of each turn, as shares of the futures."""
    shares = _shares(material, "day").T.groupby(lambda rung: band(rung)).sum().T
    shares = shares.reindex(columns=range(len(BANDS)), fill_value=0.0)
    dates = [material.date(day) for day in shares.index]
    figure = go.Figure()
    for i in reversed(range(len(BANDS))):  # the worst at the bottom, where heights are easiest to compare
        words, _, colour = BANDS[i]
        figure.add_scatter(
            x=dates, y=100 * shares[i], stackgroup="all", mode="lines", line={"width": 0.6, "color": "#ffffff"},
            fillcolor=colour, name=words, hovertemplate=words + ": %{y:.0f} in 100 futures<extra>%{x|%-d %b}</extra>",
        )  # fmt: skip
    styled(figure, 360)
    figure.update_yaxes(range=[0, 100], title={"text": "futures in 100", "standoff": 6}, nticks=6)
    figure.update_xaxes(tickformat=_dates(material), showgrid=False, nticks=8)
    violent = shares[[4, 5, 6]].sum(axis=1)
    return Chart(
        id="days",
        finding=_days_finding(material, violent),
        caption=f"What the highest act of each {material.period} is, as shares of {material.futures:,} futures. The "
        f"worst stands at the bottom. A {material.period} without any act counts as quiet.",
        figure=figure,
        head=("Day", "Date", *(words for words, _, _ in BANDS)),
        rows=tuple(
            (f"{day}", material.date(day).isoformat(), *(f"{100 * x:.1f}" for x in shares.loc[day]))
            for day in _some(shares.index)
        ),
        narrow={"layout.height": 300, "layout.xaxis.nticks": 4},
        legend=tuple((words, colour) for words, _, colour in reversed(BANDS)),
    )


def peaks(material: Material) -> Chart:
    """Where the climb ends: the share of the futures by their highest rung."""
    peak = material.runs["peak_rung"].fillna(0).astype(int)
    shares = peak.value_counts(normalize=True).reindex(RUNGS, fill_value=0.0)
    low, high = _over_assumptions(material.runs["draw"], peak, shares)
    shown = [rung for rung in RUNGS if rung >= min(0, peak.min())]
    figure = go.Figure()
    figure.add_bar(
        y=shown, x=100 * shares[shown], orientation="h", width=0.72,
        marker={"color": [BANDS[band(rung)][2] for rung in shown], "line": {"color": INK, "width": 0.4}},
        error_x={"type": "data", "symmetric": False, "color": WHISKER, "thickness": 1.8, "width": 4,
                 "array": 100 * (high - shares)[shown].clip(lower=0),
                 "arrayminus": 100 * (shares - low)[shown].clip(lower=0)},
        customdata=[[rung_name(rung), in_100(shares[rung])] for rung in shown],
        hovertemplate="%{customdata[0]}<br>%{customdata[1]} futures<extra></extra>",
    )  # fmt: skip
    for rung in shown:
        figure.add_annotation(
            x=100 * max(shares[rung], high[rung]), y=rung, text=_percent(shares[rung]), showarrow=False,
            xanchor="left", xshift=6, font={"size": 12, "color": INK},
        )  # fmt: skip
    styled(figure, 430)
    figure.update_yaxes(**_rung_ticks(shown), showgrid=False, range=[shown[0] - 0.6, 10.6])
    figure.update_xaxes(title={"text": "futures in 100", "standoff": 6}, rangemode="tozero", nticks=6)
    top = int(shares.idxmax())
    beyond = float(shares[[rung for rung in RUNGS if rung > top]].sum())
    return Chart(
        id="peaks",
        finding=f"Most often the climb ends at {a_rung(top)}: {in_100(shares[top])} futures. "
        f"{in_100(beyond)} go beyond it",
        caption=f"The highest rung that each of {material.futures:,} futures reached in {material.days:,} days. "
        + _whiskers(material, low, high),
        figure=figure,
        head=("Rung", "Highest act", "Futures in 100", "Over the assumptions"),
        rows=tuple(
            (f"{rung}", rung_means(rung), f"{100 * shares[rung]:.1f}", plain_range(100 * low[rung], 100 * high[rung]))
            for rung in reversed(shown)
        ),
        narrow={"layout.height": 380, "layout.yaxis.tickfont.size": 11},
    )


def _shares(material: Material, kind: str) -> pd.DataFrame:
    """Share of the futures by day (rows) and rung (columns); nothing counts as quiet."""
    table = material.rungs[material.rungs["kind"] == kind]
    table = table.assign(rung=table["rung"].astype(int).replace(NOTHING, 0), futures=table["futures"].astype(float))
    wide = table.pivot_table(
        index="day", columns="rung", values="futures", aggfunc="sum", fill_value=0.0, observed=True
    )
    wide = wide.reindex(columns=RUNGS, fill_value=0.0).sort_index()
    return wide.div(wide.sum(axis=1), axis=0)


def _quantiles(shares: pd.DataFrame) -> pd.DataFrame:
    below = shares.cumsum(axis=1).to_numpy()
    return pd.DataFrame({q: np.array(RUNGS)[(below >= q - 1e-9).argmax(axis=1)] for q in CENTRES}, index=shares.index)


def _days_finding(material: Material, violent: pd.Series) -> str:
    worst, last = int(violent.idxmax()), int(violent.index[-1])
    if not violent[worst]:
        return "No future sees violence on any day"
    on = "in the week to" if material.period == "week" else "on"
    often = f"Violence is most frequent {on} day {worst} ({_day(material, worst)}): {in_100(violent[worst])} futures"
    return often if worst == last else f"{often}. {on.capitalize()} day {last} it is {in_100(violent[last])}"


def _fan_finding(material: Material, ends: pd.DataFrame) -> str:
    half = int(ends[0.5].iloc[-1])
    war = material.measures.get("war_prob")
    tail = f"; {in_100(war.estimate)} reach war" if war and war.estimate is not None else ""
    return f"Half of the futures stay at or below {a_rung(half)}{tail}"


def _over_assumptions(draw: pd.Series, peak: pd.Series, shares: pd.Series) -> tuple[pd.Series, pd.Series]:
    """How far the share of each rung moves with the assumptions, luck removed; not at all where that is not known."""
    full = draw.map(draw.value_counts()) == draw.value_counts().max()
    table = peak[full].to_numpy().reshape(draw[full].nunique(), -1)
    spans = {
        rung: estimate((table == rung).astype(float), "probability").assumptions or (shares[rung],) * 2
        for rung in RUNGS
    }
    return pd.Series({rung: span[0] for rung, span in spans.items()}), pd.Series(
        {rung: span[1] for rung, span in spans.items()}
    )


def _whiskers(material: Material, low: pd.Series, high: pd.Series) -> str:
    if low.equals(high):
        return "How far the shares move with the assumptions is not known: that takes some runs of some settings."
    draws = material.runs["draw"].nunique()
    return f"The thin lines show how far it moves with the assumptions: the middle 90 in 100 of {draws} settings."


def _percent(share: float) -> str:
    return "&lt;1" if 0 < share < 0.01 else f"{100 * share:.0f}"


def _day(material: Material, day: int) -> str:
    date = material.date(day)
    return f"{date.day} {date:%B %Y}" if material.days > A_YEAR else f"{date.day} {date:%B}"


def _dates(material: Material) -> str:
    """How an axis writes its dates: over years with the year."""
    return "%b %Y" if material.days > A_YEAR else "%-d %b"


def _rung_ticks(rungs: object) -> dict[str, object]:
    shown = list(rungs)  # type: ignore[call-overload]
    return {
        "tickmode": "array",
        "tickvals": shown,
        "ticktext": [f"{rung_name(rung)}  {rung:d}".replace("-", "−") for rung in shown],
    }


def _some(days: pd.Index) -> list[int]:
    """The first two weeks day by day, then week by week, then the last."""
    listed = [int(day) for day in days]
    return [day for i, day in enumerate(listed) if i < 14 or i % 7 == 6 or i == len(listed) - 1]
