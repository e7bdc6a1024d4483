"""Chart of a comparison: the effect on each measure with its ranges, each on its own scale."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING

from offramp.report.charts.chart import BLUE, GREY, INK, MUTED, ORANGE, Chart, safe, styled
from offramp.report.components import Mark, Point, Row, Span, scale, tracks
from offramp.report.effects import effect_words
from offramp.wording.measures import difference, level, title

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from offramp.study.compare.result import Comparison
    from offramp.study.shared.effects import Effect

LINES = 2  # of a row's name
LETTERS = 36  # of a line
BARS = {"luck": "#0b3c5d", "assumptions": "#f0b44c", "structure": "#b9bec6"}  # as on the cards
WIDTHS = {"structure": 18, "assumptions": 12, "luck": 5}
TONES = {GREY: ("none", "ring"), BLUE: ("help", "circle"), ORANGE: ("harm", "diamond")}
LEADING = ("war_prob", "violent_answer_30d_prob", "open_violent_answer_30d_prob")


def compare(made: Comparison, id: str = "compare") -> Chart:
    """The effect on the measures that matter, each against the widest of its own bars.

    Parameters
    ----------
    made : Comparison
    id : str
        Names the chart in the page.
    """
    shown = made.leading
    bars = {bar: colour for bar, colour in BARS.items() if any(getattr(each.difference, bar) for each in shown)}
    words = [effect_words(each) for each in made.effects]
    return Chart(
        id=id,
        finding=_finding(made, shown),
        caption=f"{made.runs:,} pairs of futures with the same luck. Open circle: without it; full mark: "
        "with it; each row has a scale of its own, from nothing. A teal circle is better, a red diamond worse; grey is "
        "neither, or within luck.",
        drawing=tracks([_track(each) for each in shown], summary="Measures without it and with it"),
        plot=lambda: _figure(shown),
        head=("Measure", "With", "Without", "Effect", "Luck", "Assumptions", "Structure", "Better", "Worse"),
        rows=tuple(
            tuple(each[part] for part in "title with_it without effect luck assumptions structure better worse".split())
            for each in words
        ),
        legend=(*bars.items(), ("better", BLUE), ("worse", ORANGE)),
    )


def subject(made: Comparison) -> str:
    """What is compared, as a sentence says it."""
    if made.event:
        return f"the {made.event.replace('-', ' ')}"
    if made.offramps:
        return f"“{made.what}”"
    return " and ".join(f"{path} = {value}" for path, value in made.sets.items())


def _track(each: Effect) -> Row:
    """Without it an open circle, with it a full mark, on a scale of the row's own."""
    tone, shape = TONES[_way(each)[0]]
    top = 1.1 * max(abs(each.with_it), abs(each.without)) or 1.0
    here, there = scale(each.with_it, 0, top), scale(each.without, 0, top)
    sure = each.beyond_luck
    marks: list[Mark] = [Span(there, here, tone, "bar"), Point(there, "point", "ring"), Point(here, tone, shape)]
    value = difference(each.difference.estimate, each.unit) if sure else "within luck"
    ends = (level(value, each.unit) for value in (each.without, each.with_it))
    return Row(title(each.measure, each.says), marks, value, " → ".join(ends))


def _figure(rows: Sequence[Effect]) -> go.Figure:
    import plotly.graph_objects as go

    figure, labels = go.Figure(), [_label(each) for each in rows]
    for bar, width in WIDTHS.items():
        for n, each in enumerate(rows):
            if span := getattr(each.difference, bar):
                ends = [end / _widest(each) for end in span]
                line = {"color": BARS[bar], "width": width}
                figure.add_scatter(x=ends, y=[n, n], mode="lines", line=line, hoverinfo="skip")
    ways = [_way(each) for each in rows]
    figure.add_scatter(
        x=[(each.difference.estimate or 0.0) / _widest(each) for each in rows],
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
    styled(figure, 60 + 46 * len(rows))
    figure.update_xaxes(range=(-1.06, 1.06), showticklabels=False, showgrid=False)
    figure.update_yaxes(
        range=(len(rows) - 0.4, -0.6),
        tickvals=list(range(len(rows))),
        ticktext=labels,
        showgrid=False,
        tickfont={"size": 12, "color": INK},
    )
    return figure


def _label(each: Effect, letters: int = LETTERS) -> str:
    """A row's name, folded and cut where it is long, and its effect."""
    folded = textwrap.wrap(title(each.measure, each.says), letters, max_lines=LINES, placeholder=" …")
    effect = safe(difference(each.difference.estimate, each.unit))
    return "<br>".join([*map(safe, folded), f"<b>{effect}</b>" if each.beyond_luck else effect])


def _widest(each: Effect) -> float:
    ends = [abs(end) for bar in BARS for end in getattr(each.difference, bar) or ()]
    return max([*ends, abs(each.difference.estimate or 0.0)]) or 1.0


def _way(each: Effect) -> tuple[str, str]:
    """The colour and the shape of a row's point: whether it is better or worse, as far as anybody could say."""
    if not each.beyond_luck or each.better is None or each.worse is None or each.better == each.worse:
        return GREY, "circle-open"
    return (BLUE, "circle") if each.better > each.worse else (ORANGE, "diamond")


def _finding(made: Comparison, shown: Sequence[Effect]) -> str:
    """What it does to the chance of a war, else of a violent answer, else what it moves most surely."""
    sure = {each.measure: each for each in shown if each.beyond_luck}
    if not sure:
        return f"No measure moves beyond luck with {subject(made)}"
    leading = next((sure[name] for name in LEADING if name in sure), None)
    each = leading or max(sure.values(), key=lambda each: each.sureness)
    with_it, without = (level(value, each.unit) for value in (each.with_it, each.without))
    return f"{title(each.measure, each.says)}: {with_it} with {subject(made)}, {without} without"
