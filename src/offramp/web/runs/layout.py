"""Which page of a run shows which section of its report, and how links between sections lead from page to page."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from offramp.report import Part, Parts
from offramp.web.runs.opened import OpenRun

# The pages of a run: their names in the address, their words, and the sections that each shows, by the beginning of
# the section's id.
PAGES: Mapping[str, tuple[str, Sequence[str]]] = {
    "": ("Outlook", ("answer", "cost", "places", "climb", "moved", "numbers", "key")),
    "futures": ("Futures", ("futures",)),
    "ways-out": ("Ways out", ("ways-out", "roadmap")),
    "what-if": ("What if", ("compare", "diff")),
    "claims": ("Claims court", ("claims",)),
    "assumptions": ("Assumptions", ("assumptions", "sensitivity", "drivers")),
    "back-test": ("Back-test", ("backtest", "aftermath")),
    "forecasts": ("Forecasts", ()),
    "sources": ("Sources", ("unknowns", "sources", "made")),
}
_ID, _LINK = re.compile(r'\bid="([^"]+)"'), re.compile(r'href="#([^"]+)"')
_STORY = re.compile(
    r'(<article class="story" id="future-d(\d+)-r(\d+)">(?:(?!</article>).)*?<p class="address">)Open it again:', re.S
)


@dataclass(frozen=True)
class Shown:
    """A section as a page shows it."""

    id: str
    title: str
    html: Markup
    charts: Sequence[str]


def sections(run: OpenRun, page: str) -> list[Shown]:
    """Return the sections of a page, with links to other sections leading to their pages."""
    places = _places(run.parts)
    here = [each for each in run.parts.sections if page_of(each) == page]
    return [Shown(each.id, each.title, _html(each, run.name, page, places), tuple(each.numbers)) for each in here]


def page_of(part: Part) -> str:
    """Return the page that shows a section; the outlook has those that no other page has."""
    for page, (_, beginnings) in PAGES.items():
        if any(part.id == each or part.id.startswith(f"{each}-") for each in beginnings):
            return page
    return ""


def address(run: str, page: str) -> str:
    """Return the address of a page of a run."""
    return f"/runs/{run}/{page}".rstrip("/")


def _places(parts: Parts) -> dict[str, str]:
    """The page of every anchor."""
    found: dict[str, str] = {}
    for each in parts.sections:
        page = page_of(each)
        found |= dict.fromkeys([each.id, *_ID.findall(each.html)], page)
    return found


def _html(part: Part, run: str, page: str, places: Mapping[str, str]) -> Markup:
    def led(found: re.Match[str]) -> str:
        there = places.get(found[1], page)
        return found[0] if there == page else f'href="{address(run, there)}#{found[1]}"'

    def opened(found: re.Match[str]) -> str:
        link = f'<a href="{address(run, "futures")}/{found[2]}-{found[3]}">Open this future</a> · in a terminal:'
        return f"{found[1]}{link}"

    return Markup(_STORY.sub(opened, _LINK.sub(led, part.html)))
