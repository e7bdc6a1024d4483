"""Debriefs: of a seat, for the seat once secrets may be known, and for the facilitator at any time."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Request, Response
from fastapi.responses import JSONResponse, PlainTextResponse, RedirectResponse

from offramp.errors import OfframpError
from offramp.play.debrief.write import best_words, markdown, points, war_words
from offramp.web.access import Visitor, require_of_game
from offramp.web.rendering import render
from offramp.web.tokens import Role
from offramp.wording.names import name_of
from offramp.wording.rungs import rung_name

from . import debriefs
from .asked import room_of, rooms_of, wants_json
from .bars import fan_shapes
from .room import Room
from .work import SLOW

SEAT, FACILITATOR = "/table/{game}/seats/{seat}/debrief", "/table/{game}/facilitator/debrief"
router = APIRouter()
InRoom = Annotated[Room, Depends(room_of)]
Facilitates = Annotated[Visitor, Depends(require_of_game(Role.FACILITATOR))]
CLOSED = "the debrief tells all secrets: it opens when the game is over, or when the facilitator opens it"


def of_open_room(
    request: Request, visitor: Annotated[Visitor, Depends(require_of_game(Role.SEAT))], room: InRoom
) -> Room:
    """Refuse a seat its debrief while the game has secrets: a dependency of routes."""
    found = rooms_of(request).register.get(room.id)
    if not (room.game.is_over or (found and found.debrief)):
        raise HTTPException(403, CLOSED)
    return room


Open = Annotated[Room, Depends(of_open_room)]


@router.get(SEAT + ".json")
def of_seat(room: Open, seat: str) -> dict[str, Any]:
    """Return the debrief of a seat, or how far it is, and the sums of the others beside it."""
    return _told(room, seat)


@router.get(SEAT + ".md")
def text_of_seat(room: Open, seat: str) -> Response:
    """Return the debrief of a seat as a page of text."""
    found = debriefs.kept(room, seat)
    if found is None:
        raise HTTPException(404, "this debrief has not been made yet; open its page, and make it")
    return PlainTextResponse(markdown(found.made), media_type="text/markdown")


@router.get(SEAT, include_in_schema=False)
def page_of_seat(request: Request, room: Open, seat: str) -> Response:
    """Show the debrief of a seat."""
    return _page(request, room, seat, f"/table/{room.id}/seats/{seat}")


@router.post(SEAT)
def make(request: Request, room: Open, seat: str) -> Response:
    """Make the debrief of a seat, beside the pages."""
    job = debriefs.begin(room, seat)
    job.ended.wait(0.4)
    return JSONResponse(job.plain(), 202) if wants_json(request) else RedirectResponse(request.url.path, 303)


@router.post(SEAT + "/cancel")
def cancel(request: Request, room: Open, seat: str) -> Response:
    """Cancel the debrief that is made."""
    room.work.cancel(SLOW, seat)
    to = request.url.path.removesuffix("/cancel")
    return JSONResponse({"cancelled": True}) if wants_json(request) else RedirectResponse(to, 303)


@router.get(FACILITATOR + ".json")
def of_all(visitor: Facilitates, room: InRoom) -> dict[str, Any]:
    """Return the debriefs of all seats, as far as they were made."""
    seats = room.read(debriefs.sat)
    return {"seats": {seat: _told(room, seat)["debrief"] for seat in seats}, "work": _works(room)}


@router.get(FACILITATOR, include_in_schema=False)
def page_of_all(request: Request, visitor: Facilitates, room: InRoom, seat: str = "") -> Response:
    """Show all seats side by side, and the debrief of one."""
    seats = room.read(debriefs.sat)
    chosen = seat if seat in seats else next(iter(seats), "")
    return _page(request, room, chosen, f"/table/{room.id}/facilitator")


@router.post(FACILITATOR)
def make_all(request: Request, visitor: Facilitates, room: InRoom) -> Response:
    """Make the debriefs of all seats that were played, one after the other."""
    seats = room.read(debriefs.sat)
    if not seats:
        raise OfframpError("nobody has played a seat of this game")
    jobs = [debriefs.begin(room, seat) for seat in seats]
    jobs[0].ended.wait(0.4)
    return JSONResponse(_works(room), 202) if wants_json(request) else RedirectResponse(request.url.path, 303)


@router.post(FACILITATOR + "/cancel")
def cancel_all(request: Request, visitor: Facilitates, room: InRoom) -> Response:
    """Cancel all debriefs that are made."""
    for seat in room.read(debriefs.sat):
        room.work.cancel(SLOW, seat)
    to = request.url.path.removesuffix("/cancel")
    return JSONResponse({"cancelled": True}) if wants_json(request) else RedirectResponse(to, 303)


def _works(room: Room) -> dict[str, Any]:
    found = {seat: room.work.last(SLOW, seat) for seat in room.read(debriefs.sat)}
    return {seat: job.plain() for seat, job in found.items() if job}


def _told(room: Room, seat: str) -> dict[str, Any]:
    found, job = debriefs.kept(room, seat), room.work.last(SLOW, seat)
    others = [each.made for each in debriefs.every(room)]
    beside = [
        {
            "seat": each.seat,
            "day": each.day,
            "start": each.start,
            "judgement": each.judgement if each.decisions else None,
            "luck": each.luck if each.decisions else None,
            "end": each.end,
            "dead": each.came.dead,
            "war": each.came.war,
        }
        for each in others
    ]
    return {
        "debrief": found.plain() if found else None,
        "work": job.plain() if job else None,
        "side_by_side": beside,
    }


def _page(request: Request, room: Room, seat: str, back: str) -> Response:
    case, found = room.game.setup.case, debriefs.kept(room, seat) if seat else None
    works = _works(room)
    name = name_of(case.actors, seat) if seat else "nobody"
    return render(
        request,
        "table/debrief.html.j2",
        title=f"Debrief of {name}",
        room=room,
        case=case,
        seat=seat,
        seats={each: name_of(case.actors, each) for each in room.read(debriefs.sat)},
        back=back,
        facilitates=back.endswith("/facilitator"),
        kept=found,
        fan=fan_shapes(found.made.fan, found.made.days) if found else None,
        works=works,
        busy=[seat for seat, job in works.items() if job["state"] == "working"],
        beside=[each.made for each in debriefs.every(room)],
        points=points,
        best_words=best_words,
        war_words=war_words,
        rung_name=rung_name,
    )
