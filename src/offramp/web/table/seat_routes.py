"""A seat: its page, and the same for a program that plays it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse
from fastapi.sse import EventSourceResponse, ServerSentEvent

from offramp.errors import OfframpError
from offramp.play.debrief.write import points
from offramp.web.access import Visitor, require_of_game
from offramp.web.access import visitor as who
from offramp.web.bodies import body, described
from offramp.web.rendering import render
from offramp.web.tokens import Role

from . import seat_acts, thinking
from .asked import room_of, rooms_of, wants_json
from .bars import with_bars
from .bodies import (
    END_OF_TURN,
    NEW_MESSAGE,
    NEW_ORDER,
    WISH,
    WITHDRAWAL,
    EndOfTurn,
    NewMessage,
    NewOrder,
    Wish,
    Withdrawal,
)
from .follow import brief, follow, last_seen
from .room import Room
from .seat_view import seat_view

PLACE = "/table/{game}/seats/{seat}"
router = APIRouter()
Sits = Annotated[Visitor, Depends(require_of_game(Role.SEAT))]
InRoom = Annotated[Room, Depends(room_of)]
TOLD = ("day", "days", "over", "paused", "ended", "can_decide", "waits_for", "debrief")


@router.get(PLACE + ".json")
@router.get(PLACE + "/view")
def view(request: Request, visitor: Sits, room: InRoom, seat: str) -> dict[str, Any]:
    """Return all that a seat has before it: what it has seen, what stands, options, orders, messages."""
    return _shown(request, room, seat)


@router.get(PLACE, include_in_schema=False)
def page(request: Request, visitor: Sits, room: InRoom, seat: str) -> Response:
    """Show the page of a seat."""
    return _page(request, room, seat)


@router.get(PLACE + "/events", response_class=EventSourceResponse)
async def events(request: Request, visitor: Sits, room: InRoom, seat: str) -> AsyncIterator[ServerSentEvent]:
    """Stream an event for each change of what the seat has before it."""

    def shown() -> dict[str, Any]:
        told = seat_view(room, seat, rooms_of(request).register.get(room.id))
        work = {kind: _how_far(room, kind, seat) for kind in (thinking.STANDS, thinking.ADVICE, "debrief")}
        return {**brief({**told, "work": work}, *TOLD), "work": work}

    def still() -> bool:
        now = who(request)
        return now is not None and (now.role, now.seat) == (visitor.role, visitor.seat)

    async for each in follow(rooms_of(request), room, shown, still, last_seen(request)):
        yield each


@router.post(PLACE + "/orders", openapi_extra=described(NewOrder))
def order(
    request: Request, visitor: Sits, room: InRoom, seat: str, told: Annotated[NewOrder, Depends(body(NEW_ORDER))]
) -> Response:
    """Order an option; the answer says on which day it is carried out."""
    return _decided(request, room, seat, "orders", lambda: {"due": seat_acts.order(room, seat, told.option, told.due)})


@router.post(PLACE + "/orders/withdraw", openapi_extra=described(Withdrawal))
def withdraw(
    request: Request, visitor: Sits, room: InRoom, seat: str, told: Annotated[Withdrawal, Depends(body(WITHDRAWAL))]
) -> Response:
    """Take back the order for a day."""
    return _decided(request, room, seat, "orders", lambda: seat_acts.withdraw(room, seat, told.due))


@router.post(PLACE + "/messages", openapi_extra=described(NewMessage))
def say(
    request: Request, visitor: Sits, room: InRoom, seat: str, told: Annotated[NewMessage, Depends(body(NEW_MESSAGE))]
) -> Response:
    """Write to another seat, or to everybody."""
    return _decided(request, room, seat, "messages", lambda: seat_acts.say(room, seat, told.to, told.shown))


@router.post(PLACE + "/turn", openapi_extra=described(EndOfTurn))
def turn(
    request: Request, visitor: Sits, room: InRoom, seat: str, told: Annotated[EndOfTurn, Depends(body(END_OF_TURN))]
) -> Response:
    """End the turn; the answer says whether the day was played, or others are waited for."""
    return _decided(request, room, seat, "top", lambda: {"played": seat_acts.end(room, seat, told.day)})


@router.get(PLACE + "/advice", include_in_schema=False)
def advice_page(request: Request, visitor: Sits, room: InRoom, seat: str) -> Response:
    """Show the last advice."""
    return _advice_page(request, room, seat)


@router.get(PLACE + "/advice.json")
def advice(visitor: Sits, room: InRoom, seat: str) -> dict[str, Any]:
    """Return the last advice, or how far it is."""
    return thinking.advice(room, seat)


@router.post(PLACE + "/advice", openapi_extra=described(Wish))
def ask(
    request: Request, visitor: Sits, room: InRoom, seat: str, told: Annotated[Wish, Depends(body(WISH))]
) -> Response:
    """Ask for advice; it is worked out beside the pages."""
    try:
        job = thinking.ask(room, seat, told.word)
    except OfframpError as error:
        if wants_json(request):
            raise
        return _advice_page(request, room, seat, str(error))
    job.ended.wait(thinking.PATIENCE)
    return JSONResponse(job.plain(), 202) if wants_json(request) else _to(room, seat, "/advice")


@router.post(PLACE + "/advice/cancel")
def cancel(request: Request, visitor: Sits, room: InRoom, seat: str) -> Response:
    """Cancel the advice that is worked out."""
    room.work.cancel(thinking.ADVICE, seat)
    return JSONResponse({"cancelled": True}) if wants_json(request) else _to(room, seat, "/advice")


def _decided(request: Request, room: Room, seat: str, part: str, decide: Callable[[], Any]) -> Response:
    """Carry out a decision; answer with JSON, or with the page, at one of its parts."""
    try:
        found = decide()
    except OfframpError as error:
        if wants_json(request):
            raise
        return _page(request, room, seat, str(error))
    status = room.game.status
    return JSONResponse({**(found or {}), "day": status.day}) if wants_json(request) else _to(room, seat, f"#{part}")


def _to(room: Room, seat: str, rest: str) -> Response:
    return RedirectResponse(f"/table/{room.id}/seats/{seat}{rest}", 303)


def _page(request: Request, room: Room, seat: str, problem: str = "") -> Response:
    shown = _shown(request, room, seat)
    title = f"{shown['name']} · day {shown['day']} of {shown['days']}"
    return render(request, "table/seat.html.j2", 409 if problem else 200, title=title, shown=shown, problem=problem)


def _advice_page(request: Request, room: Room, seat: str, problem: str = "") -> Response:
    shown, made = _shown(request, room, seat), thinking.advice(room, seat)
    title = f"Advice for {shown['who']}, day {shown['day']}"
    told = {"shown": shown, "advice": with_bars(made), "problem": problem, "points": points}
    return render(request, "table/advice.html.j2", 409 if problem else 200, title=title, **told)


def _shown(request: Request, room: Room, seat: str) -> dict[str, Any]:
    found = rooms_of(request).register.get(room.id)
    return {**seat_view(room, seat, found), "stands": thinking.stands(room, seat)}


def _how_far(room: Room, kind: str, seat: str) -> dict[str, Any] | None:
    job = room.work.last(kind, seat)
    return job.plain() if job else None
