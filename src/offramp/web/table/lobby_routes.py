"""The lobby: begin a game, hand out its links, take a seat by a short link."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Query, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse

from offramp.errors import CaseError, Fault, OfframpError
from offramp.play.seats import is_armed_group
from offramp.play.setup import MOST_SEED
from offramp.scenario import Scenario, load
from offramp.scenario.options import feasible
from offramp.scenario.words import nearest, one_of, show
from offramp.web import audit, tokens
from offramp.web.access import Visitor, remember, require, require_of_game
from offramp.web.bodies import body, described
from offramp.web.rendering import render
from offramp.web.tokens import Role, Token

from .asked import branch_of, playable, room_of, rooms_of, wants_json
from .bodies import NEW_GAME, TAKING, NewGame, Taking
from .register import Registered
from .room import NoRoom, Room

router = APIRouter()
Reads = Annotated[Visitor, Depends(require(Role.READER))]
Begins = Annotated[Visitor, Depends(require(Role.ANALYST))]


@dataclass(frozen=True)
class Asked:
    """What a new game is to be about: a case, or a future of a run, as 44-20, and the first day that persons decide."""

    case: Annotated[str, Query(max_length=100)] = ""
    run: Annotated[str, Query(max_length=80)] = ""
    future: Annotated[str, Query(pattern=r"^(\d{1,6}-\d{1,9})?$")] = ""
    first: Annotated[int, Query(ge=1, le=365)] = 1


UNKNOWN = "this link opens nothing: it may have been replaced or revoked; ask the facilitator for another"


@router.get("/table", include_in_schema=False)
def table(request: Request, visitor: Reads, asked: Annotated[Asked, Depends()]) -> Response:
    """Show what a table is, the form of a new game, and the games of this server."""
    return render(
        request,
        "table/lobby.html.j2",
        title="The table",
        key=secrets.token_urlsafe(9),
        **_lobby(request, visitor, asked),
    )


@router.get("/table.json")
def table_json(request: Request, visitor: Reads, asked: Annotated[Asked, Depends()]) -> dict[str, Any]:
    """Return the cases that can be played, the seats of one of them, and the games of this server."""
    return _lobby(request, visitor, asked)


@router.post("/table", openapi_extra=described(NewGame), status_code=201)
def begin(request: Request, visitor: Begins, told: Annotated[NewGame, Depends(body(NEW_GAME))]) -> Response:
    """Begin a game; the answer has its links, which are shown this once."""
    rooms = rooms_of(request)
    case, luck = _played(request, told)
    settings = {**told.model_dump(include={"advisor", "hidden", "first"}), **luck}
    key = told.key or secrets.token_urlsafe(9)
    room, is_new = rooms.begin(f"begin {key}", case, told.seats, **settings)
    if is_new:
        audit.note(request.app.state.store, visitor, "game.begin", about=room.id, detail=told.case)
        rooms.register.choose(room.id, lobby=told.lobby)
    return handed_out(request, visitor, room, is_new, told.lobby)


def _played(request: Request, told: NewGame) -> tuple[str | Path, dict[str, Any]]:
    """Which case a new game is played on, and with which luck: a future that is gone on with, or a seed."""
    if told.run and told.future:
        branch = branch_of(request, told.run, told.future)
        return branch.case, branch.settings
    known = playable(request)
    if told.case not in known:
        raise CaseError(Fault("case", None, "", show(told.case), one_of(known), nearest(told.case, known)))
    seed = secrets.randbelow(MOST_SEED) if told.seed is None else told.seed
    return known[told.case][1], {"seed": seed, "days": told.days, "as_of": told.as_of}


def handed_out(request: Request, visitor: Visitor, room: Room, is_new: bool, lobby: bool) -> Response:
    """Answer with the links of a game that was begun, or lead to its facilitator where it was begun before.

    Parameters
    ----------
    request : Request
    visitor : Visitor
    room : Room
    is_new : bool
        Whether links are to be made: those of a game that was begun before are not shown again.
    lobby : bool
        Whether seats are taken in the lobby, so that they have no links of their own yet.
    """
    register, played = rooms_of(request).register, room.game.status.played
    seats = [""] if lobby else ["", *played]
    links = {seat: _absolute(request, register.link(room.id, seat)) for seat in seats} if is_new else {}
    found = register.get(room.id)
    assert found is not None
    if wants_json(request):
        names = {seat or "facilitator": link for seat, link in links.items()}
        told = {"game": room.id, "lobby": _absolute(request, found.code) if found.lobby else None, "links": names}
        return JSONResponse(told, 201 if is_new else 200)
    if not is_new:
        return RedirectResponse(f"/table/{room.id}/facilitator", 303)
    page = render(
        request,
        "table/links.html.j2",
        201,
        title="The links of your game",
        room=room,
        found=found,
        lobby=_absolute(request, found.code),
        facilitator=links[""],
        seats=[
            {"actor": seat, "name": room.game.setup.case.actors[seat].name, "link": links.get(seat)} for seat in played
        ],
    )
    if visitor.role is Role.ANALYST:
        remember(page, links[""].rpartition("/")[2], game=room.id, secure=request.url.scheme == "https")
    return page


@router.get("/table/{game}", include_in_schema=False)
def where(
    visitor: Annotated[Visitor, Depends(require_of_game(Role.SEAT, Role.FACILITATOR))],
    room: Annotated[Room, Depends(room_of)],
) -> Response:
    """Lead whoever has a token of a game to its page."""
    return RedirectResponse(_page_of(room.id, visitor.seat), 303)


@router.get("/t/{word}", include_in_schema=False)
def link(request: Request, word: str) -> Response:
    """Show where a link leads: to a seat, to the facilitator's page, or to the lobby of a game."""
    token, found, room = _behind(request, word)
    seats = _free(request, room) if token is None else []
    seat = token.seat if token else ""
    if token is None and not found.lobby:
        raise HTTPException(404, UNKNOWN)
    return render(
        request,
        "table/link.html.j2",
        title=found.title,
        case=room.game.setup.case,
        room=room,
        word=word,
        token=token,
        seat=seat,
        seats=seats,
    )


@router.post("/t/{word}", openapi_extra=described(Taking))
def enter(request: Request, word: str, told: Annotated[Taking, Depends(body(TAKING))]) -> Response:
    """Enter with a link, or take a seat in the lobby: the answer holds the token of the seat."""
    token, found, room = _behind(request, word)
    text, seat = word, token.seat if token else told.seat
    if token is None:
        with room.deciding():
            if not found.lobby or seat not in [each["actor"] for each in _free(request, room) if each["is_free"]]:
                raise OfframpError("this seat is not free; choose another, or ask the facilitator")
            text = rooms_of(request).register.link(room.id, seat)
    place = _page_of(room.id, seat)
    if wants_json(request):
        return JSONResponse({"game": room.id, "seat": seat or None, "token": text, "page": place})
    to = RedirectResponse(place, 303)
    remember(to, text, game=room.id, secure=request.url.scheme == "https")
    return to


def _behind(request: Request, word: str) -> tuple[Token | None, Registered, Room]:
    """What a link leads to: the token that it holds, if it holds one, and the game."""
    rooms = rooms_of(request)
    token = tokens.known(request.app.state.store, word)
    found = rooms.register.get(token.game) if token else rooms.register.by_code(word)
    try:
        if found is None or (token is None and not found.lobby):
            raise NoRoom(UNKNOWN)
        return token, found, rooms.room(found.id)
    except NoRoom:
        raise HTTPException(404, UNKNOWN) from None


def _free(request: Request, room: Room) -> list[dict[str, Any]]:
    taken, case = rooms_of(request).register.taken(room.id), room.game.setup.case
    return [{**seat_of(case, each), "is_free": each not in taken} for each in room.game.status.played]


def _page_of(game: str, seat: str) -> str:
    return f"/table/{game}/seats/{seat}" if seat else f"/table/{game}/facilitator"


def _absolute(request: Request, word: str) -> str:
    return f"{str(request.base_url).rstrip('/')}/t/{word}"


def _lobby(request: Request, visitor: Visitor, asked: Asked) -> dict[str, Any]:
    known = playable(request)
    id = asked.case if asked.case in known else next(iter(known))
    branch = branch_of(request, asked.run, asked.future) if asked.run and asked.future else None
    place = branch.case if branch else known[id][1]
    case = _case(place, place.stat().st_mtime_ns if isinstance(place, Path) else 0)
    games = rooms_of(request).register.all() if visitor.may(Role.ANALYST) else []
    shown = {"run": asked.run, "future": asked.future, "first": asked.first, "days": branch.days} if branch else None
    return {
        "branch": shown,
        "cases": [{"id": each, "title": title} for each, (title, _) in known.items()],
        "case": {
            "id": case.case if branch else id,
            "title": case.title,
            "question": case.question,
            "days": case.days,
            "start": case.start,
            "seats": [seat_of(case, each) for each in sorted({option[0] for option in feasible(case)})],
        },
        "games": [{"id": each.id, "title": each.title, "created": each.created} for each in games],
    }


def seat_of(case: Scenario, actor: str) -> dict[str, Any]:
    """Say what a seat is: an actor of a case."""
    part = case.actors[actor]
    return {"actor": actor, "name": part.name, "about": part.about, "is_armed_group": is_armed_group(case, actor)}


@lru_cache(maxsize=16)
def _case(place: str | Path, changed: int) -> Scenario:
    """The case of a place, loaded once for each change of its file."""
    return load(place)
