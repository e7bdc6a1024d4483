"""Off-ramps: the risk that is left against the price, and the front that nothing beats in both."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import plotly.graph_objects as go

from offramp.report.charts.chart import BLUE, GREEN, GREY, GRID, INK, MUTED, ORANGE, Chart, safe, styled
from offramp.report.charts.drivers import change, title
from offramp.report.words import in_100
from offramp.study.offramps import Offramps
from offramp.study.tried import Both, Exit, Tried

COLOURS = {"helps": BLUE, "harms": ORANGE, "no effect found": GREY}
ROOM = 0.7  # a dearer one has its name to the left
SHARES = ("probability", "share")


def offramps(made: Offramps) -> Chart:
    """Every off-ramp, and every pair on the front, by its price and by the risk that it leaves."""
    shown: list[Exit | Both] = [*made.exits, *(each for each in made.pairs if each.front)]
    names = {each.id: each.name for each in made.exits}
    words = [" and ".join(names[name] for name in each.tried.offramps) for each in shown]
    unit = made.exits[0].tried.effect.unit
    return Chart(
        id="offramps",
        finding=_finding(made, words, shown),
        caption=f"Each off-ramp taken in {made.runs:,} futures with the luck of those in which none is taken (the "
        "broken line). Across: its price as the case declares it, with its range. Up: the risk that it leaves, with "
        "the luck of its effect. The green line joins what nothing tried beats in both. Grey: no effect beyond luck.",
        figure=_figure(made, shown, words),
        head=("Off-ramp", "Price", "Risk with it", "Effect", "Luck", "Verdict"),
        rows=tuple(_row(word, each, unit) for word, each in zip(words, shown, strict=True)),
        legend=(("helps", BLUE), ("no effect found", GREY), ("harms", ORANGE), ("nothing beats it", GREEN)),
    )


def write(made: Offramps, path: str | Path) -> Path:
    """Write the chart as one HTML file that needs nothing else."""
    place = Path(path)
    place.parent.mkdir(parents=True, exist_ok=True)
    offramps(made).titled().write_html(place, include_plotlyjs=True, config={"displayModeBar": False})
    return place


def _figure(made: Offramps, shown: Sequence[Exit | Both], words: Sequence[str]) -> go.Figure:
    figure = go.Figure()
    scale = 100 if made.exits[0].tried.effect.unit in SHARES else 1
    ahead = sorted((each.price[1], scale * each.tried.effect.with_it) for each in shown if each.front)
    figure.add_hline(y=scale * made.without, line={"color": MUTED, "dash": "dot", "width": 1})
    if ahead:
        line = [(0.0, scale * made.without), *ahead]
        across, up = zip(*line, strict=True)
        figure.add_scatter(x=across, y=up, mode="lines", line={"color": GREEN, "width": 3})
    for verdict, colour in COLOURS.items():
        some = [(each, word) for each, word in zip(shown, words, strict=True) if each.tried.verdict == verdict]
        if some:
            figure.add_scatter(**_points([each for each, _ in some], [word for _, word in some], scale, colour))
    styled(figure, 560)
    unit = "in 100 futures" if scale == 100 else made.exits[0].tried.effect.unit
    figure.update_yaxes(title=f"{safe(title(made.risk, made.exits[0].tried.effect.says))}, {unit}", rangemode="tozero")
    figure.update_xaxes(title="Price, from 0 (free) to 1 (as dear as can be)", range=(-0.08, 1.05))
    return figure


def _points(some: Sequence[Exit | Both], words: Sequence[str], scale: int, colour: str) -> dict[str, Any]:
    """The off-ramps of one verdict; named are those on the front and those that harm, the others where one points."""
    price, risk = [each.price for each in some], [scale * each.tried.effect.with_it for each in some]
    half = [_half(each.tried) * scale for each in some]
    return {
        "x": [middle for _, middle, _ in price], "y": risk, "mode": "markers+text",
        "text": [safe(word) if each.front or colour == ORANGE else "" for each, word in zip(some, words, strict=True)],
        "textposition": [_where(each) for each in some], "textfont": {"size": 11, "color": INK}, "cliponaxis": False,
        "customdata": [safe(word) for word in words],
        "marker": {"color": colour, "size": 9}, "hovertemplate": "%{customdata}: %{y:.1f} at %{x:.2f}<extra></extra>",
        "error_y": {"array": half, "color": colour, "thickness": 1, "width": 0},
        "error_x": {
            "array": [high - middle for _, middle, high in price],
            "arrayminus": [middle - low for low, middle, _ in price], "color": GRID, "thickness": 1, "width": 0,
        },
    }  # fmt: skip


def _where(each: Exit | Both) -> str:
    """Where a name has room: below the front, above everything else."""
    side = "left" if each.price[1] > ROOM else "center"
    return f"{'bottom' if each.front else 'top'} {side}"


def _half(tried: Tried) -> float:
    low, high = tried.effect.difference.luck or (0.0, 0.0)
    return (high - low) / 2


def _finding(made: Offramps, words: Sequence[str], shown: Sequence[Exit | Both]) -> str:
    """The least risk that anything leaves, and what is nearly as good for less."""
    ahead = [(each.tried.effect.with_it, word) for each, word in zip(shown, words, strict=True) if each.front]
    measure, unit = title(made.risk, made.exits[0].tried.effect.says), made.exits[0].tried.effect.unit
    if not ahead:
        return f"{measure}: nothing that was tried helps beyond luck"
    best = max(zip(shown, words, strict=True), key=lambda each: each[0].tried.helps)
    left, none = best[0].tried.effect.with_it, made.without
    say = in_100 if unit in SHARES else lambda value: change(value, unit, "")
    return f"{measure}: {say(none)} if no off-ramp is taken, {say(left)} with the best: {best[1]}"


def _row(word: str, each: Exit | Both, unit: str) -> tuple[str, ...]:
    effect = each.tried.effect
    luck = effect.difference.luck
    return (
        word, f"{each.price[1]:.2f}", change(effect.with_it, unit, ""), change(effect.difference.estimate or 0.0, unit),
        " to ".join(change(end, unit) for end in luck) if luck else "not known", each.tried.verdict,
    )  # fmt: skip
