"""The first page, entering with a token, and leaving."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from offramp.web import access
from offramp.web.rendering import render
from offramp.web.tokens import known

router = APIRouter()
WRONG = "this token is not known, or it was revoked; ask whoever gave it to you for another"


@router.get("/enter", include_in_schema=False)
def enter(request: Request) -> Response:
    """Ask for a token."""
    return render(request, "enter.html.j2", title="Enter with a token")


@router.post("/enter", include_in_schema=False)
def entered(request: Request, token: Annotated[str, Form(max_length=200)]) -> Response:
    """Remember a token, and go where it leads."""
    found = known(request.app.state.store, token.strip())
    if found is None:
        raise HTTPException(401, WRONG)
    to = RedirectResponse(f"/table/{found.game}" if found.game else "/", 303)
    access.remember(to, token.strip(), game=found.game, secure=request.url.scheme == "https")
    return to


@router.post("/leave", include_in_schema=False)
def leave(request: Request) -> Response:
    """Forget the token of this browser."""
    to = RedirectResponse("/enter", 303)
    to.delete_cookie(access.COOKIE)
    return to
