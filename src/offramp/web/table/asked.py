"""What routes of the table are asked: the rooms of the server, the room of a path, what a form or a program sent."""

from __future__ import annotations

import threading
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar

from fastapi import HTTPException, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, TypeAdapter, ValidationError
from starlette.datastructures import FormData

from offramp.web import csrf
from offramp.web.cases import Cases
from offramp.web.settings import Settings

from .register import Register
from .room import NoRoom, Room
from .rooms import Rooms

JSON = "application/json"
T = TypeVar("T")
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


def sent_json(request: Request) -> bool:
    """Tell whether the body of a request is JSON, as programs send it."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower() == JSON


def wants_json(request: Request) -> bool:
    """Tell whether whoever changed something is to get JSON, and no page."""
    return sent_json(request) or "text/html" not in request.headers.get("accept", "")


def body(kind: TypeAdapter[T]) -> Callable[[Request], Awaitable[T]]:
    """Make the dependency that reads a body, JSON or a form, as a type; what is empty in a form was not given."""

    async def read(request: Request) -> T:
        try:
            return kind.validate_python(await _read(request))
        except ValidationError as error:
            told = error.errors(include_url=False, include_context=False, include_input=False)
            raise RequestValidationError([{**each, "loc": ("body", *each["loc"])} for each in told]) from None

    return read


def described(*kinds: type[BaseModel]) -> dict[str, Any]:
    """Return what OpenAPI says of the body of a route that takes one of some kinds, as JSON or as a form."""
    told = [each.model_json_schema(ref_template="#/components/schemas/{model}") for each in kinds]
    schema = told[0] if len(told) == 1 else {"oneOf": told}
    return {"requestBody": {"required": True, "content": {JSON: {"schema": schema}}}}


async def _read(request: Request) -> Any:
    if sent_json(request):
        try:
            return await request.json()
        except (ValueError, RecursionError):
            raise HTTPException(422, "the body is no JSON") from None
    return _plain(await request.form())


def _plain(form: FormData) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in form.multi_items():
        if name != csrf.FIELD and isinstance(value, str) and value != "":
            found[name] = [*found[name], value] if name.endswith("[]") and name in found else value
            if name.endswith("[]") and not isinstance(found[name], list):
                found[name] = [value]
    return {name.removesuffix("[]"): value for name, value in found.items()}
