"""Render the report as one HTML file, and the brief alone."""

from __future__ import annotations

import re
from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from offramp.report.brief import brief as two_pages
from offramp.report.components import stylesheet as colours
from offramp.report.findings.headline import headline
from offramp.report.glossary import TERMS
from offramp.report.isolation import isolated
from offramp.report.material import Material
from offramp.report.sections import Section, sections
from offramp.report.sections.key import ladder
from offramp.wording.names import date_words

STYLES = ("components.css", "report.css", "print.css")
RULES = {"quantal": "actors that reply to the day", "lookahead": "actors that look one exchange ahead"}


def page(material: Material, appendix: bool = False) -> str:
    """The whole report as HTML.

    Parameters
    ----------
    material : Material
    appendix : bool
        Print the whole of it, and not the brief alone.
    """
    told = (
        _environment()
        .get_template("report.html.j2")
        .render(
            **_common(material),
            headline=headline(material, material.endings),
            js=Markup(script()),
            unfinished=unfinished(material),
            sections=[(each, html_of(each)) for each in sections(material)],
            terms=TERMS,
            ladder=ladder(),
            appendix=appendix,
        )
    )
    return isolated(told)


def brief(material: Material) -> str:
    """The brief alone as HTML: two pages of paper."""
    return isolated(_environment().get_template("brief-alone.html.j2").render(**_common(material)))


def _common(material: Material) -> dict[str, object]:
    """What both pages know."""
    return {
        "case": material.scenario,
        "versions": material.manifest["versions"],
        "told": two_pages(material),
        "css": Markup(_styles(material)),
        "horizon": horizon(material),
        "futures": f"{material.futures:,} futures",
        "rules": _rules(material),
    }


def _styles(material: Material) -> str:
    """All styles, with a foot of every printed page that names the case, its hash and the page."""
    made = material.manifest
    foot = _quoted(f"{material.scenario.title} · {made['case']}@{made['hash'][:12]} · seed {made['seed']}")
    number = 'counter(page) " / " counter(pages)'
    font = "font: 8pt sans-serif; color: #565e6b;"
    at = f"@bottom-left {{ content: {foot}; {font} }} @bottom-right {{ content: {number}; {font} }}"
    paper = f"@page {{ size: A4; margin: 14mm 15mm 16mm; {at} }}"
    return "\n".join([stylesheet(), paper])


def stylesheet() -> str:
    """The colours and the styles of a page that holds parts of the report."""
    return "\n".join([colours(), *map(_text, STYLES)])


def _quoted(text: str) -> str:
    """Text as a string of a style sheet; what could end it is written by its number."""
    return '"' + re.sub(r"[^\w ·@.,:;()-]", lambda each: f"\\{ord(each[0]):06x}", text) + '"'


def html_of(section: Section) -> Markup:
    """What stands below the heading of a section."""
    template = _environment().get_template(f"{section.template}.html.j2")
    return Markup(template.render(**section.shown, charts=section.charts))


def script() -> str:
    """The script of a page that holds parts of the report."""
    return _text("report.js")


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


def horizon(material: Material) -> str:
    """What was known, and how far it is played."""
    last = material.date(material.days)
    return f"what was known on {date_words(material.start)} · {material.days:,} days, to {date_words(last)}"


def unfinished(material: Material) -> str:
    """How far an unfinished run is; empty for a finished one."""
    made = material.manifest
    return "" if made.get("complete", True) else f"unfinished: {made['done']:,} of {made['runs']:,} futures"


def _rules(material: Material) -> str:
    names = [RULES.get(each, each) for each in material.rules or (material.manifest.get("rule", "quantal"),)]
    return f"Decision rule{'s' * (len(names) > 1)}: {' and '.join(names)}; no other model was tried."
