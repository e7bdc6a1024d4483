"""Who asks, and what for: the dependencies of routes that demand a role."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from fastapi import HTTPException, Request, Response

from offramp.web.settings import Settings
from offramp.web.store import Store
from offramp.web.tokens import INCLUDES, Role, Token, known

COOKIE, GAME_COOKIE = "offramp", "offramp-game"
MONTH = 30 * 24 * 3600
NEEDS = "this needs a token: open the link that you were given, or enter the token at /enter"
OTHER = "the token that you use is for something else; open this page with the right one, at /enter"


@dataclass(frozen=True)
class Visitor:
    """Who asks.

    Attributes
    ----------
    role : Role
    token : str
        The id of the token; empty for the owner on loopback, who needs none.
    game, seat : str
        What the token belongs to; empty for none.
    """

    role: Role
    token: str = ""
    game: str = ""
    seat: str = ""

    def may(self, role: Role) -> bool:
        """Tell whether this visitor may do what a role may."""
        return role in INCLUDES[self.role]


def require(*roles: Role) -> Callable[[Request], Visitor]:
    """Make the dependency that demands one of some roles, and returns the visitor."""

    def check(request: Request) -> Visitor:
        return _demand(request, roles)

    return check


def require_of_game(*roles: Role) -> Callable[[Request], Visitor]:
    """Make the dependency of a path with a `game`: the token must be of that game, and of the path's `seat`, if any."""

    def check(request: Request) -> Visitor:
        found = _demand(request, roles)
        path = request.path_params
        right_seat = found.role is not Role.SEAT or "seat" not in path or found.seat == path["seat"]
        if found.role is not Role.OWNER and not (found.game == path.get("game") and right_seat):
            raise HTTPException(403, OTHER)
        return found

    return check


def visitor(request: Request) -> Visitor | None:
    """Return who asks; None for a stranger. A token that is not good makes a stranger of whoever carries it."""
    store: Store = request.app.state.store
    settings: Settings = request.app.state.settings
    if text := carried(request):
        found = known(store, text)
        return _of(found) if found else None
    return Visitor(Role.OWNER) if settings.on_loopback else None


def name(request: Request) -> str:
    """Return the id of the token that a request carries; empty where it carries none that is good."""
    found = visitor(request)
    return found.token if found else ""


def carried(request: Request) -> str:
    """Return the text of the token that a request carries; empty for none."""
    way, _, text = request.headers.get("authorization", "").partition(" ")
    if way.lower() == "bearer":
        return text.strip()
    return request.cookies.get(GAME_COOKIE) or request.cookies.get(COOKIE) or ""


def remember(response: Response, text: str, *, game: str = "", secure: bool = False) -> None:
    """Put a token into a cookie that scripts cannot read; that of a game is sent to the pages of that game alone.

    Parameters
    ----------
    response : Response
    text : str
        The token.
    game : str
        Its game; empty for none.
    secure : bool
        Whether the cookie is sent over HTTPS alone.
    """
    name, path = (GAME_COOKIE, f"/table/{game}") if game else (COOKIE, "/")
    response.set_cookie(name, text, max_age=MONTH, path=path, httponly=True, samesite="lax", secure=secure)


def _demand(request: Request, roles: tuple[Role, ...]) -> Visitor:
    found = visitor(request)
    if found is None:
        raise HTTPException(401, NEEDS, {"WWW-Authenticate": "Bearer"})
    if not any(found.may(role) for role in roles):
        raise HTTPException(403, OTHER)
    return found


def _of(token: Token) -> Visitor:
    return Visitor(token.role, token.id, token.game, token.seat)
