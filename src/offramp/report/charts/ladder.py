"""Charts of the climb: acts by day, single futures as strips, and the highest rung."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from offramp.analysis.estimates import estimate
from offramp.report.charts.chart import NOT_KEPT, Chart, styled
from offramp.report.charts.plots import grid, ranked
from offramp.report.components import Area, Bar, Strip, bars, daybands, strips
from offramp.report.findings.endings import Endings, hundred
from offramp.report.findings.shares import ADDRESS
from offramp.report.findings.told import sample
from offramp.report.made import address
from offramp.report.material import Material
from offramp.report.words import BANDS, band
from offramp.scenario.ladder import HIGHEST, LOWEST, NOTHING, VIOLENT
from offramp.study.outlook.typical import Place
from offramp.wording.counts import cell
from offramp.wording.rungs import a_rung, rung_means, rung_name
from offramp.wording.shares import in_100, plain_range

if TYPE_CHECKING:
    import plotly.graph_objects as go

A_YEAR = 300  # days from which dates need their year
STRIPS, CELLS = 20, 120  # single futures, and the most cells of one
RUNGS = list(range(LOWEST, HIGHEST + 1))
REACHED = (7, 30, 90, 365, 1_825)  # days by which rungs may be reached


def days(material: Material) -> Chart:
    """The highest rung of each turn, as shares of the futures."""
    shares = _shares(material, "day").T.groupby(lambda rung: band(rung)).sum().T
    shares = shares.reindex(columns=range(len(BANDS)), fill_value=0.0)
    violent = shares[[4, 5, 6]].sum(axis=1)
    # the worst at the bottom, where heights are easiest to compare
    areas = [Area(BANDS[i][0], i, shares[i].to_list()) for i in reversed(range(len(BANDS)))]
    finding = _days_finding(material, violent)
    return Chart(
        id="days",
        finding=finding,
        caption=f"The highest act of each {material.period}; at the right the last one. {material.futures:,} futures.",
        drawing=daybands(areas, _ticks(material), finding),
        head=("By day", *(f"{rung_name(rung)} or more" for rung in range(VIOLENT, HIGHEST + 1))),
        rows=tuple(_reached(material)),
        plot=lambda: _stacked(material, shares),
        legend=tuple((words, colour) for words, _, colour in reversed(BANDS)),
    )


def singles(material: Material, endings: Endings | None = None) -> Chart:
    """Twenty single futures, the gravest on top: what the shares of the days are made of."""
    found = endings or material.endings
    shown = _twenty(material)
    lines = _day_bands(material, [at for at, _ in shown])
    rows = [_strip(material, found, at, ending, lines[at]) for at, ending in shown]
    finding = "Twenty single futures, the gravest on top" if rows else NOT_KEPT
    return Chart(
        id="singles",
        finding=finding,
        caption=f"{material.kept:,} futures, each coloured by the highest act of each {material.period}; right: "
        "the dead. Press one to read one like it.",
        drawing=strips(rows, _ticks(material), "Single futures"),
        head=("Future", "Ending", "Dead"),
        rows=tuple(
            (address(material.manifest, *at), found.kinds[ending].name, row.words)
            for (at, ending), row in zip(shown, rows, strict=True)
        ),
        plot=lambda: grid(
            [lines[at] for at, _ in shown],
            [f"{i + 1}: {row.words}" for i, row in enumerate(rows)],
            [colour for _, _, colour in BANDS],
            list(range(1, len(next(iter(lines.values()), [])) + 1)),
        ),
    )


def peaks(material: Material) -> Chart:
    """Where the climb ends: the share of the futures by their highest rung."""
    peak = material.runs["peak_rung"].fillna(0).astype(int)
    shares = peak.value_counts(normalize=True).reindex(RUNGS, fill_value=0.0)
    low, high = _over_assumptions(material.runs["draw"], peak, shares)
    shown = [rung for rung in reversed(RUNGS) if rung >= VIOLENT or shares[rung] >= 0.01]
    rows = [
        Bar(rung_name(rung), shares[rung], cell(shares[rung]), f"b{band(rung)}", "", (low[rung], high[rung]))
        for rung in shown
    ]
    top = int(shares.idxmax())
    beyond = float(shares[[rung for rung in RUNGS if rung > top]].sum())
    return Chart(
        id="peaks",
        finding=f"Most often the climb ends at {a_rung(top)}: {in_100(shares[top])} futures. "
        f"{in_100(beyond)} go beyond it",
        caption=f"{_whiskers(material, low, high)} War is no rung: it is both sides at 9 or more, or 1,000 dead. "
        f"{material.futures:,} futures.",
        drawing=bars(rows, max([*high[shown], shares.max()]) or 1.0, "Futures in 100 by their highest rung"),
        head=("Rung", "Highest act", "Futures in 100", "Over the assumptions"),
        rows=tuple(
            (f"{rung}", rung_means(rung), f"{100 * shares[rung]:.1f}", plain_range(100 * low[rung], 100 * high[rung]))
            for rung in shown
        ),
        plot=lambda: ranked(
            [row.name for row in rows],
            [100 * row.value for row in rows],
            [BANDS[band(rung)][2] for rung in shown],
            "futures in 100",
        ),
    )


def _twenty(material: Material) -> list[tuple[Place, str]]:
    """Twenty futures, so many of each group as its share; the gravest endings first, and within them the dead."""
    counts = hundred({str(i): group.share for i, group in enumerate(material.groups)}, STRIPS)
    found = [(at, group.ending) for i, group in enumerate(material.groups) for at in sample(group, counts[str(i)])]
    order = [*dict.fromkeys(ending for _, ending in found)]
    dead = material.dead
    return sorted(dict.fromkeys(found), key=lambda each: (order.index(each[1]), -dead[each[0]]))


def _day_bands(material: Material, places: list[Place]) -> dict[Place, list[int]]:
    """The band of the highest act of each day, or of a few days where there are many."""
    step = -(-material.days // CELLS)
    count = -(-material.days // step)
    acts = material.events.set_index(ADDRESS)
    lines = {}
    for at in places:
        mine = acts.loc[[at]] if at in acts.index else acts.iloc[:0]
        top = mine.groupby((mine["day"].astype(int) - 1) // step)["rung"].max()
        lines[at] = [band(int(top.get(i, 0))) for i in range(count)]
    return lines


def _strip(material: Material, found: Endings, at: Place, ending: str, line: list[int]) -> Strip:
    kind, dead = found.kinds[ending], material.dead[at]
    told = next((each for each in material.stories if each.group and at in each.group.members), None)
    words = f"{dead:,} dead" if dead else "nobody dead"
    name, href = f"{kind.name}, {words}", f"#{told.id}" if told else ""
    title = f"{name} · {address(material.manifest, *at)}"
    return Strip(line, kind.tone, kind.shape, f"{dead:,}" if dead else "·", name, href, title)


def _reached(material: Material) -> list[tuple[str, ...]]:
    """In how many of 100 futures a rung has been reached by some days."""
    shares, rows = _shares(material, "peak"), []
    if shares.empty:
        return []
    for day in sorted({min(day, material.days) for day in REACHED}):
        at = shares[shares.index <= day].iloc[-1] if (shares.index <= day).any() else shares.iloc[0]
        cells = (
            f"{100 * at[[rung for rung in RUNGS if rung >= least]].sum():.0f}" for least in range(VIOLENT, HIGHEST + 1)
        )
        rows.append((f"{day}, {_day(material, day)}", *cells))
    return rows


def _stacked(material: Material, shares: pd.DataFrame) -> go.Figure:
    """The days as areas in a notebook."""
    import plotly.graph_objects as go

    figure, dates = go.Figure(), [material.date(day) for day in shares.index]
    for i in reversed(range(len(BANDS))):
        words, _, colour = BANDS[i]
        figure.add_scatter(
            x=dates,
            y=100 * shares[i],
            stackgroup="all",
            mode="lines",
            line={"width": 0.6, "color": "#ffffff"},
            fillcolor=colour,
            name=words,
            hovertemplate=words + ": %{y:.0f} in 100 futures<extra>%{x|%-d %b}</extra>",
        )
    styled(figure, 360)
    figure.update_yaxes(range=[0, 100], title={"text": "futures in 100", "standoff": 6}, nticks=6)
    figure.update_xaxes(tickformat="%b %Y" if material.days > A_YEAR else "%-d %b", showgrid=False, nticks=8)
    return figure


def _shares(material: Material, kind: str) -> pd.DataFrame:
    """Share of the futures by day (rows) and rung (columns); nothing counts as quiet."""
    table = material.rungs[material.rungs["kind"] == kind]
    table = table.assign(rung=table["rung"].astype(int).replace(NOTHING, 0), futures=table["futures"].astype(float))
    wide = table.pivot_table(
        index="day", columns="rung", values="futures", aggfunc="sum", fill_value=0.0, observed=True
    )
    wide = wide.reindex(columns=RUNGS, fill_value=0.0).sort_index()
    return wide.div(wide.sum(axis=1), axis=0)


def _days_finding(material: Material, violent: pd.Series) -> str:
    worst, last = int(violent.idxmax()), int(violent.index[-1])
    if not violent[worst]:
        return "No future sees violence on any day"
    on = "in the week to" if material.period == "week" else "on"
    often = f"Violence is most frequent {on} day {worst} ({_day(material, worst)}): {in_100(violent[worst])} futures"
    return often if worst == last else f"{often}. {on.capitalize()} day {last} it is {in_100(violent[last])}"


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
    return f"Thin lines: nine of ten of {draws} settings of the assumptions."


def _day(material: Material, day: int) -> str:
    date = material.date(day)
    return f"{date.day} {date:%B %Y}" if material.days > A_YEAR else f"{date.day} {date:%B}"


def _ticks(material: Material) -> list[tuple[float, str]]:
    """About five dates along the days."""
    last = max(material.days - 1, 1)
    count = min(5, material.days)
    at = sorted({round(1 + i * last / max(count - 1, 1)) for i in range(count)})
    return [((day - 1) / last, _short(material, day)) for day in at]


def _short(material: Material, day: int) -> str:
    date = material.date(day)
    return f"{date:%b %Y}" if material.days > A_YEAR else f"{date.day} {date:%b}"
