"""The map of the arenas: a plain grid of degrees, without a ground, and where violence is likely."""

from __future__ import annotations

import math
from collections.abc import Mapping

from markupsafe import Markup

from offramp.report.charts.chart import NOT_KEPT, Chart
from offramp.report.charts.plots import scattered
from offramp.report.components import Rule, Spot, plane, scale
from offramp.report.components.tokens import LIGHT
from offramp.report.findings.names import place
from offramp.report.material import Material
from offramp.scenario.ladder import VIOLENT
from offramp.scenario.parts import Coordinates
from offramp.wording.counts import cell, futures
from offramp.wording.names import count

STEPS = (1, 2, 5, 10, 20, 30)
MOST_RULES = 8
MARGIN = 0.12  # beside the outermost arenas
FLATTEST, TALLEST = 0.35, 0.8
LARGEST, SMALLEST = 10.0, 0.6  # areas of marks


def arena_map(material: Material) -> Chart | None:
    """The arenas that have coordinates, the larger the more futures see violence there; None with fewer than two."""
    arenas = material.scenario.arenas
    found = {key: each.coordinates for key, each in arenas.items() if each.coordinates is not None}
    if len(found) < 2:
        return None
    seen = material.shares.by(material.shares.violent, ["arena"]) if material.kept else {}
    share = {key: float(seen.get(key, 0.0)) for key in found}
    record = _recorded(material)
    rows = tuple(
        (material.name(key), str(each.latitude), str(each.longitude), cell(share[key]), str(record.get(key, 0)))
        for key, each in found.items()
    )
    return Chart(
        id="map",
        finding=_finding(material, share, record),
        caption=_caption(len(arenas) - len(found)),
        drawing=_drawn(material, found, share),
        head=("Arena", "Latitude", "Longitude", "Futures in 100 with violence", "Violent acts of the record"),
        rows=rows,
        plot=lambda: scattered(
            [
                (each.longitude, each.latitude, LIGHT[_tone(share[key])], material.name(key))
                for key, each in found.items()
            ]
        ),
    )


def _drawn(material: Material, found: Mapping[str, Coordinates], share: Mapping[str, float]) -> Markup:
    west, east = _ends([each.longitude for each in found.values()])
    south, north = _ends([each.latitude for each in found.values()])
    spots = [
        Spot(
            scale(each.longitude, west, east),
            1 - scale(each.latitude, south, north),
            material.name(key),
            _tone(share[key]),
            size=SMALLEST + (LARGEST - SMALLEST) * share[key],
        )
        for key, each in found.items()
    ]
    flat = (north - south) / ((east - west) * math.cos(math.radians((north + south) / 2)) or 1)
    rules = [*_rules(west, east, "° east", "° west"), *_rules(north, south, "° north", "° south", upright=False)]
    said = "; ".join(f"{material.name(key)}: violence in {cell(share[key])} of 100 futures" for key in found)
    return plane(spots, rules=rules, ratio=min(max(flat, FLATTEST), TALLEST), summary=said)


def _tone(share: float) -> str:
    return "on" if share else "other"


def _recorded(material: Material) -> dict[str, int]:
    """How many violent acts of the record each arena saw."""
    found: dict[str, int] = {}
    for event in material.scenario.record.values():
        if event.arena and material.scenario.moves[event.move].rung >= VIOLENT:
            found[event.arena] = found.get(event.arena, 0) + 1
    return found


def _ends(degrees: list[int]) -> tuple[float, float]:
    """The edges of the map, beside the outermost arenas."""
    beside = max(2.0, MARGIN * (max(degrees) - min(degrees)))
    return min(degrees) - beside, max(degrees) + beside


def _rules(start: float, end: float, plus: str, minus: str, upright: bool = True) -> list[Rule]:
    """Lines of the grid in whole degrees, from one edge to the other."""
    low, high = sorted((start, end))
    step = next((each for each in STEPS if (high - low) / each <= MOST_RULES), STEPS[-1])
    degrees = range(math.ceil(low / step) * step, math.floor(high) + 1, step)
    places = {each: scale(each, low, high) for each in degrees}
    return [
        Rule(at if start < end else 1 - at, f"{abs(each)}{plus if each >= 0 else minus}", upright)
        for each, at in places.items()
        if 0.02 < at < 0.98
    ]


def _finding(material: Material, share: dict[str, float], record: dict[str, int]) -> str:
    if not material.kept:
        return NOT_KEPT
    first = max(share, key=lambda key: share[key])
    if not share[first]:
        return "No arena on the map sees a violent act in the futures whose acts were kept"
    told = f"Of the arenas on the map, violence is likeliest {place(material, first)}: {futures(share[first])}"
    if not record:
        return told
    there = count(record.get(first, 0)) if record.get(first) else "none"
    return f"{told}; {there} of the {sum(record.values())} violent acts of the record happened there"


def _caption(without: int) -> str:
    told = "A plain grid without a ground: each arena stands at one point, a whole degree, whatever its extent. "
    told += "The larger the mark, the more futures see a violent act there."
    return told + (f" Not drawn: {without} without coordinates." if without else "")
