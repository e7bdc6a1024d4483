"""All routes of the table, the clocks of its turns, and the end of its work with the server."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import APIRouter, FastAPI
from starlette.concurrency import run_in_threadpool

from .debrief_routes import router as debriefs
from .facilitator_routes import router as facilitator
from .lobby_routes import router as lobby
from .seat_routes import router as seats

LOOK = 0.5  # seconds between two looks at the clocks


@asynccontextmanager
async def _until_the_end(app: FastAPI) -> AsyncIterator[None]:
    """Look at the clocks of games while the server runs, and cancel what is under way when it ends."""
    clocks = asyncio.create_task(_look_at_clocks(app))
    yield
    clocks.cancel()
    rooms = getattr(app.state, "rooms", None)
    if rooms is not None:
        rooms.close()


async def _look_at_clocks(app: FastAPI) -> None:
    """Play the days of turns that have run out of time."""
    while True:
        await asyncio.sleep(LOOK)
        rooms = getattr(app.state, "rooms", None)
        if rooms is not None:
            await run_in_threadpool(rooms.run_out)


router = APIRouter(tags=["table"], lifespan=_until_the_end)
for each in (lobby, seats, debriefs, facilitator):
    router.include_router(each)
