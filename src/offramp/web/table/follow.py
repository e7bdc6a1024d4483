"""Server-sent events of a page: one whenever what the page shows has changed, and never for anything else."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

from fastapi import Request
from fastapi.sse import ServerSentEvent
from starlette.concurrency import run_in_threadpool

from .room import Room
from .rooms import Rooms
from .seat_view import fingerprint

PAUSE = 0.15  # seconds between two looks at whether the room has changed
LOOKS = 100  # after which it is looked whether the token is still good, if nothing changed


async def follow(
    rooms: Rooms, room: Room, shown: Callable[[], dict[str, Any]], still: Callable[[], bool], seen: str
) -> AsyncIterator[ServerSentEvent]:
    """Yield an event for each change of what a page shows.

    Parameters
    ----------
    rooms : Rooms
    room : Room
    shown : callable
        Returns what the page shows: the event has nothing else in it.
    still : callable
        Whether the reader may still see it.
    seen : str
        The id of the last event that the reader has had; empty for none.
    """
    version, looks = -1, 0
    while not (room.is_gone or rooms.is_closed):
        looks += 1
        if room.version != version or looks % LOOKS == 0:
            version = room.version
            if not await run_in_threadpool(still):
                break
            told = await run_in_threadpool(shown)
            if told["id"] != seen:
                seen = told["id"]
                yield ServerSentEvent(event="view", id=seen, data=told)
        await asyncio.sleep(PAUSE)
    if not rooms.is_closed:
        yield ServerSentEvent(event="closed", data={"error": "this page is closed: the game or your link is gone"})


def last_seen(request: Request) -> str:
    """Return the id of the last event that a browser has had before it lost the connection."""
    return request.headers.get("last-event-id", "")


def brief(shown: dict[str, Any], *keys: str) -> dict[str, Any]:
    """Return some `keys` of what a page shows, and an id that changes with any part of it."""
    return {"id": fingerprint(shown), **{key: shown[key] for key in keys}}
