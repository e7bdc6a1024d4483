"""The cases: their list, one of them, and a case of one's own."""

from __future__ import annotations

from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, File, HTTPException, Request, Response, UploadFile
from fastapi.responses import JSONResponse, RedirectResponse

from offramp.scenario import load
from offramp.scenario.lint import Report, check
from offramp.scenario.scenario import Scenario
from offramp.web import audit
from offramp.web.answers import ERRORS, Answer, page
from offramp.web.cases import Case
from offramp.web.failures import wants_page
from offramp.web.pages.runs import row
from offramp.web.pages.shared import Analyst, CaseId, cases_of, queue_of, runs_of, store_of

router = APIRouter(tags=["cases"])
NO_TEXT = "the file is no text in UTF-8"


@page(router, "/cases", table=True)
def cases(request: Request) -> Answer:
    """Every case that can be played."""
    rows = [{"id": each.id, "title": each.title, "own": each.own} for each in cases_of(request).listed()]
    table = (("id", "title", "own"), ([each["id"], each["title"], each["own"]] for each in rows))
    return Answer("cases.html.j2", "Cases", {"cases": rows}, {"cases": rows}, table)


@page(router, "/cases/{case}")
def case(request: Request, case: CaseId) -> Answer:
    """One case: what it asks, what it holds, and remarks on its judgement."""
    found = cases_of(request).find(case)
    scenario, report = _read(found)
    runs = [row(name, made) for name, made in runs_of(request).listed() if made.hash and made.case == scenario.case]
    data = {"id": found.id, "question": scenario.question, "about": scenario.about, **asdict(report), "runs": runs}
    dials = {path: each.text() for path, each in scenario.dials().items()}
    values = {"case": found, "scenario": scenario, "report": report, "runs": runs, "dials": dials}
    return Answer("case.html.j2", scenario.title, data, values)


@router.post("/cases", status_code=202, tags=["cases"], responses=ERRORS)
def upload(request: Request, visitor: Analyst, file: Annotated[UploadFile, File()]) -> Response:
    """Upload a case of one's own: one file of data, which is checked before it is taken."""
    name = Path(file.filename or "case.yaml").name[:80]
    try:
        text = file.file.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise HTTPException(422, f"{name}: {NO_TEXT}") from None
    id = cases_of(request).put(text, name)
    job = queue_of(request).ask("check", {"case": id, "name": name}, id, visitor.token)
    audit.note(store_of(request), visitor, "case.upload", id, name)
    if wants_page(request):
        return RedirectResponse(f"/jobs/{job.id}", 303)
    return JSONResponse({"case": id, "job": job.id, "at": f"/jobs/{job.id}.json"}, 202)


def _read(case: Case) -> tuple[Scenario, Report]:
    changed = Path(case.source).stat().st_mtime_ns if case.own else 0
    return _loaded(case.source, changed)


@lru_cache(16)
def _loaded(source: str, changed: int) -> tuple[Scenario, Report]:
    return load(source), check(source)
