"""Limit how often one visitor asks: who carries a good token by the token, strangers by their address."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

MOST_KNOWN = 10_000  # visitors that are remembered
FREE = ("/static/",)


class RateLimit:
    """Let each visitor ask so many times a minute, and a quarter of that at once.

    Parameters
    ----------
    app : ASGI application
    per_minute : int
        Requests; what was not used adds up to a quarter of it.
    named : callable
        Names the token of a request; empty where it carries none that is good.
    """

    def __init__(self, app: ASGIApp, per_minute: int, named: Callable[[Request], str]) -> None:
        self.app, self.per_second, self.most, self.named = app, per_minute / 60, max(per_minute / 4, 1.0), named
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it with the seconds to wait."""
        if scope["type"] != "http" or scope["path"].startswith(FREE):
            await self.app(scope, receive, send)
            return
        wait = self._wait(self.named(Request(scope)) or (scope.get("client") or ("",))[0])
        if wait <= 0:
            await self.app(scope, receive, send)
            return
        seconds = str(int(wait) + 1)
        body = {"error": f"too many requests; wait {seconds} s"}
        await JSONResponse(body, 429, {"Retry-After": seconds})(scope, receive, send)

    def _wait(self, who: str) -> float:
        """Count a request; return the seconds to wait until the next is allowed."""
        now = time.monotonic()
        left, then = self._left.pop(who, (self.most, now))
        left = min(self.most, left + (now - then) * self.per_second)
        allowed = left >= 1
        self._left[who] = (left - allowed, now)
        while len(self._left) > MOST_KNOWN:
            self._left.popitem(last=False)
        return 0.0 if allowed else (1 - left) / self.per_second
