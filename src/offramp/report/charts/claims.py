"""Chart of claims: share of the settings in which each is true, with its ranges and verdict."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from offramp.report.charts.chart import GREEN, GREY, INK, MUTED, ORANGE, Chart, safe, styled
from offramp.report.components import Verdict, verdicts

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from offramp.study.claims.result import Judged, Verdicts

LUCK, STRUCTURE = "#0b3c5d", "#b9bec6"  # as on the cards
YELLOW = "#e0a100"
COLOURS = {"holds": GREEN, "fails": ORANGE, "turns": YELLOW, "undecided": GREY}
WORDS = {"holds": "holds", "fails": "fails", "turns": "turns on an assumption", "undecided": "undecided"}

STAMPS = {
    "holds": ("help", "circle"),
    "fails": ("harm", "diamond"),
    "turns": ("on", "triangle"),
    "undecided": ("none", "ring"),
    "refused": ("none", "square"),
}
COUNTED = {  # one, and several
    "holds": ("holds", "hold"),
    "fails": ("fails", "fail"),
    "turns": ("turns on an assumption", "turn on an assumption"),
    "undecided": ("is undecided", "are undecided"),
    "refused": ("is refused", "are refused"),
}


def claims(made: Verdicts, id: str = "claims") -> Chart:
    """Every claim that was judged, in the order of the case.

    Parameters
    ----------
    made : Verdicts
    id : str
        Names the chart in the page.
    """
    shown = [each for each in made.claims if each.verdict != "refused"]
    return Chart(
        id=id,
        finding=finding(made.claims),
        caption=f"In how many of 100 settings of the assumptions ({made.draws:,} were played) each claim is true, "
        "as twenty dots and as a number. At most 10 under every rule is a failure, at least 90 holds; in between it "
        "turns on an assumption, or nobody can tell.",
        drawing=verdicts([_stamped(each) for each in made.claims], "Claims and verdicts"),
        plot=lambda: _figure(shown),
        head=("Claim", "Voice", "Verdict", "True in 100", "Luck", "Assumptions", "Structure"),
        rows=tuple(_row(each) for each in shown),
        legend=tuple((WORDS[word], colour) for word, colour in COLOURS.items()),
    )


def finding(claims: Iterable[Judged]) -> str:
    """How many of the claims fared how."""
    verdicts: list[str] = [each.verdict for each in claims]
    counts = {word: verdicts.count(word) for word in COUNTED}
    said = [f"{n} {COUNTED[word][n > 1]}" for word, n in counts.items() if n]
    return f"Of {len(verdicts)} claims {', '.join(said)}"


def _stamped(each: Judged) -> Verdict:
    tone, shape = STAMPS[each.verdict]
    word = WORDS.get(each.verdict) or each.verdict
    return Verdict(each.says, each.voice, word, tone, shape, each.true.estimate)


def _figure(shown: Sequence[Judged]) -> go.Figure:
    import plotly.graph_objects as go

    figure = go.Figure()
    for bar, colour, width in (("structure", STRUCTURE, 12), ("luck", LUCK, 4)):
        for each in shown:
            if span := getattr(each.true, bar):
                figure.add_scatter(
                    x=[100 * end for end in span],
                    y=[each.id] * 2,
                    mode="lines",
                    line={"color": colour, "width": width},
                    hoverinfo="skip",
                )
    for word, colour in COLOURS.items():
        some = [each for each in shown if each.verdict == word]
        figure.add_scatter(
            x=[100 * (each.true.estimate or 0.0) for each in some],
            y=[each.id for each in some],
            mode="markers",
            marker={"color": colour, "size": 12, "line": {"color": "#fff", "width": 1.5}},
            customdata=[safe(each.says) for each in some],
            hovertemplate="%{y}: %{x:.0f} in 100<extra></extra>",
        )
    for at in (10, 90):
        figure.add_vline(x=at, line={"color": MUTED, "dash": "dot", "width": 1})
    styled(figure, 90 + 27 * max(1, len(shown)))
    figure.update_xaxes(title="true in so many of 100 settings", range=(-3, 103))
    figure.update_yaxes(
        categoryorder="array", categoryarray=[each.id for each in shown][::-1], tickfont={"size": 12, "color": INK}
    )
    return figure


def _row(each: Judged) -> tuple[str, ...]:
    found = each.true
    spans = [
        " to ".join(_in_100(end) for end in span) if span else "not played"
        for span in (found.luck, found.assumptions, found.structure)
    ]
    return (each.id, each.voice, each.verdict, _in_100(found.estimate or 0.0), *spans)


def _in_100(share: float) -> str:
    return f"{100 * share:.0f}"
