"""What the owner of a server sees alone: the tokens, and the record of what was done."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Literal

from fastapi import APIRouter, Form, HTTPException, Path, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse

from offramp.web import audit, tokens
from offramp.web.answers import ERRORS, Answer, page
from offramp.web.failures import wants_page
from offramp.web.pages.shared import Owner, store_of
from offramp.web.rendering import render
from offramp.web.tokens import Role

router = APIRouter(tags=["tokens"])
HEAD = ("id", "role", "label", "created", "revoked")
NONE = "there is no such token, or it was revoked before"


@page(router, "/tokens", Role.OWNER, table=True)
def listed(request: Request) -> Answer:
    """Every token of the server that belongs to no game."""
    rows = [asdict(each) for each in tokens.listed(store_of(request))]
    table = (HEAD, ([each[key] for key in HEAD] for each in rows))
    return Answer("tokens.html.j2", "Tokens", {"tokens": rows}, {"tokens": rows}, table)


@page(router, "/audit", Role.OWNER, table=True)
def record(request: Request) -> Answer:
    """What was done, the newest first."""
    rows = [dict(each) for each in audit.notes(store_of(request))]
    head = ("at", "role", "token", "did", "about", "detail")
    return Answer(
        "audit.html.j2", "What was done", {"notes": rows}, {"notes": rows}, (head, ([r[k] for k in head] for r in rows))
    )


@router.post("/tokens", status_code=201, responses=ERRORS)
def issue(
    request: Request,
    visitor: Owner,
    role: Annotated[Literal["owner", "analyst", "reader"], Form()],
    label: Annotated[str, Form(max_length=80)] = "",
) -> Response:
    """Make a token; it is shown this once."""
    text, made = tokens.issue(store_of(request), Role(role), label=label)
    audit.note(store_of(request), visitor, "token.issue", made.id, f"{role} {label}".strip())
    if not wants_page(request):
        return JSONResponse({"id": made.id, "role": role, "token": text}, 201)
    link = f"{request.base_url}enter#token={text}"
    return render(request, "token.html.j2", 201, title="A new token", text=text, made=made, link=link)


@router.post("/tokens/{id}/revoke", responses=ERRORS)
def revoke(request: Request, visitor: Owner, id: Annotated[str, Path(pattern=r"^[0-9a-f]{8}$")]) -> Response:
    """End a token."""
    if not tokens.revoke(store_of(request), id):
        raise HTTPException(404, NONE)
    audit.note(store_of(request), visitor, "token.revoke", id)
    return RedirectResponse("/tokens", 303) if wants_page(request) else JSONResponse({"id": id, "revoked": True})
