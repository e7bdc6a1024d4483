"""The report: one HTML file that needs nothing else."""

from __future__ import annotations

import dataclasses
import json
from functools import lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from offramp.report.charts import Chart, script
from offramp.report.material import Material
from offramp.report.sections import Section, sections
from offramp.study.stories.story import date_words


def page(material: Material) -> str:
    """The whole report as HTML."""
    return _environment().get_template("report.html.j2").render(
        case=material.scenario,
        versions=material.manifest["versions"],
        css=Markup(_text("report.css")),
        js=Markup(_text("report.js")),
        plotly=Markup(script()),
        horizon=_horizon(material),
        futures=f"{material.futures:,} futures",
        sections=[(each, _html(each)) for each in sections(material)],
    )  # fmt: skip


def _html(section: Section) -> Markup:
    """What stands below the heading of a section."""
    template = _environment().get_template(f"{section.template}.html.j2")
    return Markup(template.render(**section.shown, charts=[_chart(each) for each in section.charts]))


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


def _horizon(material: Material) -> str:
    last = material.date(material.days)
    return f"what was known on {date_words(material.start)} · {material.days:,} days, to {date_words(last)}"
