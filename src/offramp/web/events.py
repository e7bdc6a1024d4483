"""Server-sent events: channels that routes stream, and any thread writes to."""

from __future__ import annotations

import asyncio
import threading
from collections import deque
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

from fastapi.sse import ServerSentEvent

KEPT = 200  # events of a channel, for a browser that lost its connection
MOST_CHANNELS = 2_000


@dataclass
class _Channel:
    last: int = 0
    events: deque[tuple[int, str, Any]] = field(default_factory=lambda: deque(maxlen=KEPT))
    waiting: set[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = field(default_factory=set)


class Events:
    """The channels of a server."""

    def __init__(self) -> None:
        self._channels: dict[str, _Channel] = {}
        self._lock = threading.Lock()

    def publish(self, channel: str, event: str, data: Any) -> int:
        """Write to a channel, from any thread; return the number of the event.

        Parameters
        ----------
        channel : str
            Such as `job/ID`. Who may read a channel is for the route that streams it to say.
        event : str
            Its type, which a browser listens to.
        data : object
            What JSON can hold.
        """
        with self._lock:
            found = self._channel(channel)
            found.last += 1
            found.events.append((found.last, event, data))
            for loop, woken in found.waiting:
                if not loop.is_closed():
                    loop.call_soon_threadsafe(woken.set)
            return found.last

    async def stream(self, channel: str, after: int | str | None = None) -> AsyncIterator[ServerSentEvent]:
        """Yield what is written to a channel from now on, or after an event that a browser has seen.

        Parameters
        ----------
        channel : str
        after : int or str, optional
            The header `Last-Event-ID`, as it came.
        """
        woken = asyncio.Event()
        waits = (asyncio.get_running_loop(), woken)
        with self._lock:
            found = self._channel(channel)
            seen = int(str(after)) if str(after or "").isdecimal() else found.last
            seen = min(seen, found.last)  # of a server that has started again since
            found.waiting.add(waits)
        try:
            while True:
                woken.clear()
                with self._lock:
                    new = [each for each in found.events if each[0] > seen]
                for number, event, data in new:
                    seen = number
                    yield ServerSentEvent(data=data, event=event, id=str(number))
                if not new:
                    await woken.wait()
        finally:
            with self._lock:
                found.waiting.discard(waits)

    def forget(self, channel: str) -> None:
        """Drop a channel and what it keeps."""
        with self._lock:
            self._channels.pop(channel, None)

    def _channel(self, name: str) -> _Channel:
        if name not in self._channels and len(self._channels) >= MOST_CHANNELS:
            idle = next((each for each, found in self._channels.items() if not found.waiting), None)
            if idle is not None:
                del self._channels[idle]
        return self._channels.setdefault(name, _Channel())
