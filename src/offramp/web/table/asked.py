"""What routes of the table are asked: the rooms of the server, the room of a path, and whether JSON is wanted."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fastapi import HTTPException, Request

from offramp.web.bodies import sent_json
from offramp.web.cases import Cases
from offramp.web.pages.futures import raise_unless_kept
from offramp.web.pages.shared import runs_of
from offramp.web.settings import Settings

from .register import Register
from .room import NoRoom, Room
from .rooms import Rooms

_MAKING = threading.Lock()


def rooms_of(request: Request) -> Rooms:
    """Return the games of the server that answers a request."""
    state = request.app.state
    with _MAKING:
        if not hasattr(state, "rooms"):
            settings: Settings = state.settings
            state.rooms = Rooms(settings.place("games", "any").parent, Register(state.store))
        found: Rooms = state.rooms
        return found


def room_of(request: Request) -> Room:
    """Return the game of a path, and refuse a seat that its case does not have: a dependency of routes.

    It comes after the one that looks at the token, so that strangers cannot tell which games there are.
    """
    try:
        room = rooms_of(request).room(request.path_params["game"])
    except NoRoom as error:
        raise HTTPException(404, str(error)) from None
    seat = request.path_params.get("seat")
    if seat is not None and seat not in room.game.able.options:
        raise HTTPException(404, "this game has no such seat")
    return room


def playable(request: Request) -> dict[str, tuple[str, str | Path]]:
    """Return the cases of which a game can begin: their titles, and where they are, by their ids."""
    found = Cases(request.app.state.settings).listed()
    return {each.id: (each.title, Path(each.source) if each.own else each.source) for each in found}


def wants_json(request: Request) -> bool:
    """Tell whether whoever changed something is to get JSON, and no page."""
    return sent_json(request) or "text/html" not in request.headers.get("accept", "")


@dataclass(frozen=True)
class Branch:
    """A future of a run that a game goes on with.

    Attributes
    ----------
    run, future : str
        As in the address of its page.
    case : str or Path
        The id of a shipped case, or a case file.
    settings : mapping
        As in `offramp.play.setup.Setup.new`.
    days : int
        How many the future has.
    """

    run: str
    future: str
    case: str | Path
    settings: dict[str, Any]
    days: int


def branch_of(request: Request, run: str, future: str) -> Branch:
    """Return a future of a run that a game goes on with.

    Parameters
    ----------
    request : Request
    run, future : str
        As in the address of its page.

    Raises
    ------
    HTTPException
        404 if there is no such run.
    AddressError
        If the run has no such future.
    """
    found = runs_of(request).open(run)
    made, place = found.manifest, found.ensemble.address(*raise_unless_kept(found, future))
    case = Path(made.file) if made.file else made.case
    return Branch(run, future, case, {"future": place, "sets": dict(made.sets)}, made.days)
