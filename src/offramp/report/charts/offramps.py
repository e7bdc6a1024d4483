"""Off-ramps: the risk that is left against the price, and the front that nothing beats in both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from offramp.report.charts.chart import BLUE, GREEN, GREY, GRID, INK, MUTED, ORANGE, Chart, safe, styled
from offramp.report.charts.drivers import SHARES, change, title
from offramp.report.words import in_100

COLOURS = {"helps": BLUE, "harms": ORANGE, "no effect found": GREY}
ROOM = 0.7  # a dearer one has its name to the left
Body = Mapping[str, Any]


@dataclass(frozen=True)
class Point:
    """One off-ramp, or two together, as the chart shows it."""

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
        "the luck of its effect. The green line joins what nothing tried beats in both. Grey: no effect beyond luck.",
        figure=_figure(body, shown),
        head=("Off-ramp", "Price", "Risk with it", "Effect", "Luck", "Verdict"),
        rows=tuple(_row(each, unit) for each in shown),
        narrow={
            "layout.yaxis.title.font.size": 11,
            "layout.xaxis.title.text": "Price, 0 free to 1",
            "layout.height": 480,
        }
        | {f"data.{n}.textfont.size": 9 for n in range(1 + len(COLOURS))},
        legend=(("helps", BLUE), ("no effect found", GREY), ("harms", ORANGE), ("nothing beats it", GREEN)),
    )


def points(body: Body) -> list[Point]:
    """What the chart shows."""
    names = {id: each["name"] for id, each in body["offramps"].items()}
    alone = [_point(each["name"], each, body["risk"]) for each in body["offramps"].values()]
    both = [each for each in body["pairs"] if each["front"]]
    return alone + [_point(" and ".join(names[id] for id in each["offramps"]), each, body["risk"]) for each in both]


def _point(name: str, each: Body, risk: str) -> Point:
    low, middle, high = each["price"]
    return Point(name, (low, middle, high), each["front"], each["verdict"], each["measures"][risk])


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
    styled(figure, 560)
    unit = "in 100 futures" if scale == 100 else effect["unit"]
    figure.update_yaxes(title=f"{safe(title(body['risk'], effect['says']))}, {unit}", rangemode="tozero")
    figure.update_xaxes(title="Price, from 0 (free) to 1 (as dear as can be)", range=(-0.08, 1.05))
    return figure


def _points(some: Sequence[Point], scale: int, colour: str) -> dict[str, Any]:
    """The off-ramps of one verdict; named are those on the front and those that harm, the others where one points."""
    return {
        "x": [each.price[1] for each in some], "y": [scale * each.effect["with"] for each in some],
        "mode": "markers+text",
        "text": [safe(each.name) if each.front or colour == ORANGE else "" for each in some],
        "textposition": [_where(each) for each in some], "textfont": {"size": 11, "color": INK}, "cliponaxis": False,
        "customdata": [safe(each.name) for each in some],
        "marker": {"color": colour, "size": 9}, "hovertemplate": "%{customdata}: %{y:.1f} at %{x:.2f}<extra></extra>",
        "error_y": {"array": [scale * each.half for each in some], "color": colour, "thickness": 1, "width": 0},
        "error_x": {
            "array": [each.price[2] - each.price[1] for each in some],
            "arrayminus": [each.price[1] - each.price[0] for each in some],
            "color": GRID, "thickness": 1, "width": 0,
        },
    }  # fmt: skip


def _where(each: Point) -> str:
    """Where a name has room: below the front, above everything else."""
    side = "left" if each.price[1] > ROOM else "center"
    return f"{'bottom' if each.front else 'top'} {side}"


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
