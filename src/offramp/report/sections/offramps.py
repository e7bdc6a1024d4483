"""Which exit helps: the answer of `offramp offramps`, ranked, with the front of risk against price."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from offramp.report.charts.offramps import offramps as drawn
from offramp.report.effects import difference, effect_words, level, share
from offramp.report.sections.section import Section

if TYPE_CHECKING:
    from offramp.report.material import Material
    from offramp.results import Answer


def section(answer: Answer, material: Material) -> Section:
    """The off-ramps as they were tried alone, on other days and in pairs."""
    body = answer.body
    exits = [_exit(id, each, body["risk"], material) for id, each in body["offramps"].items()]
    unit = next(iter(body["offramps"].values()))["measures"][body["risk"]]["unit"]
    shown = {
        "about": body, "exits": exits, "pairs": [_pair(each, body) for each in body["pairs"]],
        "dials": material.scenario.dials(), "risk": exits[0]["title"], "untaken": level(body["without"], unit),
    }  # fmt: skip
    return Section("offramps", "Which exit helps", "Which exit helps", "offramps", shown, charts=(drawn(body),))


def _exit(id: str, each: Mapping[str, Any], risk: str, material: Material) -> dict[str, Any]:
    known = material.scenario.offramps.get(id)
    others = [effect_words(name, found) for name, found in each["measures"].items() if name != risk]
    return {
        "id": id, "name": each["name"], "tells": each["says"], "condition": each["condition"],
        "sources": known.source if known else (), "price": _price(each["price"]), "verdict": each["verdict"],
        "front": each["front"], "robust": share(each["robust"]), "window": _window(each["window"], risk),
        **effect_words(risk, each["measures"][risk]), "others": [other for other in others if other["sure"]],
    }  # fmt: skip


def _price(price: list[float]) -> str:
    low, middle, high = price
    return f"{middle:.2f}" if low == high else f"{middle:.2f} ({low:.2f} to {high:.2f})"


def _window(window: Mapping[str, Any] | None, risk: str) -> dict[str, Any] | None:
    """The best day, the last useful one, and what was found on each day that was tried."""
    if window is None:
        return None
    effects = {day: each["measures"][risk] for day, each in window["days"].items()}
    days = [(day, difference(each["difference"], each["unit"])) for day, each in effects.items()]
    if window["best_day"] is None:
        return {"words": "helps on no day that was tried", "days": days}
    later = "" if window["closes"] else ", the last that was tried"
    words = f"best begun on day {window['best_day']}, still of use on day {window['last_useful_day']}{later}"
    return {"words": words, "days": days}


def _pair(each: Mapping[str, Any], body: Mapping[str, Any]) -> dict[str, Any]:
    names = [body["offramps"][id]["name"] for id in each["offramps"]]
    return {
        "names": " and ".join(names), "price": _price(each["price"]), "front": each["front"],
        "more": "yes" if each["better_than_either"] else "no", "robust": share(each["robust"]),
        **effect_words(body["risk"], each["measures"][body["risk"]]),
    }  # fmt: skip
