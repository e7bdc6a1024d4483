"""The report section on ways out: taken by themselves, if taken, and when it is too late."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from offramp.report.charts.offramps import offramps as drawn
from offramp.report.components.sparks import Spark, sparks
from offramp.report.effects import effect_words
from offramp.report.findings.taken import exits
from offramp.report.findings.ways import Ways
from offramp.report.made import offramps_command
from offramp.report.sections.section import Section
from offramp.wording.measures import difference, level, share

if TYPE_CHECKING:
    from markupsafe import Markup

    from offramp.report.material import Material
    from offramp.study.offramps.result import Both, Exit, Offramps, Price, Window
    from offramp.study.shared.effects import Effect


def sections(material: Material) -> Iterator[Section]:
    """The ways out of a case, whether they were tried or not."""
    ways = Ways.of(material, material.endings)
    taken = exits(material)
    if not (taken or ways.tried or ways.declared):
        return
    tried = ways.tried
    shown = {
        "taken": taken,
        "tried": None if tried is None else _tried(tried, material),
        "declared": ways.declared,
        "command": offramps_command(material.manifest),
        "settled": ways.settled,
    }
    charts = (drawn(tried),) if tried else ()
    yield Section("ways-out", "Ways out", "Ways out", "ways", shown, charts=charts)


def _tried(made: Offramps, material: Material) -> dict[str, Any]:
    """The answer of `offramp offramps` in words."""
    exits = [_exit(each, made, material) for each in made.exits]
    return {
        "about": made,
        "exits": exits,
        "pairs": [_pair(each, made) for each in made.pairs],
        "dials": material.scenario.dials(),
        "risk": exits[0]["title"],
        "untaken": level(made.without, made.effect(made.exits[0].tried).unit),
    }


def _exit(each: Exit, made: Offramps, material: Material) -> dict[str, Any]:
    known = material.scenario.offramps.get(each.id)
    others = [effect_words(found) for name, found in each.tried.effects.items() if name != made.risk]
    return {
        "id": each.id,
        "name": each.name,
        "tells": each.says,
        "condition": each.condition,
        "sources": known.source if known else (),
        "price": _price(each.price),
        "verdict": each.tried.verdict,
        "front": each.front,
        "robust": share(each.tried.robust),
        "window": _window(each.window, made),
        **effect_words(made.effect(each.tried)),
        "others": [other for other in others if other["sure"]],
    }


def _price(price: Price) -> str:
    low, middle, high = price
    return f"{middle:.2f}" if low == high else f"{middle:.2f} ({low:.2f} to {high:.2f})"


def _window(window: Window | None, made: Offramps) -> dict[str, Any] | None:
    """The best day, the last useful one, and what was found on each day that was tried."""
    if window is None:
        return None
    if window.best is None:
        return {"words": "helps on no day that was tried", "drawn": None}
    later = "" if window.closes else ", the last that was tried"
    words = f"best begun on day {window.best}, still of use on day {window.last}{later}"
    return {"words": words, "drawn": _sparks(window, {day: made.effect(each) for day, each in window.days.items()})}


def _sparks(window: Window, effects: Mapping[int, Effect]) -> Markup:
    """How much it takes away by the day on which it begins, in the direction of the days on which it helps."""
    helping = effects[window.useful[0]]
    way = 1.0 if helping.with_it < helping.without else -1.0
    gains = {day: max(0.0, way * (each.without - each.with_it)) for day, each in effects.items()}
    most = max([*gains.values(), 1e-12])
    words = ", ".join(f"day {day}: {difference(each.difference.estimate, each.unit)}" for day, each in effects.items())
    days = [Spark(str(day), gain / most, day in window.useful) for day, gain in gains.items()]
    return sparks(days, f"By the day on which it begins: {words}")


def _pair(each: Both, made: Offramps) -> dict[str, Any]:
    return {
        "names": " and ".join(made.names[id] for id in each.offramps),
        "price": _price(each.price),
        "front": each.front,
        "more": "yes" if each.more else "no",
        "robust": share(each.tried.robust),
        **effect_words(made.effect(each.tried)),
    }
