"""What an event, off-ramps or a setting do to each measure: the effect with its bars, in a scale of its own."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from offramp.report.cards import TITLES
from offramp.report.charts.chart import BLUE, GREY, INK, MUTED, ORANGE, Chart, safe, styled
from offramp.report.charts.drivers import NAMES, title
from offramp.report.effects import difference, effect_words, level

Body = Mapping[str, Any]
MOST = 14  # rows of the chart
LUCK, ASSUMPTIONS, STRUCTURE = "#0b3c5d", "#f0b44c", "#b9bec6"  # as on the cards
LEADING = ("war_prob", "violent_answer_30d_prob", "open_violent_answer_30d_prob")


def compare(body: Body, id: str = "compare") -> Chart:
    """The effect on the measures that matter, each against the widest of its own bars.

    Parameters
    ----------
    body : mapping
        What `offramp compare --json` prints.
    id : str
        Names the chart in the page.
    """
    names = shown(body["measures"])[:MOST]
    rows = [effect_words(name, each) for name, each in body["measures"].items()]
    return Chart(
        id=id,
        finding=_finding(body, names),
        caption=f"{body['runs']:,} pairs of futures with the same luck. Zero, the thin line, is no effect. Each row "
        "has a scale of its own, the widest of its bars; the number stands beside its name. Blue: better; orange: "
        "worse; grey: neither, or within luck.",
        figure=_figure(body["measures"], names),
        head=("Measure", "With", "Without", "Effect", "Luck", "Assumptions", "Structure", "Better", "Worse"),
        rows=tuple(
            tuple(row[part] for part in "title with_it without effect luck assumptions structure better worse".split())
            for row in rows
        ),
        narrow={"layout.yaxis.tickfont.size": 10.5},
        legend=(("luck", LUCK), ("assumptions", ASSUMPTIONS), ("structure", STRUCTURE)),
    )


def shown(measures: Mapping[str, Body]) -> list[str]:
    """The measures that matter for any case, and then of the others what moves most surely."""
    known = [name for name in (*TITLES, *NAMES) if name in measures]
    others = [name for name, each in measures.items() if name not in known and each["beyond_luck"]]
    return known[: len(TITLES)] + sorted([*known[len(TITLES) :], *others], key=lambda name: -sureness(measures[name]))


def sureness(each: Body) -> float:
    """How far an effect is from zero, in half-widths of its luck."""
    low, high = each["luck"] or (0.0, 0.0)
    return float(abs(low + high) / max(high - low, 1e-12))


def subject(body: Body) -> str:
    """What is compared, as a sentence says it."""
    sets = " and ".join(f"{path}={value}" for path, value in body["sets"].items())
    return body["event"] or " and ".join(body["offramps"]) or sets


def _figure(measures: Mapping[str, Body], names: Sequence[str]) -> go.Figure:
    figure = go.Figure()
    rows = [measures[name] for name in names]
    labels = [_label(name, each) for name, each in zip(names, rows, strict=True)]
    scale = [_widest(each) for each in rows]
    for bar, colour, width in (("structure", STRUCTURE, 18), ("assumptions", ASSUMPTIONS, 12), ("luck", LUCK, 5)):
        for each, label, widest in zip(rows, labels, scale, strict=True):
            if each[bar]:
                ends = [end / widest for end in each[bar]]
                figure.add_scatter(
                    x=ends, y=[label] * 2, mode="lines", line={"color": colour, "width": width}, hoverinfo="skip"
                )
    figure.add_scatter(
        x=[(each["difference"] or 0.0) / widest for each, widest in zip(rows, scale, strict=True)], y=labels,
        mode="markers", marker={"size": 11, "color": [*map(_colour, rows)], "line": {"color": "#fff", "width": 1.5}},
        hovertemplate="%{y}<extra></extra>",
    )  # fmt: skip
    figure.add_vline(x=0, line={"color": MUTED, "width": 1})
    styled(figure, 60 + 44 * len(names))
    figure.update_xaxes(range=(-1.06, 1.06), showticklabels=False, showgrid=False)
    figure.update_yaxes(autorange="reversed", tickfont={"size": 12, "color": INK}, showgrid=False)
    return figure


def _label(name: str, each: Body) -> str:
    """A row's name, folded where it is long, and its effect."""
    words = "<br>".join(map(safe, textwrap.wrap(title(name, each["says"]), 34)))
    effect = safe(difference(each["difference"], each["unit"]))
    return f"{words}<br><b>{effect}</b>" if each["beyond_luck"] else f"{words}<br>{effect}"


def _widest(each: Body) -> float:
    ends = [abs(end) for bar in ("luck", "assumptions", "structure") for end in each[bar] or ()]
    return max([*ends, abs(each["difference"] or 0.0)]) or 1.0


def _colour(each: Body) -> str:
    if not each["beyond_luck"] or each["better"] is None or each["better"] == each["worse"]:
        return GREY
    return BLUE if each["better"] > each["worse"] else ORANGE


def _finding(body: Body, names: Sequence[str]) -> str:
    """What it does to the chance of a war, else of a violent answer, else what it moves most surely."""
    found = {name: body["measures"][name] for name in names}
    sure = {name: each for name, each in found.items() if each["beyond_luck"]}
    if not sure:
        return f"{subject(body).capitalize()}: no measure moves beyond luck"
    name = next((name for name in LEADING if name in sure), max(sure, key=lambda name: sureness(sure[name])))
    each = sure[name]
    with_it, without = (level(each[part], each["unit"]) for part in ("with", "without"))
    return f"{title(name, each['says'])}: {with_it} with {subject(body)}, {without} without"
