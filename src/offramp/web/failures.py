"""What a visitor gets when something is wrong: a page or JSON that says what to do, and nothing of the inside."""

from __future__ import annotations

import logging
from typing import Any

from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException as StarletteHTTPException

from offramp.errors import AddressError, FaultsError, OfframpError, printable
from offramp.web.rendering import render

LOG = logging.getLogger("offramp.web")
TITLES = {401: "A token is needed", 403: "Not for this token", 404: "Not here", 413: "Too long", 429: "Too often"}
INSIDE = "Something went wrong inside Offramp; what happened is in the server's log. Nothing that was saved is lost."


def add_handlers(app: FastAPI) -> None:
    """Answer every kind of error."""
    app.add_exception_handler(StarletteHTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(OfframpError, _ours)
    app.add_exception_handler(Exception, _unexpected)


def wants_page(request: Request) -> bool:
    """Tell whether a browser asks, for a page."""
    named = request.url.path.rpartition(".")[2]
    return named not in ("json", "csv") and "text/html" in request.headers.get("accept", "")


def answer(request: Request, status: int, words: str, headers: Any = None) -> Response:
    """Return an error as a page or as JSON.

    Parameters
    ----------
    request : Request
    status : int
    words : str
        What is wrong and what to do.
    headers : mapping, optional
    """
    words = printable(words)
    if not wants_page(request):
        return JSONResponse({"error": words}, status, headers)
    title = TITLES.get(status, "This did not work")
    page = render(request, "error.html.j2", status, title=title, lines=words.splitlines(), code=status)
    page.headers.update(headers or {})
    return page


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, StarletteHTTPException)
    words = error.detail if isinstance(error, HTTPException) or error.detail else "there is no such page"
    if error.status_code == 404 and error.detail == "Not Found":
        words = "there is no such page; the start page lists all that there are"
    return answer(request, error.status_code, str(words), error.headers)


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    told = [f"{'.'.join(map(str, each['loc'][1:])) or each['loc'][0]}: {each['msg']}" for each in error.errors()[:20]]
    return answer(request, 422, "\n".join(told))


def _ours(request: Request, error: Exception) -> Response:
    status = 422 if isinstance(error, FaultsError | AddressError) else 409
    return answer(request, status, str(error))


def _unexpected(request: Request, error: Exception) -> Response:
    LOG.exception("%s %s", request.method, request.url.path, exc_info=error)
    return answer(request, 500, INSIDE)
