"""Chart of off-ramps: the risk that is left against the price, with the Pareto front."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_lowercase
from typing import TYPE_CHECKING, Any

from offramp.report.charts.chart import BLUE, GREEN, GREY, GRID, INK, MUTED, ORANGE, Chart, safe, styled
from offramp.report.components import Line, Mark, Point, Row, Span, scale, tracks
from offramp.report.components.markup import element
from offramp.wording.counts import cell, of_100
from offramp.wording.measures import SHARES, change, title
from offramp.wording.shares import in_100, listed

if TYPE_CHECKING:
    import plotly.graph_objects as go
    from markupsafe import Markup

    from offramp.study.offramps.result import Both, Exit, Offramps
    from offramp.study.shared.effects import Effect

FIRST, HARMS = 8, 3  # rows that are open, and those of them that harm
TONES = {"helps": ("help", "circle"), "harms": ("harm", "diamond")}
COLOURS = {"helps": BLUE, "harms": ORANGE, "no effect found": GREY}


@dataclass(frozen=True)
class Priced:
    """One off-ramp, or two together, as the chart shows it."""

    number: str  # its rank if it does something; a letter for two together
    name: str
    price: tuple[float, float, float]
    front: bool
    verdict: str
    effect: Effect  # on the risk

    @property
    def half(self) -> float:
        """Half the luck of the effect."""
        low, high = self.effect.difference.luck or (0.0, 0.0)
        return float(high - low) / 2


def offramps(made: Offramps) -> Chart:
    """Every off-ramp, and every pair on the front, by its price and by the risk that it leaves.

    Parameters
    ----------
    made : Offramps
    """
    shown = points(made)
    unit = shown[0].effect.unit
    return Chart(
        id="offramps",
        finding=_finding(made, shown),
        caption=f"{title(made.risk, shown[0].effect.says)} in {made.runs:,} futures if it is taken in all of "
        "them, with the same luck. Teal circle: helps; red diamond: harms; grey ring: not to be told from luck.",
        drawing=drawn(made),
        plot=lambda: _figure(made, shown),
        head=("Off-ramp", "Price", "Risk with it", "Effect", "Luck", "Verdict"),
        rows=tuple(_row(each, unit) for each in shown),
        legend=(
            *COLOURS.items(),
            ("nothing tried is both cheaper and safer", GREEN),
            *((f"{each.number} {each.name}", COLOURS[each.verdict]) for each in shown if each.number),
        ),
    )


def drawn(made: Offramps, most: int = FIRST, folded: bool = True) -> Markup:
    """Every off-ramp by the risk that it leaves, against the risk if none is taken.

    Parameters
    ----------
    made : Offramps
    most : int
        Show so many of those that do something: what helps most and what harms most.
    folded : bool
        Whether the others follow, folded.
    """
    exits = [(each, made.effect(each.tried)) for each in made.exits]
    unit, without = exits[0][1].unit, made.without
    top = 1.12 * max([without, *(effect.with_it for _, effect in exits)], default=1.0) or 1.0
    rows = [(each.tried.verdict, _track(each, effect, without, top)) for each, effect in exits]
    told = [row for verdict, row in rows if verdict in TONES] or [row for _, row in rows]
    first = told if len(told) <= most else [*told[: most - HARMS], *told[-HARMS:]]  # what helps most, what harms most
    line = Line(scale(without, 0, top), f"{_short(without, unit)} if none is taken")
    drawing = tracks(first, [line], f"{title(made.risk, exits[0][1].says)} with each way out")
    rest = [row for _, row in rows if row not in first]
    if not rest or not folded:
        return drawing
    idle = sum(verdict not in TONES for verdict, _ in rows)
    words = f"{len(rest)} more, {'which' if idle == len(rest) else f'{idle} of which'} cannot be told from luck"
    return drawing + element("details", element("summary", words), tracks(rest, [line], words))


def _track(each: Exit, effect: Effect, without: float, top: float) -> Row:
    tone, shape = TONES.get(each.tried.verdict, ("none", "ring"))
    here, there = scale(effect.with_it, 0, top), scale(without, 0, top)
    worse = effect.worse
    note = "" if worse is None or each.tried.verdict not in TONES else f"backfires in {of_100(worse)} of 100"
    marks: list[Mark] = [Span(there, here, tone, "bar"), Point(here, tone, shape)]
    return Row(each.name, marks, _short(effect.with_it, effect.unit), note)


def _short(value: float, unit: str) -> str:
    return cell(value) if unit in SHARES else change(value, unit, "")


def points(made: Offramps) -> list[Priced]:
    """What the chart shows."""
    alone = [_point(made, str(n), each.name, each) for n, each in enumerate(made.exits, 1)]
    ahead = [each for each in made.pairs if each.front]
    both = [
        _point(made, letter, " and ".join(made.names[id] for id in each.offramps), each)
        for letter, each in zip(ascii_lowercase, ahead, strict=False)
    ]
    return alone + both


def _point(made: Offramps, number: str, name: str, each: Exit | Both) -> Priced:
    verdict = each.tried.verdict
    shown = "" if verdict == "no effect found" else number
    return Priced(shown, name, each.price, each.front, verdict, made.effect(each.tried))


def _figure(made: Offramps, shown: Sequence[Priced]) -> go.Figure:
    import plotly.graph_objects as go

    figure, effect = go.Figure(), shown[0].effect
    scale = 100 if effect.unit in SHARES else 1
    ahead = sorted((each.price[1], scale * each.effect.with_it) for each in shown if each.front)
    figure.add_hline(y=scale * made.without, line={"color": MUTED, "dash": "dot", "width": 1})
    if ahead:
        across, up = zip((0.0, scale * made.without), *ahead, strict=True)
        figure.add_scatter(x=across, y=up, mode="lines", line={"color": GREEN, "width": 3}, hoverinfo="skip")
    for verdict, colour in COLOURS.items():
        if some := [each for each in shown if each.verdict == verdict]:
            figure.add_scatter(**_points(some, scale, colour))
    styled(figure, 520)
    unit = "in 100 futures" if scale == 100 else effect.unit
    figure.update_yaxes(title=f"{safe(title(made.risk, effect.says))}, {unit}", rangemode="tozero")
    figure.update_xaxes(title="Price, from 0 (free) to 1 (as dear as can be)", range=(-0.08, 1.05))
    return figure


def _points(some: Sequence[Priced], scale: int, colour: str) -> dict[str, Any]:
    """The off-ramps of one verdict; the numbers of those that do something stand in the legend with their names."""
    return {
        "x": [each.price[1] for each in some],
        "y": [scale * each.effect.with_it for each in some],
        "mode": "markers+text",
        "text": [f" {each.number}" if each.number else "" for each in some],
        "textposition": "top right",
        "textfont": {"size": 12, "color": INK},
        "cliponaxis": False,
        "customdata": [safe(each.name) for each in some],
        "marker": {"color": colour, "size": 9},
        "hovertemplate": "%{customdata}: %{y:.1f} at %{x:.2f}<extra></extra>",
        "error_y": {"array": [scale * each.half for each in some], "color": colour, "thickness": 1, "width": 0},
        "error_x": {
            "array": [each.price[2] - each.price[1] for each in some],
            "arrayminus": [each.price[1] - each.price[0] for each in some],
            "color": GRID,
            "thickness": 1,
            "width": 0,
        },
    }


def _finding(made: Offramps, shown: Sequence[Priced]) -> str:
    """What helps most alone, and what harms most."""
    effect = shown[0].effect
    measure, unit = title(made.risk, effect.says), effect.unit
    say = in_100 if unit in SHARES else lambda value: change(value, unit, "")
    alone = shown[: len(made.exits)]
    ends = [
        max(some, key=lambda each: abs(each.effect.difference.estimate or 0.0))
        for verdict in ("helps", "harms")
        if (some := [each for each in alone if each.verdict == verdict])
    ]
    if not ends:
        return f"{measure}: nothing that was tried changes it by more than luck"
    told = [f"{say(each.effect.with_it)} with “{each.name}”" for each in ends]
    return f"{measure}: {say(made.without)} if nothing is done, {listed(told)}"


def _row(each: Priced, unit: str) -> tuple[str, ...]:
    luck = each.effect.difference.luck
    return (
        each.name,
        f"{each.price[1]:.2f}",
        change(each.effect.with_it, unit, ""),
        change(each.effect.difference.estimate or 0.0, unit),
        " to ".join(change(end, unit) for end in luck) if luck else "not known",
        each.verdict,
    )
