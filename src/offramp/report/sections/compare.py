"""The report section of `offramp compare`: the effect on every measure and the futures that turn."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from offramp.report.charts.compare import compare as drawn
from offramp.report.effects import effect_words
from offramp.report.made import shipped_or_file
from offramp.report.sections.section import Section
from offramp.study.compare.result import Comparison
from offramp.study.compare.words import beside_command, past_words, turn_words
from offramp.wording.names import date_words

if TYPE_CHECKING:
    from offramp.report.material import Material


def section(name: str, made: Comparison, material: Material) -> Section:
    """What it does to every measure.

    Parameters
    ----------
    name : str
        Of the kept answer.
    made : Comparison
    material : Material
    """
    first, case = made.leading, material.scenario
    known, by_name = {**case.policies, **case.offramps}, {each.measure: each for each in made.effects}
    file = shipped_or_file(material.manifest)
    shown = {
        "about": made,
        "event": case.record.get(made.event or ""),
        "dials": case.dials(),
        "exits": {id: known[id] for id in made.offramps if id in known},
        "last": date_words(dt.date.fromisoformat(made.as_of) + dt.timedelta(days=made.days)),
        "eve": date_words(dt.date.fromisoformat(made.eve)),
        "turns": [
            {"words": turn_words(each, by_name), "command": beside_command(each, made.event, made.sets, file)}
            for each in made.turns
        ],
        "past": past_words(made, first),
        "first": [effect_words(each) for each in first],
        "rest": [effect_words(each) for each in made.effects if each not in first],
    }
    nav, title = _titles(made)
    return Section(name, nav, title, "compare", shown, charts=(drawn(made, f"{name}-effects"),))


def _titles(made: Comparison) -> tuple[str, str]:
    """The question in the contents and as a heading."""
    if made.event:
        event = made.event.replace("-", " ")
        return f"Without the {event}", f"What the {event} changed"
    if made.offramps:
        return f"With: {made.what}", f"What “{made.what}” would change"
    sets = " and ".join(f"{path} = {value}" for path, value in made.sets.items())
    return f"If {sets}", f"What if {sets}"
