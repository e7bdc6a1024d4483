"""The jobs: what runs, what waits, how far each is, and how to cancel it."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, HTTPException, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse
from fastapi.sse import EventSourceResponse, ServerSentEvent

from offramp import clock
from offramp.web import audit
from offramp.web.access import require
from offramp.web.answers import ERRORS, Answer, page
from offramp.web.events import Events
from offramp.web.failures import wants_page
from offramp.web.jobs import records
from offramp.web.jobs.kinds import KINDS
from offramp.web.jobs.records import Job
from offramp.web.pages.shared import Analyst, JobId, queue_of, store_of
from offramp.web.tokens import Role

router = APIRouter(tags=["jobs"])
HEAD = ("id", "kind", "about", "state", "done", "total", "created", "started", "ended", "error", "result")
NONE = "there is no such job; /jobs lists those that there are"


def _known(request: Request, job: JobId) -> Job:
    """The job of a path; looked up before the first event is sent."""
    return _find(request, job)


@page(router, "/jobs", table=True)
def jobs(request: Request) -> Answer:
    """Every job, the newest first."""
    found = [_told(request, each) for each in records.listed(store_of(request))]
    return Answer("jobs.html.j2", "Work", {"jobs": found}, {"jobs": found}, (HEAD, map(_cells, found)))


@page(router, "/jobs/{job}")
def job(request: Request, job: JobId) -> Answer:
    """One job: how far it is, and where its answer is."""
    found = _told(request, _find(request, job))
    return Answer("job.html.j2", found["words"], found, {"job": found, "ahead": _ahead(request, job)})


@router.get(
    "/jobs/{job}/events",
    response_class=EventSourceResponse,
    dependencies=[Depends(require(Role.READER))],
    responses=ERRORS,
    include_in_schema=False,
)
async def events(
    request: Request, found: Annotated[Job, Depends(_known)], last_event_id: Annotated[str | None, Header()] = None
) -> AsyncIterator[ServerSentEvent]:
    """Tell how far a job is, as it goes on; the last event is that of its end."""
    channel: Events = request.app.state.events
    yield ServerSentEvent(
        data={key: _told(request, found)[key] for key in ("state", "done", "total", "result")}, event="job"
    )
    if found.is_open:
        async for each in channel.stream(f"job/{found.id}", last_event_id):
            yield each
            if each.data["state"] not in records.OPEN:
                return


@router.post("/jobs/{job}/cancel", responses=ERRORS)
def cancel(request: Request, visitor: Analyst, job: JobId) -> Response:
    """Cancel a job that waits or runs."""
    _find(request, job)
    done = queue_of(request).cancel(job)
    if done:
        audit.note(store_of(request), visitor, "job.cancel", job)
    if wants_page(request):
        return RedirectResponse(f"/jobs/{job}", 303)
    return JSONResponse({"job": job, "cancelled": done})


def _find(request: Request, id: str) -> Job:
    found = records.find(store_of(request), id)
    if found is None:
        raise HTTPException(404, NONE)
    return found


def _told(request: Request, job: Job) -> dict[str, Any]:
    """A job as pages and programs see it, with the seconds that it will take on, as far as is known."""
    known = {key: getattr(job, key) for key in HEAD}
    return {
        **known,
        "asked": dict(job.asked) | {"case": job.about} if "case" in job.asked else dict(job.asked),
        "words": f"{KINDS[job.kind].words.capitalize()}: {job.about}" if job.kind in KINDS else job.kind,
        "open": job.is_open,
        "seconds_left": _left(request, job),
    }


def _left(request: Request, job: Job) -> int | None:
    """The seconds that a running job will take on: by its own speed, or before that by how long the last such took."""
    if job.state != records.RUNNING:
        return None
    gone = (clock.now() - dt.datetime.fromisoformat(job.started)).total_seconds()
    if job.done and job.total:
        return max(0, round(gone * (job.total - job.done) / job.done))
    usual = records.usual(store_of(request), job)
    return None if usual is None or usual < gone else round(usual - gone)


def _ahead(request: Request, id: str) -> int:
    """How many jobs wait before one that waits."""
    waiting = [each.id for each in reversed(records.listed(store_of(request), records.QUEUED))]
    return waiting.index(id) if id in waiting else 0


def _cells(told: dict[str, Any]) -> list[Any]:
    return [told[key] for key in HEAD]
