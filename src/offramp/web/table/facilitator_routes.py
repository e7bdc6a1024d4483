"""The facilitator: sees all, decides about the game and its links, copies, exports and deletes it."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse
from fastapi.sse import EventSourceResponse, ServerSentEvent

from offramp.errors import OfframpError
from offramp.play.seats import refuse_no_seat
from offramp.web import audit
from offramp.web.access import Visitor, require_of_game
from offramp.web.access import visitor as who
from offramp.web.bodies import body, described
from offramp.web.rendering import render
from offramp.web.tokens import Role

from .asked import room_of, rooms_of, wants_json
from .bodies import CHOICE, COPY, FAREWELL, LINK_FOR, Choice, Copy, Farewell, LinkFor
from .facilitator_acts import ACT, KINDS, Act, act
from .facilitator_view import facilitator_view
from .follow import brief, follow, last_seen
from .lobby_routes import handed_out
from .room import Room

PLACE = "/table/{game}/facilitator"
router = APIRouter()
Facilitates = Annotated[Visitor, Depends(require_of_game(Role.FACILITATOR))]
InRoom = Annotated[Room, Depends(room_of)]


@router.get(PLACE + ".json")
@router.get(PLACE + "/view")
def view(request: Request, visitor: Facilitates, room: InRoom) -> dict[str, Any]:
    """Return everything there is to see of a game."""
    return _shown(request, room)


@router.get(PLACE, include_in_schema=False)
def page(request: Request, visitor: Facilitates, room: InRoom) -> Response:
    """Show the facilitator's page."""
    return _page(request, room)


@router.get(PLACE + "/events", response_class=EventSourceResponse)
async def events(request: Request, visitor: Facilitates, room: InRoom) -> AsyncIterator[ServerSentEvent]:
    """Stream an event for each change of the game."""

    def shown() -> dict[str, Any]:
        found = _shown(request, room)
        work = {each["actor"]: _work(room, each["actor"]) for each in found["debrief_for"]}
        return {**brief({**found, "work": work}, "day", "days", "over", "paused", "waits_for"), "work": work}

    def still() -> bool:
        now = who(request)
        return now is not None and now.may(Role.FACILITATOR)

    async for each in follow(rooms_of(request), room, shown, still, last_seen(request)):
        yield each


@router.post(PLACE + "/acts", openapi_extra=described(*KINDS))
def decide(request: Request, visitor: Facilitates, room: InRoom, told: Annotated[Act, Depends(body(ACT))]) -> Response:
    """Decide something: bring an event in, stop the game, give a seat away, go back, and so on."""
    try:
        act(room, told)
    except OfframpError as error:
        if wants_json(request):
            raise
        return _page(request, room, str(error))
    return JSONResponse({"day": room.game.status.day}) if wants_json(request) else _back(room)


@router.post(PLACE + "/links", openapi_extra=described(LinkFor))
def link(
    request: Request, visitor: Facilitates, room: InRoom, told: Annotated[LinkFor, Depends(body(LINK_FOR))]
) -> Response:
    """Make a link for a seat, which is shown this once; an older one opens nothing any more."""
    if told.seat:
        refuse_no_seat(room.game.setup.case, told.seat, "link")
    text = rooms_of(request).register.link(room.id, told.seat)
    room.touch()
    audit.note(request.app.state.store, visitor, "game.link", about=room.id, detail=told.seat)
    made = f"{str(request.base_url).rstrip('/')}/t/{text}"
    if wants_json(request):
        return JSONResponse({"seat": told.seat or None, "link": made, "token": text})
    return _page(request, room, made=made, made_for=told.seat)


@router.post(PLACE + "/links/revoke", openapi_extra=described(LinkFor))
def unlink(
    request: Request, visitor: Facilitates, room: InRoom, told: Annotated[LinkFor, Depends(body(LINK_FOR))]
) -> Response:
    """Revoke the link of a seat: whoever has it is out."""
    if not told.seat:
        raise OfframpError("the facilitator's own link can be replaced and not revoked")
    rooms_of(request).register.unlink(room.id, told.seat)
    room.touch()
    audit.note(request.app.state.store, visitor, "game.revoke", about=room.id, detail=told.seat)
    return JSONResponse({"revoked": told.seat}) if wants_json(request) else _back(room)


@router.post(PLACE + "/choices", openapi_extra=described(Choice))
def choose(
    request: Request, visitor: Facilitates, room: InRoom, told: Annotated[Choice, Depends(body(CHOICE))]
) -> Response:
    """Open or close the lobby, and the debrief before the last day."""
    rooms_of(request).register.choose(room.id, **told.model_dump(exclude_none=True))
    room.touch()
    return JSONResponse(told.model_dump(exclude_none=True)) if wants_json(request) else _back(room)


@router.post(PLACE + "/fork", openapi_extra=described(Copy), status_code=201)
def fork(request: Request, visitor: Facilitates, room: InRoom, told: Annotated[Copy, Depends(body(COPY))]) -> Response:
    """Copy the line at which the game stands, or its days up to one, into a game of its own, with links of its own."""
    other, is_new = rooms_of(request).fork(room, f"fork {room.id} {told.key or secrets.token_urlsafe(9)}", told.day)
    audit.note(request.app.state.store, visitor, "game.fork", about=room.id, detail=other.id)
    return handed_out(request, visitor, other, is_new, False)


@router.get(PLACE + "/export")
def export(request: Request, visitor: Facilitates, room: InRoom) -> Response:
    """Return all data of the game as a ZIP file."""
    audit.note(request.app.state.store, visitor, "game.export", about=room.id)
    headers = {"Content-Disposition": f'attachment; filename="offramp-game-{room.id}.zip"'}
    return Response(rooms_of(request).exported(room), media_type="application/zip", headers=headers)


@router.post(PLACE + "/delete", openapi_extra=described(Farewell))
def delete(
    request: Request, visitor: Facilitates, room: InRoom, told: Annotated[Farewell, Depends(body(FAREWELL))]
) -> Response:
    """Delete all data of the game: log, debriefs, links and notes."""
    if told.game != room.id:
        raise OfframpError(f"to delete this game, write its id: {room.id}")
    rooms_of(request).delete(room)
    audit.note(request.app.state.store, visitor, "game.delete")
    if wants_json(request):
        return JSONResponse({"deleted": room.id})
    return render(request, "table/deleted.html.j2", title="The game is deleted", id=room.id)


def _shown(request: Request, room: Room) -> dict[str, Any]:
    register = rooms_of(request).register
    found, taken = register.get(room.id), register.taken(room.id)
    shown = facilitator_view(room)
    seats = [{**each, "has_link": each["actor"] in taken} for each in shown["seats"]]
    return {
        **shown,
        "seats": seats,
        "lobby": bool(found and found.lobby),
        "debrief": bool(found and found.debrief),
        "code": found.code if found else "",
    }


def _page(request: Request, room: Room, problem: str = "", made: str = "", made_for: str = "") -> Response:
    shown = _shown(request, room)
    return render(
        request,
        "table/facilitator.html.j2",
        409 if problem else 200,
        title=f"Facilitator · day {shown['day']} of {shown['days']}",
        shown=shown,
        problem=problem,
        made=made,
        made_for=made_for,
        key=secrets.token_urlsafe(9),
        lobby=f"{str(request.base_url).rstrip('/')}/t/{shown['code']}",
    )


def _back(room: Room) -> Response:
    return RedirectResponse(f"/table/{room.id}/facilitator", 303)


def _work(room: Room, seat: str) -> dict[str, Any] | None:
    job = room.work.last("debrief", seat)
    return job.plain() if job else None
