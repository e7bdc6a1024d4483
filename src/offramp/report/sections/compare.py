"""The report section of `offramp compare`: the effect on every measure and the futures that turn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from offramp.report.charts.compare import compare as drawn
from offramp.report.charts.compare import shown
from offramp.report.effects import effect_words
from offramp.report.made import beside_command, shipped_or_file
from offramp.report.sections.section import Section
from offramp.report.turns import turn_words
from offramp.wording.names import date_words

if TYPE_CHECKING:
    from offramp.report.material import Material
    from offramp.results import Answer


def section(answer: Answer, material: Material) -> Section:
    """What it does to every measure."""
    body = answer.body
    first = shown(body["measures"])
    rest = [name for name in body["measures"] if name not in first]
    known = {**material.scenario.policies, **material.scenario.offramps}
    words = {name: effect_words(name, each) for name, each in body["measures"].items()}
    body_shown = {
        "about": body,
        "event": material.scenario.record.get(body["event"] or ""),
        "dials": material.scenario.dials(),
        "exits": {id: known[id] for id in body["offramps"] if id in known},
        "last": date_words(dt.date.fromisoformat(body["as_of"]) + dt.timedelta(days=body["days"])),
        "eve": date_words(dt.date.fromisoformat(body["eve"])),
        "turns": [_turn(each, body, material) for each in body["turns"]],
        "first": [words[name] for name in first],
        "rest": [words[name] for name in rest],
    }
    nav, title = _titles(body)
    return Section(answer.name, nav, title, "compare", body_shown, charts=(drawn(body, f"{answer.name}-effects"),))


def _turn(each: Mapping[str, Any], body: Mapping[str, Any], material: Material) -> dict[str, str]:
    case = shipped_or_file(material.manifest)
    return {
        "words": turn_words(each, body["measures"]),
        "with_it": each["with"],
        "without": each["without"],
        "command": beside_command(each, body["event"], body["sets"], case),
    }


def _titles(body: Mapping[str, Any]) -> tuple[str, str]:
    """The question in the contents and as a heading."""
    if body["event"]:
        event = body["event"].replace("-", " ")
        return f"Without the {event}", f"What the {event} changed"
    if body["offramps"]:
        return f"With: {body['what']}", f"What “{body['what']}” would change"
    sets = " and ".join(f"{path} = {value}" for path, value in body["sets"].items())
    return f"If {sets}", f"What if {sets}"
