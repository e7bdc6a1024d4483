"""Off-ramps: the risk that is left against the price, and the front that nothing beats in both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from string import ascii_lowercase
from typing import Any

import plotly.graph_objects as go

from offramp.report.charts.chart import BLUE, GREEN, GREY, GRID, INK, MUTED, ORANGE, Chart, safe, styled
from offramp.report.charts.drivers import SHARES, change, title
from offramp.report.words import in_100

COLOURS = {"helps": BLUE, "harms": ORANGE, "no effect found": GREY}
Body = Mapping[str, Any]


@dataclass(frozen=True)
class Point:
    """One off-ramp, or two together, as the chart shows it."""

    number: str  # its rank if it does something; a letter for two together
    name: str
    price: tuple[float, float, float]
    front: bool
    verdict: str
    effect: Body  # on the risk

    @property
    def half(self) -> float:
        """Half the luck of the effect."""
        low, high = self.effect["luck"] or (0.0, 0.0)
        return float(high - low) / 2


def offramps(body: Body) -> Chart:
    """Every off-ramp, and every pair on the front, by its price and by the risk that it leaves.

    Parameters
    ----------
    body : mapping
        What `offramp offramps --json` prints.
    """
    shown = points(body)
    unit = shown[0].effect["unit"]
    return Chart(
        id="offramps",
        finding=_finding(body, shown),
        caption=f"Each off-ramp taken in {body['runs']:,} futures with the luck of those in which none is taken (the "
        "broken line). Across: its price as the case declares it, with its range. Up: the risk that it leaves, with "
        "the luck of its effect. The green line joins what nothing tried beats in both. A number is the rank in the "
        "table, a letter two together; grey is without effect beyond luck.",
        figure=_figure(body, shown),
        head=("Off-ramp", "Price", "Risk with it", "Effect", "Luck", "Verdict"),
        rows=tuple(_row(each, unit) for each in shown),
        narrow={"layout.yaxis.title.font.size": 11, "layout.xaxis.title.text": "Price, 0 free to 1"},
        legend=(
            *COLOURS.items(),
            ("nothing beats it", GREEN),
            *((f"{each.number} {each.name}", COLOURS[each.verdict]) for each in shown if each.number),
        ),
    )


def points(body: Body) -> list[Point]:
    """What the chart shows."""
    names = {id: each["name"] for id, each in body["offramps"].items()}
    alone = [_point(str(n), each["name"], each, body["risk"]) for n, each in enumerate(body["offramps"].values(), 1)]
    ahead = [each for each in body["pairs"] if each["front"]]
    both = [
        _point(letter, " and ".join(names[id] for id in each["offramps"]), each, body["risk"])
        for letter, each in zip(ascii_lowercase, ahead, strict=False)
    ]
    return alone + both


def _point(number: str, name: str, each: Body, risk: str) -> Point:
    low, middle, high = each["price"]
    shown = "" if each["verdict"] == "no effect found" else number
    return Point(shown, name, (low, middle, high), each["front"], each["verdict"], each["measures"][risk])


def _figure(body: Body, shown: Sequence[Point]) -> go.Figure:
    figure, effect = go.Figure(), shown[0].effect
    scale = 100 if effect["unit"] in SHARES else 1
    ahead = sorted((each.price[1], scale * each.effect["with"]) for each in shown if each.front)
    figure.add_hline(y=scale * body["without"], line={"color": MUTED, "dash": "dot", "width": 1})
    if ahead:
        across, up = zip((0.0, scale * body["without"]), *ahead, strict=True)
        figure.add_scatter(x=across, y=up, mode="lines", line={"color": GREEN, "width": 3}, hoverinfo="skip")
    for verdict, colour in COLOURS.items():
        if some := [each for each in shown if each.verdict == verdict]:
            figure.add_scatter(**_points(some, scale, colour))
    styled(figure, 520)
    unit = "in 100 futures" if scale == 100 else effect["unit"]
    figure.update_yaxes(title=f"{safe(title(body['risk'], effect['says']))}, {unit}", rangemode="tozero")
    figure.update_xaxes(title="Price, from 0 (free) to 1 (as dear as can be)", range=(-0.08, 1.05))
    return figure


def _points(some: Sequence[Point], scale: int, colour: str) -> dict[str, Any]:
    """The off-ramps of one verdict; the numbers of those that do something stand in the legend with their names."""
    return {
        "x": [each.price[1] for each in some], "y": [scale * each.effect["with"] for each in some],
        "mode": "markers+text", "text": [f" {each.number}" if each.number else "" for each in some],
        "textposition": "top right", "textfont": {"size": 12, "color": INK}, "cliponaxis": False,
        "customdata": [safe(each.name) for each in some],
        "marker": {"color": colour, "size": 9}, "hovertemplate": "%{customdata}: %{y:.1f} at %{x:.2f}<extra></extra>",
        "error_y": {"array": [scale * each.half for each in some], "color": colour, "thickness": 1, "width": 0},
        "error_x": {
            "array": [each.price[2] - each.price[1] for each in some],
            "arrayminus": [each.price[1] - each.price[0] for each in some],
            "color": GRID, "thickness": 1, "width": 0,
        },
    }  # fmt: skip


def _finding(body: Body, shown: Sequence[Point]) -> str:
    """The least risk that anything leaves."""
    effect = shown[0].effect
    measure, unit = title(body["risk"], effect["says"]), effect["unit"]
    helping = [each for each in shown if each.verdict == "helps"]
    if not helping:
        return f"{measure}: nothing that was tried helps beyond luck"
    best = max(helping, key=lambda each: abs(each.effect["difference"]))
    say = in_100 if unit in SHARES else lambda value: change(value, unit, "")
    left = say(best.effect["with"])
    return f"{measure}: {say(body['without'])} if no off-ramp is taken, {left} with the best: {best.name}"


def _row(each: Point, unit: str) -> tuple[str, ...]:
    luck = each.effect["luck"]
    return (
        each.name, f"{each.price[1]:.2f}", change(each.effect["with"], unit, ""),
        change(each.effect["difference"] or 0.0, unit),
        " to ".join(change(end, unit) for end in luck) if luck else "not known", each.verdict,
    )  # fmt: skip
