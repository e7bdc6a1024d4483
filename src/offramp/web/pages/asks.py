"""What visitors ask for: a run, a question of a run, a branch of a future; each becomes a job."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, HTTPException, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from offramp.scenario import apply, load
from offramp.web import audit
from offramp.web.answers import ERRORS
from offramp.web.bodies import body, described
from offramp.web.cases import Case
from offramp.web.failures import wants_page
from offramp.web.pages.futures import raise_unless_kept
from offramp.web.pages.shared import (
    Analyst,
    CaseId,
    FutureName,
    RunName,
    cases_of,
    queue_of,
    runs_of,
    store_of,
)

router = APIRouter(tags=["asks"], responses=ERRORS)
MOST_RUNS, MOST_DRAWS, MOST_DAYS = 200_000, 4_096, 730
NO_EVENT, NO_WAY = "the case has no such event in its record", "the case has no such way out"
Words = Annotated[str, Field(max_length=4_000)]
Set = re.compile(r"\s*([\w.-]+)\s*=\s*([^\s;]+)\s*")


class Asked(BaseModel):
    """What is sent: nothing that is not named here."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class NewRun(Asked):
    """Play many futures of a case; `sets` is PATH=VALUE, separated by spaces."""

    runs: Annotated[int, Field(ge=1, le=MOST_RUNS)] = 2_000
    draws: Annotated[int, Field(ge=1, le=MOST_DRAWS)] = 64
    seed: Annotated[int, Field(ge=0, le=2**31 - 1)] = 1
    days: Annotated[int, Field(ge=1, le=MOST_DAYS)] | None = None
    as_of: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")] | None = None
    sets: Words = ""


class NewQuestion(Asked):
    """Ask a question of a run: how many futures of each world, and for `compare` what is changed."""

    runs: Annotated[int, Field(ge=1, le=MOST_RUNS)] = 2_048
    draws: Annotated[int, Field(ge=1, le=MOST_DRAWS)] = 64
    without: Annotated[str, Field(max_length=100)] = ""
    offramp: Annotated[str, Field(max_length=100)] = ""
    sets: Words = ""


class NewStory(Asked):
    """Play a future again: for its reasons, with another act on a day, or in another world."""

    day: Annotated[int, Field(ge=1, le=MOST_DAYS)] = 1
    actor: Annotated[str, Field(max_length=100)] = ""
    option: Annotated[str, Field(max_length=400)] = ""
    without: Annotated[str, Field(max_length=100)] = ""
    offramp: Annotated[str, Field(max_length=100)] = ""


@router.post("/cases/{case}/runs", status_code=202, openapi_extra=described(NewRun))
def run(
    request: Request, visitor: Analyst, case: CaseId, asked: Annotated[NewRun, Depends(body(TypeAdapter(NewRun)))]
) -> Response:
    """Play many futures of a case."""
    found = cases_of(request).find(case)
    sets = _sets(found.source, asked.sets)
    told: dict[str, Any] = {"case": found.source, "runs": asked.runs, "draws": asked.draws, "seed": asked.seed}
    told |= {"sets": sets} if sets else {}
    told |= {"days": asked.days} if asked.days else {}
    told |= {"as_of": asked.as_of} if asked.as_of else {}
    return _add(request, visitor, "run", {**told, "name": _free(request, found)}, found.id)


@router.post("/runs/{run}/ask/{kind}", status_code=202, openapi_extra=described(NewQuestion))
def question(
    request: Request,
    visitor: Analyst,
    run: RunName,
    kind: Literal["compare", "offramps", "claims", "sensitivity", "backtest"],
    asked: Annotated[NewQuestion, Depends(body(TypeAdapter(NewQuestion)))],
) -> Response:
    """Ask a question of a run; its folder keeps the answer."""
    found = runs_of(request).open(run)
    made, told = found.manifest, {"run": run, "runs": asked.runs, "draws": asked.draws}
    if kind == "compare":
        told |= _change(found.ensemble.scenario, asked)
        told |= {"sets": _sets(made.file or made.case, asked.sets)} if asked.sets.strip() else {}
        if not told.keys() & {"without", "offramps", "sets"}:
            raise HTTPException(422, "say what is to change: a way out, an event that is left out, or an assumption")
    return _add(request, visitor, kind, told, run)


@router.post("/runs/{run}/futures/{future}/{kind}", status_code=202, openapi_extra=described(NewStory))
def retold(
    request: Request,
    visitor: Analyst,
    run: RunName,
    future: FutureName,
    kind: Literal["why", "branch", "world"],
    asked: Annotated[NewStory, Depends(body(TypeAdapter(NewStory)))],
) -> Response:
    """Play one future again: for its reasons, as a branch, or with the same luck in another world."""
    found = runs_of(request).open(run)
    draw, number = raise_unless_kept(found, future)
    told: dict[str, Any] = {"run": run, "draw": draw, "run_of_draw": number}
    if kind == "branch":
        told |= _other_act(found.ensemble.scenario.actors, asked)
    if kind == "world":
        told |= _change(found.ensemble.scenario, asked)
        if not told.keys() & {"without", "offramps"}:
            raise HTTPException(422, "choose a way out, or an event that is left out")
    return _add(request, visitor, {"why": "future"}.get(kind, kind), told, f"{run}/{future}")


def _add(request: Request, visitor: Analyst, kind: str, asked: Mapping[str, Any], about: str) -> Response:
    job = queue_of(request).ask(kind, asked, about, visitor.token)
    audit.note(store_of(request), visitor, "job.ask", job.id, f"{kind} of {about}")
    if wants_page(request):
        return RedirectResponse(f"/jobs/{job.id}", 303)
    return JSONResponse({"job": job.id, "at": f"/jobs/{job.id}.json"}, 202, {"Location": f"/jobs/{job.id}.json"})


def _change(case: Any, asked: NewQuestion | NewStory) -> dict[str, Any]:
    """The change of a world: an event that is left out, or a way out that is taken."""
    if asked.without and asked.without not in case.record:
        raise HTTPException(422, NO_EVENT)
    if asked.offramp and asked.offramp not in case.offramps:
        raise HTTPException(422, NO_WAY)
    if asked.without and asked.offramp:
        raise HTTPException(422, "leave out an event or take a way out: one change at a time")
    change: dict[str, Any] = {"without": asked.without} if asked.without else {}
    return change | ({"offramps": [asked.offramp]} if asked.offramp else {})


def _other_act(actors: Mapping[str, Any], asked: NewStory) -> dict[str, Any]:
    actor = asked.option.split("/")[0] if asked.option else asked.actor
    if actor not in actors:
        raise HTTPException(422, f"choose who acts otherwise: {', '.join(actors)}")
    return {"day": asked.day, "actor": actor, "option": asked.option or None}


def _sets(case: str, text: str) -> dict[str, str]:
    """What is set, by the paths of quantities; tried on the case, so that a wrong one is told at once."""
    found: dict[str, str] = {}
    for each in text.split():
        match = Set.fullmatch(each)
        if match is None:
            raise HTTPException(
                422, f"{each[:80]!r} sets nothing; allowed: PATH=VALUE, such as actors.iran.resolve=0.6"
            )
        found[match[1]] = match[2]
    if found:
        apply(load(case), found)
    return found


def _free(request: Request, case: Case) -> str:
    """A name for a new run: the case's own id, and a number."""
    folder = runs_of(request).settings.folder
    taken = {str(job["asked"]) for job in store_of(request).rows("select asked from jobs where kind = 'run'")}
    names = (f"{case.id}-{n}" for n in range(1, 10**6))
    return next(each for each in names if not (folder / each).exists() and not any(f'"{each}"' in t for t in taken))
