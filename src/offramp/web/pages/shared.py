"""What routes share: names in addresses, and what the application holds."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Path, Request

from offramp.web.access import Visitor, require
from offramp.web.cases import Cases
from offramp.web.jobs.queue import Queue
from offramp.web.runs.opened import Runs
from offramp.web.store import Store
from offramp.web.tokens import Role

RunName = Annotated[str, Path(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,79}$", description="the name of a run folder")]
FutureName = Annotated[str, Path(pattern=r"^\d{1,6}-\d{1,9}$", description="draw and run of a future, as 44-20")]
JobId = Annotated[str, Path(pattern=r"^[0-9a-f]{12}$", description="the id of a job")]
CaseId = Annotated[str, Path(pattern=r"^[a-z0-9][a-z0-9-]{0,60}$", description="the id of a case")]
Analyst = Annotated[Visitor, Depends(require(Role.ANALYST))]
Owner = Annotated[Visitor, Depends(require(Role.OWNER))]


def runs_of(request: Request) -> Runs:
    """The run folders."""
    found: Runs = request.app.state.runs
    return found


def cases_of(request: Request) -> Cases:
    """The cases."""
    found: Cases = request.app.state.cases
    return found


def queue_of(request: Request) -> Queue:
    """The jobs."""
    found: Queue = request.app.state.queue
    return found


def store_of(request: Request) -> Store:
    """The database."""
    found: Store = request.app.state.store
    return found
