"""The runs of the folder, and the pages of each that show sections of its report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Path, Request

from offramp.results import Manifest
from offramp.web.answers import Answer, page
from offramp.web.pages.shared import RunName, runs_of
from offramp.web.runs import layout
from offramp.web.runs.opened import OpenRun

router = APIRouter(tags=["runs"])
HEAD = ("name", "title", "futures", "complete", "days", "as_of", "rule", "started")
NO_CHART = "there is no such chart on this page"


def row(name: str, made: Manifest) -> dict[str, Any]:
    """Return what a list says of a run."""
    told = {key: getattr(made, key) for key in HEAD if hasattr(made, key)}
    return {"name": name, "futures": made.done, "case": made.case, "sets": dict(made.sets), **told}


@page(router, "/runs", table=True)
def runs(request: Request) -> Answer:
    """Every run of the folder."""
    rows = [row(name, made) for name, made in runs_of(request).listed()]
    table = (HEAD, ([each[key] for key in HEAD] for each in rows))
    return Answer("runs.html.j2", "Runs", {"runs": rows}, {"runs": rows}, table)


@page(router, "/runs/{run}", table=True)
def outlook(request: Request, run: RunName) -> Answer:
    """The outlook of a run: every measure with its ranges."""
    found = runs_of(request).open(run)
    head = ("measure", "estimate", "luck_low", "luck_high", "assumptions_low", "assumptions_high", "unit", "period")
    return shown(found, "", found.parts.headline, found.outlook, (head, _measures(found.outlook)))


@page(router, "/runs/{run}/sources")
def sources(request: Request, run: RunName) -> Answer:
    """What a run rests on, and what it does not know."""
    found = runs_of(request).open(run)
    case = found.ensemble.scenario
    data = {id: each.model_dump(mode="json") for id, each in case.sources.items()}
    return shown(found, "sources", "What it rests on, and what it does not know", {"sources": data})


@page(router, "/runs/{run}/back-test")
def backtest(request: Request, run: RunName) -> Answer:
    """How the case would have done before."""
    found = runs_of(request).open(run)
    data = {kind: found.answers(kind) for kind in ("backtest", "aftermath")}
    return shown(found, "back-test", "How it would have done before", data)


@page(router, "/runs/{run}/claims")
def claims(request: Request, run: RunName) -> Answer:
    """What the sources claim, judged."""
    found = runs_of(request).open(run)
    known = [{"id": id, "voice": each.voice, "says": each.says} for id, each in found.ensemble.scenario.claims.items()]
    return shown(found, "claims", "Who is right", {"claims": found.answers("claims"), "unjudged": known}, claims=known)


@page(router, "/runs/{run}/ways-out")
def ways_out(request: Request, run: RunName) -> Answer:
    """The ways out: what helps, what backfires, and when it is too late."""
    found = runs_of(request).open(run)
    data = {kind: found.answers(kind) for kind in ("offramps", "roadmap")}
    return shown(found, "ways-out", "Ways out", data)


@page(router, "/runs/{run}/what-if")
def what_if(request: Request, run: RunName) -> Answer:
    """The same futures with a change and without."""
    found = runs_of(request).open(run)
    case = found.ensemble.scenario
    known = {
        "ways": {id: each.name for id, each in case.offramps.items()},
        "events": {id: f"{each.date}: {each.what}" for id, each in reversed(case.record.items())},
        "dials": {path: quantity.text() for path, quantity in case.dials().items()},
    }
    return shown(found, "what-if", "What if", {"compare": found.answers("compare")}, **known)


@page(router, "/runs/{run}/charts/{page}/{chart}", table=True)
def chart(
    request: Request,
    run: RunName,
    page: Annotated[str, Path(pattern="^[a-z-]{1,20}$", description="a page of the run; `outlook` for the first")],
    chart: Annotated[str, Path(pattern="^[a-z0-9-]{1,90}$", description="the id of a chart")],
) -> Answer:
    """The numbers behind a chart."""
    found = runs_of(request).open(run)
    known = {
        id: numbers
        for each in found.parts.sections
        if layout.page_of(each) == ("" if page == "outlook" else page)
        for id, numbers in each.numbers.items()
    }
    if chart not in known:
        raise HTTPException(404, NO_CHART)
    numbers = known[chart]
    values = {"run": found, "numbers": numbers, "pages": layout.PAGES, "here": "" if page == "outlook" else page}
    data = {"finding": numbers.finding, "rows": [dict(zip(numbers.head, each, strict=True)) for each in numbers.rows]}
    return Answer("chart.html.j2", numbers.finding, data, values, (numbers.head, numbers.rows))


def shown(run: OpenRun, page: str, title: str, data: Any, table: Any = None, **values: Any) -> Answer:
    """Return the answer of a page that shows sections of the report.

    Parameters
    ----------
    run : OpenRun
    page : str
        A key of `offramp.web.runs.layout.PAGES`.
    title : str
    data : object
    table : (head, rows), optional
    **values
        What else the page's own template knows.
    """
    told = {"run": run, "pages": layout.PAGES, "here": page, "sections": layout.sections(run, page)}
    template = f"runs/{page or 'outlook'}.html.j2"
    return Answer(template, title, data, {**told, **values}, table)


def _measures(outlook: Mapping[str, Any]) -> Iterator[list[Any]]:
    for name, each in outlook["measures"].items():
        luck, assumed = each["luck"] or (None, None), each["assumptions"] or (None, None)
        yield [name, each["estimate"], *luck, *assumed, each["unit"], each["period"]]
