"""Refuse requests that another site makes a browser send."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from urllib.parse import urlsplit

from fastapi import HTTPException, Request
from markupsafe import Markup

FIELD, COOKIE, HEADER = "csrf", "offramp-csrf", "x-csrf-token"
SAFE = ("GET", "HEAD", "OPTIONS")
STALE = "this form is too old, or it came from another site; open its page again and send it from there"
FOREIGN = "this request came from another site"


def session(request: Request) -> str:
    """Return what a browser is known by from its first page on; made if the browser has none."""
    found = request.cookies.get(COOKIE) or getattr(request.state, "csrf", "") or secrets.token_urlsafe(16)
    request.state.csrf = found
    return str(found)


def mark(request: Request) -> str:
    """Return what a form of this browser must carry."""
    secret: bytes = request.app.state.secret
    return hmac.new(secret, session(request).encode(), hashlib.sha256).hexdigest()


def field(request: Request) -> Markup:
    """Return the hidden field of a form."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, mark(request))


async def check(request: Request) -> None:
    """Refuse a change that another site may have asked for: the dependency of every route.

    A form must carry the mark of its browser. No site can make a browser send JSON, or a token in a header, without
    asking first, which is never allowed; so these need no mark.
    """
    if request.method in SAFE:
        return
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        raise HTTPException(403, FOREIGN)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json" or request.headers.get("authorization"):
        return
    given = request.headers.get(HEADER) or (await _field(request, kind))
    if not hmac.compare_digest(given.encode(), mark(request).encode()):
        raise HTTPException(403, STALE)


async def _field(request: Request, kind: str) -> str:
    if kind not in ("application/x-www-form-urlencoded", "multipart/form-data"):
        return ""
    found = (await request.form()).get(FIELD)
    return found if isinstance(found, str) else ""
