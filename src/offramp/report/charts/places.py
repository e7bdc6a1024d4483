"""Charts of places and pairs: futures in 100 with violence in each arena and between each two actors."""

from __future__ import annotations

import pandas as pd
from markupsafe import Markup

from offramp.report.charts.chart import NOT_KEPT, Chart
from offramp.report.charts.plots import ranked
from offramp.report.components import Bar, bars
from offramp.report.components.markup import element
from offramp.report.components.tokens import LIGHT
from offramp.report.findings.names import actor, begun, place, strike
from offramp.report.findings.shares import Shares
from offramp.report.material import Material
from offramp.scenario.ladder import VIOLENT
from offramp.wording.counts import cell, futures, of_100

SPANS = ((280, 7, "week"), (1_000, 30, "month"), (10**6, 91, "quarter"))  # up to so many days: a span in days, its name
Cells = tuple[str, ...]
FIRST = 8  # rows that are open
SELDOM = 0.005
SIDES = {0: ("one", "square"), 1: ("two", "diamond")}


def arenas(material: Material, shares: Shares | None = None) -> Chart:
    """Futures with violence, by arena; by arena and week in the table."""
    shares = shares or material.shares
    found = shares.by(shares.violent, ["arena"]) if material.kept else pd.Series(dtype=float)
    head, table = _by_span(material, shares, found)
    rows = [Bar(material.name(str(key)), share, cell(share), "on") for key, share in found.items()]
    return Chart(
        id="arenas",
        finding=_where(material, found),
        caption=f"Futures in 100 with at least one violent act there, rung {VIOLENT} or more. "
        f"Of {material.kept:,} futures.",
        drawing=_folded(rows, "places"),
        head=head,
        rows=table,
        plot=lambda: ranked([row.name for row in rows], [100 * row.value for row in rows], LIGHT["on"], "in 100"),
    )


def pairs(material: Material, shares: Shares | None = None) -> Chart:
    """Futures in which one actor strikes another, by pair."""
    shares = shares or material.shares
    found = shares.by(shares.violent, ["actor", "target"]) if material.kept else pd.Series(dtype=float)
    rows = [_pair(material, pair, share) for pair, share in found.items()]
    return Chart(
        id="pairs",
        finding=_whom(material, found),
        caption=f"Futures in 100 with at least one strike. {_sides(material)} Of {material.kept:,} futures.",
        drawing=_folded(rows, "pairs"),
        head=("Who", "Whom", "Futures in 100"),
        rows=tuple((material.name(a), material.name(b), f"{100 * share:.1f}") for (a, b), share in found.items()),
        plot=lambda: ranked(
            [row.name for row in rows], [100 * row.value for row in rows], [LIGHT[row.tone] for row in rows], "in 100"
        ),
    )


def _by_span(
    material: Material, shares: Shares, found: pd.Series
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The table of places by week, or by a longer span over years."""
    length, span = next((length, span) for most, length, span in SPANS if material.days <= most)
    count = (material.days - 1) // length + 1
    acts = shares.violent
    at = (acts["day"].astype(int) - 1) // length + 1
    by = shares.by(acts.assign(span=at), ["arena", "span"]) if len(acts) else {}
    rows = tuple(
        (material.name(str(key)), *(_cell(by.get((str(key), str(i)), 0.0)) for i in range(1, count + 1)))
        for key in found.index
    )
    return ("Arena", *(f"{span.capitalize()} {i}" for i in range(1, count + 1))), rows


def _cell(share: float) -> str:
    return f"{100 * share:.0f}" if share >= SELDOM else "·"


def _folded(rows: list[Bar], what: str) -> Markup:
    """The first rows, and the rest on demand."""
    first, rest = rows[:FIRST], rows[FIRST:]
    drawn = bars(first, summary="Futures in 100")
    if not rest:
        return drawn
    summary = element("summary", f"{len(rest)} more {what if len(rest) > 1 else what.removesuffix('s')}")
    return drawn + element("details", summary, bars(rest, summary=f"More {what}"))


def _pair(material: Material, pair: tuple[str, str], share: float) -> Bar:
    who, whom = pair
    side = material.sides.get(who, "")
    principals = material.scenario.principals
    tone, shape = SIDES[principals.index(side)] if side in principals else ("other", "circle")
    return Bar(f"{material.name(who)} → {material.name(whom)}", share, cell(share), tone, shape)


def _sides(material: Material) -> str:
    one, other = (actor(material, each) for each in material.scenario.principals)
    return f"Square: the side of {one}; diamond: of {other}; circle: others."


def _where(material: Material, found: pd.Series) -> str:
    if not material.kept:
        return NOT_KEPT
    known = [(str(key), share) for key, share in found.items() if key != "-" and share >= SELDOM]
    if not known:
        return "No future whose acts were kept sees a violent act"
    (first, share), *more = known
    start = f"{futures(share)} see violence {place(material, first)}"
    home = [(key, part) for key, part in more if material.scenario.arenas[key].host in material.scenario.principals]
    second = home[0] if home else more[0] if more else None
    return begun(f"{start}; {of_100(second[1])}, {place(material, second[0])}" if second else start)


def _whom(material: Material, found: pd.Series) -> str:
    if not material.kept:
        return NOT_KEPT
    if not len(found):
        return "Nobody strikes anybody in the futures whose acts were kept"
    (who, whom), share = next(iter(found.items()))
    name = actor(material, who)
    back = found.get((whom, who), 0.0)
    start = begun(f"{name} {strike(name)} {actor(material, whom)} in {futures(share)}")
    return f"{start} and is struck back in {of_100(back)}" if back >= SELDOM else start
