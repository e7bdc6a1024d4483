"""Chart of a comparison: the effect on each measure with its ranges, each on its own scale."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from offramp.report.cards import TITLES
from offramp.report.charts.chart import BLUE, GREY, INK, MUTED, ORANGE, Chart, safe, styled
from offramp.report.charts.drivers import NAMES, title
from offramp.report.components import Mark, Point, Row, Span, scale, tracks
from offramp.report.effects import difference, effect_words, level

if TYPE_CHECKING:
    import plotly.graph_objects as go

Body = Mapping[str, Any]
MOST = 14  # rows of the chart
LINES = 2  # of a row's name
LETTERS = 36  # of a line
BARS = {"luck": "#0b3c5d", "assumptions": "#f0b44c", "structure": "#b9bec6"}  # as on the cards
WIDTHS = {"structure": 18, "assumptions": 12, "luck": 5}
TONES = {GREY: ("none", "ring"), BLUE: ("help", "circle"), ORANGE: ("harm", "diamond")}
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
    measures, names = body["measures"], shown(body["measures"])
    bars = {bar: colour for bar, colour in BARS.items() if any(measures[name][bar] for name in names)}
    words = [effect_words(name, each) for name, each in measures.items()]
    return Chart(
        id=id,
        finding=_finding(body, names),
        caption=f"{body['runs']:,} pairs of futures with the same luck. Open circle: without it; full mark: "
        "with it; each row has a scale of its own, from nothing. A teal circle is better, a red diamond worse; grey is "
        "neither, or within luck.",
        drawing=tracks([_track(name, measures[name]) for name in names], summary="Measures without it and with it"),
        plot=lambda: _figure(measures, names),
        head=("Measure", "With", "Without", "Effect", "Luck", "Assumptions", "Structure", "Better", "Worse"),
        rows=tuple(
            tuple(each[part] for part in "title with_it without effect luck assumptions structure better worse".split())
            for each in words
        ),
        legend=(*bars.items(), ("better", BLUE), ("worse", ORANGE)),
    )


def shown(measures: Mapping[str, Body]) -> list[str]:
    """The measures that matter for any case, and then of the others what moves most surely."""
    first = [name for name in TITLES if name in measures]
    known = [name for name in NAMES if name in measures and name not in first]
    others = [name for name in measures if name not in (*first, *known)]
    rest = [name for some in (known, others) for name in sorted(some, key=lambda name: -sureness(measures[name]))]
    return [*first, *(name for name in rest if measures[name]["beyond_luck"])][:MOST]


def sureness(each: Body) -> float:
    """How far an effect is from zero, in half-widths of its luck."""
    low, high = each["luck"] or (0.0, 0.0)
    return float(abs(low + high) / max(high - low, 1e-12))


def subject(body: Body) -> str:
    """What is compared, as a sentence says it."""
    if body["event"]:
        return f"the {body['event'].replace('-', ' ')}"
    if body["offramps"]:
        return f"“{body['what']}”"
    return " and ".join(f"{path} = {value}" for path, value in body["sets"].items())


def _track(name: str, each: Body) -> Row:
    """Without it an open circle, with it a full mark, on a scale of the row's own."""
    tone, shape = TONES[_way(each)[0]]
    top = 1.1 * max(abs(each["with"]), abs(each["without"])) or 1.0
    here, there = scale(each["with"], 0, top), scale(each["without"], 0, top)
    sure = each["beyond_luck"]
    marks: list[Mark] = [Span(there, here, tone, "bar"), Point(there, "point", "ring"), Point(here, tone, shape)]
    value = difference(each["difference"], each["unit"]) if sure else "within luck"
    ends = (level(each[part], each["unit"]) for part in ("without", "with"))
    return Row(title(name, each["says"]), marks, value, " → ".join(ends))


def _figure(measures: Mapping[str, Body], names: Sequence[str]) -> go.Figure:
    import plotly.graph_objects as go

    figure, rows = go.Figure(), [measures[name] for name in names]
    labels = [_label(name, measures[name]) for name in names]
    for bar, width in WIDTHS.items():
        for n, each in enumerate(rows):
            if each[bar]:
                ends = [end / _widest(each) for end in each[bar]]
                line = {"color": BARS[bar], "width": width}
                figure.add_scatter(x=ends, y=[n, n], mode="lines", line=line, hoverinfo="skip")
    ways = [_way(each) for each in rows]
    figure.add_scatter(
        x=[(each["difference"] or 0.0) / _widest(each) for each in rows],
        y=list(range(len(rows))),
        mode="markers",
        marker={
            "size": 11,
            "color": [colour for colour, _ in ways],
            "symbol": [symbol for _, symbol in ways],
            "line": {"color": "#fff", "width": 1.5},
        },
        customdata=labels,
        hovertemplate="%{customdata}<extra></extra>",
    )
    figure.add_vline(x=0, line={"color": MUTED, "width": 1})
    styled(figure, 60 + 46 * len(names))
    figure.update_xaxes(range=(-1.06, 1.06), showticklabels=False, showgrid=False)
    figure.update_yaxes(
        range=(len(rows) - 0.4, -0.6),
        tickvals=list(range(len(rows))),
        ticktext=labels,
        showgrid=False,
        tickfont={"size": 12, "color": INK},
    )
    return figure


def _label(name: str, each: Body, letters: int = LETTERS) -> str:
    """A row's name, folded and cut where it is long, and its effect."""
    folded = textwrap.wrap(title(name, each["says"]), letters, max_lines=LINES, placeholder=" …")
    effect = safe(difference(each["difference"], each["unit"]))
    return "<br>".join([*map(safe, folded), f"<b>{effect}</b>" if each["beyond_luck"] else effect])


def _widest(each: Body) -> float:
    ends = [abs(end) for bar in ("luck", "assumptions", "structure") for end in each[bar] or ()]
    return max([*ends, abs(each["difference"] or 0.0)]) or 1.0


def _way(each: Body) -> tuple[str, str]:
    """The colour and the shape of a row's point: whether it is better or worse, as far as anybody could say."""
    if not each["beyond_luck"] or each["better"] is None or each["better"] == each["worse"]:
        return GREY, "circle-open"
    return (BLUE, "circle") if each["better"] > each["worse"] else (ORANGE, "diamond")


def _finding(body: Body, names: Sequence[str]) -> str:
    """What it does to the chance of a war, else of a violent answer, else what it moves most surely."""
    found = {name: body["measures"][name] for name in names}
    sure = {name: each for name, each in found.items() if each["beyond_luck"]}
    if not sure:
        return f"No measure moves beyond luck with {subject(body)}"
    name = next((name for name in LEADING if name in sure), max(sure, key=lambda name: sureness(sure[name])))
    each = sure[name]
    with_it, without = (level(each[part], each["unit"]) for part in ("with", "without"))
    return f"{title(name, each['says'])}: {with_it} with {subject(body)}, {without} without"
