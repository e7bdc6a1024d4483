"""The report: one HTML file that needs nothing else."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from offramp.report.assumptions import Assumption, assumptions
from offramp.report.cards import NOT_YET, card, cards
from offramp.report.charts import Chart, charts, script
from offramp.report.charts.drivers import purposes
from offramp.report.exits import exits
from offramp.report.limits import LIMITS
from offramp.report.made import command, facts, replay_command
from offramp.report.material import Material
from offramp.report.words import BANDS, band
from offramp.study.story import Day, Line, Story, date_words

if TYPE_CHECKING:
    from offramp.scenario.parts import Source

PARTS = (
    ("answer", "Answer"), ("numbers", "Numbers"), ("moved", "What moved"), ("climb", "How far it climbs"),
    ("places", "Where and who"), ("cost", "Human cost"), ("drivers", "What drives it"), ("exits", "Exits"),
    ("futures", "Four futures"), ("assumptions", "Assumptions"), ("unknowns", "Not known"), ("made", "How made"),
)  # fmt: skip
SECTIONS = (
    ("climb", "How far it climbs", ("fan", "days", "peaks")),
    ("places", "Where the violence is, and who strikes whom", ("arenas", "network")),
    ("cost", "The human cost", ("deaths",)),
    ("drivers", "What drives this crisis", ("drivers",)),
)


def page(material: Material) -> str:
    """The whole report as HTML."""
    drawn = charts(material)
    rows = assumptions(material.scenario)
    measures = list(material.measures.values())
    return _environment().get_template("report.html.j2").render(
        case=material.scenario,
        made=material.manifest,
        css=Markup(_text("report.css")),
        js=Markup(_text("report.js")),
        plotly=Markup(script()),
        parts=[part for part in PARTS if _there(material, part[0])],
        horizon=_horizon(material),
        futures=f"{material.futures:,} futures",
        paragraph=[part.strip() for part in material.paragraph.split("\n\n") if part.strip()],
        structure_note=_structure(material),
        cards=cards(measures),
        measures=[card(each) for each in measures],
        sections=[
            {"id": id, "title": title, "charts": [_chart(drawn[name]) for name in names],
             "purposes": purposes(material) if id == "drivers" else []}
            for id, title, names in SECTIONS
            if _there(material, id)
        ],
        exits=exits(material),
        stories=[_story(material, title, story) for title, story in material.stories],
        assumptions=rows,
        assumption_parts=list(dict.fromkeys(row.part for row in rows)),
        assumption_note=_assumption_note(material, rows),
        sources=_sources(material, later=False),
        later=len(_sources(material, later=True)),
        unknowns=material.scenario.unknowns,
        limits=LIMITS,
        command=command(material.manifest, any(each.structure for each in measures)),
        facts=facts(material),
        notes=material.notes,
        moved=material.moved,
        moved_from=_moved_from(material),
    )  # fmt: skip


def _there(material: Material, part: str) -> bool:
    """Whether this run has anything for a part of the report."""
    has = {
        "futures": material.stories,
        "moved": material.moved,
        "drivers": material.ablation is not None,
        "exits": exits(material),
    }
    return bool(has.get(part, True))


def _moved_from(material: Material) -> str:
    return date_words(dt.date.fromisoformat(material.moved.before)) if material.moved else ""


@lru_cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("offramp.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
    )


def _text(name: str) -> str:
    environment = _environment()
    assert environment.loader is not None
    return environment.loader.get_source(environment, name)[0]


def _chart(chart: Chart) -> dict[str, Any]:
    body = json.loads(chart.figure.to_json())
    layout = {name: value for name, value in body["layout"].items() if name != "template"}
    data = json.dumps({"data": body["data"], "layout": layout, "narrow": chart.narrow}, ensure_ascii=False)
    fields = {each.name: getattr(chart, each.name) for each in dataclasses.fields(chart) if each.name != "figure"}
    # inside a script element only its end tag could break out
    return {**fields, "json": Markup(data.replace("<", "\\u003c")), "height": layout["height"]}


def _story(material: Material, title: str, story: Story) -> dict[str, Any]:
    short = story.turning_points()
    whole = story.days if len(story.days) > len(short) else ()
    return {"title": title, "ending": story.ending, "replay": replay_command(material.manifest, story.address),
            "short": [_day(each) for each in short],
            "whole": [_day(each) for each in whole],
            "why": any(line.why for day in story.days for line in day.lines)}  # fmt: skip


def _day(day: Day) -> dict[str, Any]:
    words, _, when = day.heading.partition(" · ")
    return {"day": words, "when": when, "lines": [_line(line) for line in day.lines]}


def _line(line: Line) -> dict[str, Any]:
    dark = line.rung >= 5 or line.rung < 0
    body = {name: getattr(line, name) for name in ("words", "deaths", "ordered", "why")}
    return {**body, "rung": f"{line.rung}".replace("-", "−"), "colour": BANDS[band(line.rung)][2],
            "ink": "#fff" if dark else "#1d2430"}  # fmt: skip


def _horizon(material: Material) -> str:
    last = material.date(material.days)
    return f"what was known on {date_words(material.start)} · {material.days:,} days, to {date_words(last)}"


def _sources(material: Material, later: bool) -> list[tuple[str, Source]]:
    """The sources that a run may read, or those that tell what came later."""
    case = material.scenario
    cited = {id for event in case.record.values() for id in event.source}
    return [
        (id, source) for id, source in sorted(case.sources.items())
        if ((source.date or "") > case.information_date and id not in cited) == later
    ]  # fmt: skip


def _structure(material: Material) -> str:
    if any(each.structure for each in material.measures.values()):
        return "How far it moves with the rule by which actors decide and with rival variants of the model."
    return (
        f"{NOT_YET.capitalize()} (--structure plays the other, too). "
        "How far the number would move with another model is not known, and not nothing."
    )


def _assumption_note(material: Material, rows: list[Assumption]) -> str:
    bare = sum(row.assumed for row in rows)
    return (
        f"{len(rows)} quantities are uncertain and were drawn {material.manifest['draws']} times over their ranges "
        f"(a range holds the truth with 90 in 100, by its author's judgement). {bare} of them rest on no source and "
        "are marked “assumed”; each can be changed with --set."
    )
