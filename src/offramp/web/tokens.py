"""Tokens: who carries one may do what its role may. Only the hash of a token is kept."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from offramp import clock
from offramp.web.store import Row, Store

BYTES = 24  # of chance in a token: so many that its hash needs no salt and no slow function


class Role(StrEnum):
    """What a token may do."""

    OWNER = "owner"
    ANALYST = "analyst"
    READER = "reader"
    FACILITATOR = "facilitator"
    SEAT = "seat"


# Whoever has a role may do what these may: a facilitator and a seat belong to one game and read no other page.
INCLUDES: dict[Role, frozenset[Role]] = {
    Role.OWNER: frozenset(Role),
    Role.ANALYST: frozenset({Role.ANALYST, Role.READER}),
    Role.READER: frozenset({Role.READER}),
    Role.FACILITATOR: frozenset({Role.FACILITATOR}),
    Role.SEAT: frozenset({Role.SEAT}),
}


@dataclass(frozen=True)
class Token:
    """A token as the database knows it.

    Attributes
    ----------
    id : str
        Its public name.
    role : Role
    game, seat : str
        What it belongs to; empty for none.
    label : str
        For whom it was made, in its maker's words.
    created, revoked : str
        When; `revoked` is empty while it is good.
    """

    id: str
    role: Role
    game: str
    seat: str
    label: str
    created: str
    revoked: str


def issue(store: Store, role: Role, *, game: str = "", seat: str = "", label: str = "") -> tuple[str, Token]:
    """Make a token; return its text, which is shown once and kept nowhere, and what is known of it.

    Parameters
    ----------
    store : Store
    role : Role
    game, seat : str
        What it belongs to; a facilitator and a seat need a game, and a seat its name.
    label : str
        For whom it is.
    """
    if (role in (Role.FACILITATOR, Role.SEAT)) != bool(game) or (role is Role.SEAT) != bool(seat):
        raise ValueError(f"a token of the role {role} with game {game!r} and seat {seat!r}")
    text = secrets.token_urlsafe(BYTES)
    made = Token(secrets.token_hex(4), role, game, seat, label, clock.stamp(), "")
    with store.change() as db:
        db.execute(
            "insert into tokens (id, hash, role, game, seat, label, created) values (?, ?, ?, ?, ?, ?, ?)",
            (made.id, _hash(text), made.role, game, seat, label, made.created),
        )
    return text, made


def known(store: Store, text: str) -> Token | None:
    """Return the token of a text; None if there is none, or it was revoked."""
    found = store.row("select * from tokens where hash = ? and revoked = ''", _hash(text))
    return _token(found) if found else None


def revoke(store: Store, id: str) -> bool:
    """End a token; tell whether it was still good."""
    with store.change() as db:
        done = db.execute("update tokens set revoked = ? where id = ? and revoked = ''", (clock.stamp(), id))
    return done.rowcount == 1


def listed(store: Store, game: str = "") -> Sequence[Token]:
    """Return all tokens of a game, or those of none."""
    return [_token(each) for each in store.rows("select * from tokens where game = ? order by created, id", game)]


def _token(row: Row) -> Token:
    told = {name: str(row[name]) for name in ("id", "game", "seat", "label", "created", "revoked")}
    return Token(role=Role(row["role"]), **told)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
