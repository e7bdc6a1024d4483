"""Offramp in a browser: pages over run folders, jobs, the table, and the same data as JSON and CSV.

`offramp.web.app.create_app(settings)` makes the application; `offramp serve` runs it. The parts for a router:

Store
    ``request.app.state.store`` is a `offramp.web.store.Store`: SQLite in WAL mode, one connection for each thread.
    ``store.rows(sql, *values)`` and ``store.row(sql, *values)`` read; ``with store.change() as db:`` is a transaction
    that is written whole or not at all. Tables: ``jobs``, ``games``, ``tokens``, ``audit`` (`offramp.web.schema`).
    ``request.app.state.settings`` is the `offramp.web.settings.Settings`: ``settings.folder`` is the folder of runs,
    ``settings.place(*names)`` a place in the folder of what the server keeps (``settings.place("games", id)``).

Who asks
    ``visitor: Annotated[Visitor, Depends(require(Role.READER))]`` gives the `offramp.web.access.Visitor` of the token
    that the request carries (``Authorization: Bearer TOKEN``, or a cookie), or answers 401 or 403. Roles go from OWNER
    (everything) over ANALYST (asks for jobs) to READER; FACILITATOR and SEAT belong to one game and open no other page.
    ``require_of_game(Role.SEAT)`` reads the path parameter ``game``: the token must be of that game; and of the seat
    of the path, where the path has a parameter ``seat``. On loopback, who carries no token is the owner.
    ``tokens.issue(store, role, game=..., seat=..., label=...)`` makes a token and returns its text once; only its hash
    is kept. ``tokens.revoke(store, id)`` ends it. ``access.remember(response, text, game=...)`` puts it in a cookie
    that is sent to ``/table/GAME`` alone, so that one browser may hold tokens of several games.

A page
    ``render(request, "table/lobby.html.j2", title=..., **values)`` (`offramp.web.rendering`) fills a template that
    extends ``base.html.j2``; it knows ``visitor``, ``csrf`` and the report's macros (``parts.html.j2``). Every form
    with ``method="post"`` holds ``{{ csrf }}``; a request whose body is a form is refused without it. Requests whose
    body is JSON need none. Scripts and styles are files under ``/static``: the policy of content allows none
    in the page but attributes ``style``. Bodies may be pydantic models.

Bodies
    ``Annotated[T, Depends(body(TypeAdapter(T)))]`` (`offramp.web.bodies`) reads a body, JSON or a form.

A record of what was done
    ``audit.note(store, visitor, "game.begin", about=game_id, detail="...")``: who, what, when, and no secrets.

Server-sent events
    ``request.app.state.events.publish("game/ID/iran", "turn", {...})`` from any thread; a route streams them with
    ``response_class=EventSourceResponse`` and ``async for each in events.stream(channel, last_event_id): yield each``.
    A browser that lost its connection gets what it missed by ``Last-Event-ID``.

Errors
    Raise `OfframpError` and its kin, or ``HTTPException(status, "what is wrong and what to do")``: a browser gets a
    page, a program ``{"error": ...}``. Nothing of the inside is shown.
"""

from __future__ import annotations

from collections.abc import Callable

from offramp.web.settings import Settings

__all__ = ["Settings", "serve"]


def serve(settings: Settings, say: Callable[[str], None], new_token: bool = False) -> None:
    """Serve a folder until somebody stops it; see `offramp.web.server.serve`.

    Parameters
    ----------
    settings : Settings
    say : callable
        Told where it is, and the owner's token when that is made.
    new_token : bool
        Make another token of an owner.
    """
    from offramp.web.server import serve as run  # needs the extra `web`

    run(settings, say, new_token)
