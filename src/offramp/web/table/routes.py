"""All routes of the table, and the end of its work with the server."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import APIRouter, FastAPI

from .debrief_routes import router as debriefs
from .facilitator_routes import router as facilitator
from .lobby_routes import router as lobby
from .seat_routes import router as seats


@asynccontextmanager
async def _until_the_end(app: FastAPI) -> AsyncIterator[None]:
    """Cancel what is under way when the server ends."""
    yield
    rooms = getattr(app.state, "rooms", None)
    if rooms is not None:
        rooms.close()


router = APIRouter(tags=["table"], lifespan=_until_the_end)
for each in (lobby, seats, debriefs, facilitator):
    router.include_router(each)
