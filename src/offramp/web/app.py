"""The application: routers, limits, and what they share."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import Depends, FastAPI
from fastapi.concurrency import run_in_threadpool
from starlette.middleware.trustedhost import TrustedHostMiddleware

from offramp import __version__
from offramp.web import access, csrf, failures, front, styles, table
from offramp.web.cases import Cases
from offramp.web.events import Events
from offramp.web.headers import SecurityHeaders
from offramp.web.jobs.queue import Command, Queue, worker
from offramp.web.pages import asks, assumptions, cases, forecasts, futures, jobs, runs, start, tokens
from offramp.web.rate import RateLimit
from offramp.web.runs.opened import Runs
from offramp.web.settings import LOOPBACK, Settings
from offramp.web.store import Store

SECRET_BYTES = 32
ROUTERS = (start, cases, runs, futures, assumptions, forecasts, asks, jobs, tokens, front)


def create_app(settings: Settings, command: Command = worker) -> FastAPI:
    """Make the application of a folder of runs; `command` does the jobs, another one in tests."""
    app = FastAPI(
        title="Offramp",
        version=__version__,
        summary="Pre-game an international crisis: runs, questions, futures and the table.",
        docs_url=None,
        redoc_url=None,
        dependencies=[Depends(csrf.check)],
        max_body_size=settings.body_bytes,
        lifespan=_lifespan,
    )
    app.state.settings = settings
    app.state.store = Store(settings.place("web.db"))
    app.state.secret = _secret(settings.place("secret"))
    app.state.events = Events()
    app.state.runs, app.state.cases = Runs(settings), Cases(settings)
    app.state.queue = Queue(app.state.store, settings, app.state.events, command)
    failures.add_handlers(app)
    app.add_middleware(RateLimit, per_minute=settings.requests_per_minute, named=access.name)
    if settings.on_loopback:  # so that no other site's name leads a browser here
        app.add_middleware(TrustedHostMiddleware, allowed_hosts=[*LOOPBACK, "[::1]", "testserver"])
    app.add_middleware(SecurityHeaders)
    for each in ROUTERS:
        app.include_router(each.router)
    app.include_router(table.router)
    styles.mount(app)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Do the jobs while the server runs."""
    queue: Queue = app.state.queue
    queue.start()
    try:
        yield
    finally:
        await run_in_threadpool(queue.stop)


def _secret(path: Path) -> bytes:
    """The key of the marks that forms carry; made once."""
    if not path.exists():
        path.touch(mode=0o600)
        path.write_bytes(secrets.token_bytes(SECRET_BYTES))
    return path.read_bytes()
