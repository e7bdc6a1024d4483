"""The report section on ways out: taken by themselves, if taken, and when it is too late."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from offramp.report.charts.offramps import offramps as drawn
from offramp.report.components.sparks import Spark, sparks
from offramp.report.effects import difference, effect_words, level, share
from offramp.report.findings.taken import exits
from offramp.report.findings.ways import Ways
from offramp.report.made import offramps_command
from offramp.report.sections.section import Section

if TYPE_CHECKING:
    from markupsafe import Markup

    from offramp.report.material import Material

Body = Mapping[str, Any]
HELPS = "helps"


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


def _tried(body: Body, material: Material) -> dict[str, Any]:
    """The answer of `offramp offramps` in words."""
    exits = [_exit(id, each, body["risk"], material) for id, each in body["offramps"].items()]
    unit = next(iter(body["offramps"].values()))["measures"][body["risk"]]["unit"]
    return {
        "about": body,
        "exits": exits,
        "pairs": [_pair(each, body) for each in body["pairs"]],
        "dials": material.scenario.dials(),
        "risk": exits[0]["title"],
        "untaken": level(body["without"], unit),
    }


def _exit(id: str, each: Body, risk: str, material: Material) -> dict[str, Any]:
    known = material.scenario.offramps.get(id)
    others = [effect_words(name, found) for name, found in each["measures"].items() if name != risk]
    return {
        "id": id,
        "name": each["name"],
        "tells": each["says"],
        "condition": each["condition"],
        "sources": known.source if known else (),
        "price": _price(each["price"]),
        "verdict": each["verdict"],
        "front": each["front"],
        "robust": share(each["robust"]),
        "window": _window(each["window"], risk),
        **effect_words(risk, each["measures"][risk]),
        "others": [other for other in others if other["sure"]],
    }


def _price(price: list[float]) -> str:
    low, middle, high = price
    return f"{middle:.2f}" if low == high else f"{middle:.2f} ({low:.2f} to {high:.2f})"


def _window(window: Body | None, risk: str) -> dict[str, Any] | None:
    """The best day, the last useful one, and what was found on each day that was tried."""
    if window is None:
        return None
    if window["best_day"] is None:
        return {"words": "helps on no day that was tried", "drawn": None}
    effects = {day: each["measures"][risk] for day, each in window["days"].items()}
    drawn = _sparks(effects, {day: each["verdict"] for day, each in window["days"].items()})
    later = "" if window["closes"] else ", the last that was tried"
    words = f"best begun on day {window['best_day']}, still of use on day {window['last_useful_day']}{later}"
    return {"words": words, "drawn": drawn}


def _sparks(effects: Mapping[str, Body], verdicts: Mapping[str, str]) -> Markup:
    """How much it takes away by the day on which it begins, in the direction of the days on which it helps."""
    helping = next(day for day, verdict in verdicts.items() if verdict == HELPS)
    way = 1.0 if effects[helping]["with"] < effects[helping]["without"] else -1.0
    gains = {day: max(0.0, way * (each["without"] - each["with"])) for day, each in effects.items()}
    most = max([*gains.values(), 1e-12])
    words = ", ".join(f"day {day}: {difference(each['difference'], each['unit'])}" for day, each in effects.items())
    days = [Spark(day, gain / most, verdicts[day] == HELPS) for day, gain in gains.items()]
    return sparks(days, f"By the day on which it begins: {words}")


def _pair(each: Body, body: Body) -> dict[str, Any]:
    names = [body["offramps"][id]["name"] for id in each["offramps"]]
    return {
        "names": " and ".join(names),
        "price": _price(each["price"]),
        "front": each["front"],
        "more": "yes" if each["better_than_either"] else "no",
        "robust": share(each["robust"]),
        **effect_words(body["risk"], each["measures"][body["risk"]]),
    }
