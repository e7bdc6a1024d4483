"""Who strikes whom."""

from __future__ import annotations

import textwrap
from typing import NamedTuple

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from offramp.report.charts.chart import BLUE, GREY, NOT_KEPT, ORANGE, Chart, safe, styled
from offramp.report.material import Material
from offramp.report.words import in_100, plain
from offramp.study.stories.story import VIOLENT
from offramp.wording.names import with_article

MOST = 18  # lines drawn; the table has all
LEFT, RIGHT = 0.15, 0.85


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
        text=[_wrapped(material.name(name)) for name in places], textfont={"size": 13},
        textposition=[_above_or_below(place) for place in places.values()],
        hoverinfo="skip",
    )  # fmt: skip
    height = 60 + 84 * rows + (150 if any(place.y < -1 for place in places.values()) else 0)
    styled(figure, height)
    figure.update_xaxes(visible=False, range=[0, 1])
    lowest = min((place.y for place in places.values()), default=0)
    figure.update_yaxes(visible=False, range=[min(lowest, 0) - 0.8, rows - 0.1])
    one, other = material.scenario.principals
    return Chart(
        id="network",
        finding=_finding(material, pairs),
        caption=f"Violent acts (rung {VIOLENT} or more) from whom to whom, in the {material.kept:,} futures whose "
        f"acts were kept: {_how_many(len(drawn), len(pairs))}. The thicker, the more acts; a line "
        "ends in an arrow at the one who is struck.",
        figure=figure,
        head=("Who", "strikes whom", "Acts in 100 futures"),
        rows=tuple((material.name(a), material.name(b), plain(weight)) for (a, b), weight in pairs.items()),
        narrow={"layout.height": 0.92 * height, "layout.font.size": 11},
        legend=((_side(material, one), BLUE), (_side(material, other), ORANGE), ("others", GREY)),
    )  # fmt: skip


def _places(material: Material, drawn: pd.Series) -> tuple[dict[str, Place], int]:
    """Each side in its own column with the busier ones in the middle; the others below, clear of the lines between."""
    one, other = material.scenario.principals
    weight = _weights(drawn)
    groups: dict[str, list[str]] = {one: [], other: [], "": []}
    for name in sorted(weight, key=lambda name: (name not in (one, other), -weight[name], name)):
        side = material.sides.get(name, "")
        groups[side if side in (one, other) else ""].append(name)
    rows = max(len(groups[one]), len(groups[other]), 1)
    places = {}
    for x, side, colour in ((LEFT, one, BLUE), (RIGHT, other, ORANGE)):
        for i, name in enumerate(_from_the_middle(groups[side])):
            places[name] = Place(x, (i + 0.5) * rows / len(groups[side]) - 0.5, colour)
    for i, name in enumerate(groups[""]):  # in a zigzag, so that names stay apart
        x = LEFT + (RIGHT - LEFT) * (i + 1) / (len(groups[""]) + 1)
        places[name] = Place(x, -1.1 - 0.75 * (i % 2), GREY)
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
    if not material.kept:
        return NOT_KEPT
    if not len(pairs):
        return "Nobody strikes anybody in the futures whose acts were kept"
    (actor, target), weight = next(iter(pairs.items()))
    share = in_100(float(weight) / float(pairs.sum()))
    who, whom = with_article(material.name(actor)), with_article(material.name(target))
    return f"The heaviest line is {who} striking {whom}: {share} violent acts"


def _side(material: Material, root: str) -> str:
    return f"side of {with_article(material.name(root))}"


def _above_or_below(place: Place) -> str:
    return "bottom center" if place.colour == GREY else "top center"


def _how_many(drawn: int, pairs: int) -> str:
    return f"all {pairs} lines" if drawn == pairs else f"the {drawn} most frequent of {pairs} lines"


def _wrapped(name: str) -> str:
    return "<br>".join(safe(line) for line in textwrap.wrap(name, 16)[:3])
