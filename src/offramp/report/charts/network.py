"""Who strikes whom."""

from __future__ import annotations

import textwrap
from typing import NamedTuple

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from offramp.report.charts.chart import BLUE, GREY, ORANGE, Chart, safe, styled
from offramp.report.material import Material
from offramp.report.words import in_100, plain
from offramp.study.story import VIOLENT

MOST = 18  # lines drawn; the table has all
COLUMNS = (0.15, 0.5, 0.85)


class Place(NamedTuple):
    """Where an actor stands, and in what colour."""

    x: float
    y: float
    colour: str


def network(material: Material) -> Chart:
    """Violent acts from whom to whom, for 100 futures."""
    acts = material.events[material.events["rung"] >= VIOLENT]
    pairs = acts.groupby([acts["actor"].astype(str), acts["target"].astype(str)]).size().sort_values(ascending=False)
    pairs = 100 * pairs[pairs > 0] / max(material.kept, 1)
    drawn = pairs.head(MOST)
    places, rows = _places(material, drawn)
    figure = go.Figure()
    widest = float(drawn.max()) if len(drawn) else 1.0
    for (actor, target), weight in reversed(list(drawn.items())):
        _draw(figure, material, actor, target, weight, 1.2 + 9 * np.sqrt(weight / widest), places)
    weight_of = _weights(drawn)
    figure.add_scatter(
        x=[place.x for place in places.values()], y=[place.y for place in places.values()], mode="markers+text",
        marker={"size": [16 + 26 * np.sqrt(weight_of[name]) for name in places], "opacity": 1,
                "color": [place.colour for place in places.values()], "line": {"color": "#ffffff", "width": 2}},
        text=[_wrapped(material.name(name)) for name in places], textposition="top center", textfont={"size": 13},
        hoverinfo="skip",
    )  # fmt: skip
    styled(figure, 110 + 88 * max(rows, 1))
    figure.update_xaxes(visible=False, range=[0, 1])
    figure.update_yaxes(visible=False, range=[-0.5, rows - 0.1])
    one, other = material.scenario.principals
    return Chart(
        id="network",
        finding=_finding(material, pairs),
        caption=f"Violent acts (rung {VIOLENT} or more) from whom to whom, in the {material.kept:,} futures whose "
        f"acts were kept: the {len(drawn)} most frequent of {len(pairs)} lines. The thicker, the more acts; a line ends "
        "in an arrow at the one who is struck.",
        figure=figure,
        head=("Who", "strikes whom", "Acts in 100 futures"),
        rows=tuple((material.name(a), material.name(b), plain(weight)) for (a, b), weight in pairs.items()),
        narrow={"layout.height": 90 + 80 * max(rows, 1), "layout.font.size": 11},
        legend=((f"side of {material.name(one)}", BLUE), (f"side of {material.name(other)}", ORANGE), ("others", GREY)),
    )  # fmt: skip


def _places(material: Material, drawn: pd.Series) -> tuple[dict[str, Place], int]:
    """Each side in its own column, the principal in the middle of it, the busier ones near it."""
    one, other = material.scenario.principals
    weight = _weights(drawn)
    columns: list[list[str]] = [[], [], []]
    for name in sorted(weight, key=lambda name: (name not in (one, other), -weight[name], name)):
        columns[{one: 0, other: 2}.get(material.sides.get(name, ""), 1)].append(name)
    rows = max((len(column) for column in columns), default=1)
    places = {}
    for x, column, colour in zip(COLUMNS, columns, (BLUE, GREY, ORANGE), strict=True):
        for i, name in enumerate(_from_the_middle(column)):
            places[name] = Place(x, (i + 0.5) * rows / len(column) - 0.5, colour)
    return places, rows


def _from_the_middle(names: list[str]) -> list[str]:
    spread: list[str] = []
    for i, name in enumerate(names):
        spread = [*spread, name] if i % 2 == 0 else [name, *spread]
    return spread


def _weights(drawn: pd.Series) -> dict[str, float]:
    total = float(drawn.sum()) or 1.0
    weight: dict[str, float] = {}
    for (actor, target), acts in drawn.items():
        for name in (actor, target):
            weight[name] = weight.get(name, 0.0) + float(acts) / total
    return weight


def _draw(
    figure: go.Figure,
    material: Material,
    actor: str,
    target: str,
    weight: float,
    width: float,
    places: dict[str, Place],
) -> None:
    """One curved line with an arrow; it bends to its own right, so that two ways between a pair stay apart."""
    a, b = places[actor], places[target]
    dx, dy = b.x - a.x, (b.y - a.y) / 8
    bend = 0.22 if abs(dx) < 0.01 else 0.10
    cx, cy = (a.x + b.x) / 2 + bend * dy * 2, (a.y + b.y) / 2 - 8 * bend * dx * 0.5
    t = np.linspace(0.04, 0.93, 40)
    x = (1 - t) ** 2 * a.x + 2 * t * (1 - t) * cx + t**2 * b.x
    y = (1 - t) ** 2 * a.y + 2 * t * (1 - t) * cy + t**2 * b.y
    words = (
        f"{safe(material.name(actor))} strikes {safe(material.name(target))}<br>{plain(weight)} times in 100 futures"
    )
    figure.add_scatter(
        x=x, y=y, mode="lines+markers", line={"width": width, "color": a.colour}, opacity=0.62,
        marker={"symbol": "arrow", "angleref": "previous", "size": [0] * 39 + [9 + 1.6 * width], "opacity": 1,
                "color": a.colour},
        hovertemplate=words + "<extra></extra>",
    )  # fmt: skip


def _finding(material: Material, pairs: pd.Series) -> str:
    if not len(pairs):
        return "Nobody strikes anybody in the futures whose acts were kept"
    (actor, target), weight = next(iter(pairs.items()))
    share = in_100(float(weight) / float(pairs.sum()))
    return f"The heaviest line is {material.name(actor)} striking {material.name(target)}: {share} violent acts"


def _wrapped(name: str) -> str:
    return "<br>".join(safe(line) for line in textwrap.wrap(name, 16)[:3])
