"""Chart of the dead: quantiles of the futures on a tenfold scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from offramp.report.charts.chart import Chart, styled
from offramp.report.components import Bar, Note, bars, dotplot
from offramp.report.components.markup import element
from offramp.report.findings.shares import Shares
from offramp.report.material import Material
from offramp.study.outlook.dead import BAD, MIDDLE
from offramp.wording.counts import cell, of_100, people
from offramp.wording.numbers import figure as figure_words

if TYPE_CHECKING:
    import plotly.graph_objects as go
    from markupsafe import Markup

DOTS = 50
PASSED = (1, 25, 100, 1_000)  # numbers of dead that may be reached


def deaths(material: Material, shares: Shares | None = None) -> Chart:
    """Fifty equally likely futures by their dead, and the chances of reaching a few numbers."""
    shares = shares or material.shares
    rows = shares.dead.rows((np.arange(DOTS) + 0.5) / DOTS)
    values = shares.dead.total[rows].tolist()
    war = material.runs["war_prob"].to_numpy(float)[shares.dead.order[rows]] > 0
    tones = list(map(_tone, values, war))
    finding = _finding(shares)
    return Chart(
        id="deaths",
        finding=finding,
        caption=f"Each dot is one of {DOTS} equally likely futures; a diamond is war. The scale grows "
        f"tenfold at each step. {_skew(shares)}"
        f"{material.futures:,} futures.",
        drawing=dotplot(values, tones, _notes(shares), finding, ("war",)) + _passing(shares),
        head=("Dead", "Futures in 100 with as many or more", "Civilians alone"),
        rows=tuple(
            (f"{number:,}", *(f"{100 * shares.dead.at_least(number, civil):.1f}" for civil in (False, True)))
            for number in (1, 3, 10, 25, 30, 100, 300, 1_000, 3_000, 10_000)
        ),
        plot=lambda: _figure(values),
    )


def _tone(dead: float, war: bool) -> str:
    return "war" if war else "deal" if dead < 1 else "other"


def _finding(shares: Shares) -> str:
    middle, bad = shares.dead.at(MIDDLE), shares.dead.at(BAD)
    if not bad:
        return "Nobody is killed in at least 95 of 100 futures"
    start = (
        f"Half of the futures have {people(middle)} dead or fewer"
        if middle >= 1
        else "In at least half of the futures nobody dies"
    )
    return f"{start}; one in twenty has {people(bad)} or more"


def _notes(shares: Shares) -> list[Note]:
    middle, bad = shares.dead.at(MIDDLE), shares.dead.at(BAD)
    said = [Note(middle, f"half: {people(middle)} or fewer")] if middle >= 1 else []
    return [*said, *([Note(bad, f"1 in 20: {people(bad)} or more")] if bad >= 1 else [])]


def _passing(shares: Shares) -> Markup:
    """The chances of reaching a number, as bars."""
    nobody = [Bar("nobody dies", shares.dead.fewer(1), cell(shares.dead.fewer(1)), "deal")]
    some = [
        Bar(f"{number:,} dead or more", share, cell(share), "other" if number < 1_000 else "war")
        for number in PASSED[1:]
        for share in [shares.dead.at_least(number)]
    ]
    none = shares.dead.fewer(1, True)
    civil = [Bar("no civilian dies", none, cell(none), "deal")]
    drawn = bars([*nobody, *civil, *some], summary="Futures in 100")
    return element("div", element("p", "Of 100 futures, in so many", class_="over"), drawn, class_="passing")


def _skew(shares: Shares) -> str:
    """Where the average stands among the futures, and how much of it the worst make."""
    ranked = shares.dead
    mean = float(ranked.total @ ranked.weight)
    if mean < 1:
        return ""
    below = ranked.fewer(mean)
    worst = slice(int(ranked.rows(np.array([BAD]))[0]), None)
    part = float(ranked.total[worst] @ ranked.weight[worst]) / mean
    return (
        f"The average, {figure_words(mean)}, is higher than in {of_100(below)} of 100 futures: "
        f"the worst twentieth holds {of_100(part)} of 100 dead. "
    )


def _figure(values: list[float]) -> go.Figure:
    """The same fifty futures in a notebook: sorted, on a tenfold scale."""
    import plotly.graph_objects as go

    figure = go.Figure()
    figure.add_scatter(
        x=[max(value, 0.5) for value in values],
        y=list(range(1, DOTS + 1)),
        mode="markers",
        customdata=values,
        hovertemplate="%{customdata:,.0f} dead<extra></extra>",
    )
    styled(figure, 380)
    figure.update_xaxes(type="log", title="people killed (nobody at the left edge)")
    figure.update_yaxes(title="of 50 equally likely futures, so many have as many or fewer")
    return figure
