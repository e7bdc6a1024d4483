"""The first page, which explains itself in one screen, and the page about what Offramp is and does not know."""

from __future__ import annotations

from fastapi import APIRouter, Request

from offramp.web.answers import Answer, page
from offramp.web.pages.runs import row
from offramp.web.pages.shared import cases_of, runs_of

router = APIRouter(tags=["start"])
FEW = 6
UNKNOWN = (
    "Its numbers follow from assumptions that people set, each with a range and a source or the word “assumed”. They "
    "say what follows, not what will happen.",
    "Behind every number stand three ranges: luck, the assumptions, and how the actors decide. A number without its "
    "ranges says little.",
    "It knows what was on record on the day of its case, and nothing of later days unless it says so.",
    "It plays classes of act, such as a limited strike. It knows no places to hit, no weapons, no private persons, and "
    "must not be used to choose targets.",
    "Its world has few actors, and each has one will with factions in it. Chance meetings, new weapons and new leaders "
    "come into it as luck, or not at all.",
    "How well it would have done on crises that are over is on the page “Back-test” of each run; where nobody asked, "
    "nobody knows.",
)


@page(router, "/", front=True)
def start(request: Request) -> Answer:
    """What can be done here."""
    runs = [row(name, made) for name, made in runs_of(request).listed()[:FEW]]
    cases = [{"id": each.id, "title": each.title} for each in cases_of(request).listed()]
    data = {"runs": runs, "cases": cases}
    return Answer("start.html.j2", "Pre-game an international crisis", data, data)


@page(router, "/about")
def about(request: Request) -> Answer:
    """What Offramp is, and what it does not know."""
    return Answer(
        "about.html.j2", "What this is, and what it does not know", {"unknown": UNKNOWN}, {"unknown": UNKNOWN}
    )
