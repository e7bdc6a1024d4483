"""The register of games in the server's database: which there are, their lobbies, and what their facilitators chose."""

from __future__ import annotations

import json
import secrets
from dataclasses import asdict, dataclass, replace
from typing import Any

from offramp import clock
from offramp.web import tokens
from offramp.web.store import Row, Store
from offramp.web.tokens import Role, Token

CODE_LETTERS, CODE_LENGTH = "abcdefghjkmnpqrstuvwxyz23456789", 8  # none that looks like another


@dataclass(frozen=True)
class Registered:
    """What is known of a game beside the game itself.

    Attributes
    ----------
    id : str
    code : str
        Of the short link to its lobby.
    title : str
    created : str
    lobby : bool
        Whether who has the short link may take a seat that nobody has.
    debrief : bool
        Whether seats may see the debrief, and with it all secrets, before the last day was played.
    """

    id: str
    code: str
    title: str
    created: str
    lobby: bool = False
    debrief: bool = False


class Register:
    """The games of a server, and who may enter them."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def add(self, id: str, title: str) -> Registered:
        """Enter a game by its `id` and `title`; one that is there stays as it is."""
        made = Registered(id, _code(), title, clock.stamp())
        with self.store.change() as db:
            db.execute(
                "insert or ignore into games (id, code, title, state, settings, created, changed) "
                "values (?, ?, ?, 'playing', '{}', ?, ?)",
                (id, made.code, title, made.created, made.created),
            )
        return self.get(id) or made

    def get(self, id: str) -> Registered | None:
        """Return what is known of a game; None if there is none of this id."""
        return _read(self.store.row("select * from games where id = ?", id))

    def by_code(self, code: str) -> Registered | None:
        """Return the game of a short link; None if there is none."""
        return _read(self.store.row("select * from games where code = ?", code))

    def all(self) -> list[Registered]:
        """Return all games, the newest first."""
        found = self.store.rows("select * from games order by created desc, id")
        return [each for row in found if (each := _read(row))]

    def choose(self, id: str, **told: bool) -> Registered | None:
        """Change what a facilitator chose: `lobby`, `debrief`."""
        with self.store.change() as db:
            found = _read(db.execute("select * from games where id = ?", (id,)).fetchone())
            if found is None:
                return None
            made = replace(found, **told)  # type: ignore[arg-type]
            settings = json.dumps({"lobby": made.lobby, "debrief": made.debrief})
            db.execute("update games set settings = ?, changed = ? where id = ?", (settings, clock.stamp(), id))
        return made

    def delete(self, id: str) -> None:
        """Forget a game, and all tokens and notes of it."""
        with self.store.change() as db:
            db.execute("delete from games where id = ?", (id,))
            db.execute("delete from tokens where game = ?", (id,))
            db.execute("delete from audit where about = ?", (id,))

    def link(self, id: str, seat: str = "") -> str:
        """Make the token of a `seat`, or of the facilitator where that is empty; an older one is good no longer."""
        for each in self.good(id, seat):
            tokens.revoke(self.store, each.id)
        text, _ = tokens.issue(self.store, Role.SEAT if seat else Role.FACILITATOR, game=id, seat=seat)
        return text

    def unlink(self, id: str, seat: str) -> None:
        """Revoke what opens a seat."""
        for each in self.good(id, seat):
            tokens.revoke(self.store, each.id)

    def good(self, id: str, seat: str) -> list[Token]:
        """Return the good tokens of a game that open a `seat`, or the facilitator's page where that is empty."""
        return [each for each in tokens.listed(self.store, id) if each.seat == seat and not each.revoked]

    def taken(self, id: str) -> set[str]:
        """Return the seats of a game for which there is a token."""
        return {each.seat for each in tokens.listed(self.store, id) if each.seat and not each.revoked}

    def exported(self, id: str) -> dict[str, Any]:
        """Return what is kept of a game beside its files: no token, and no hash of one."""
        found, notes = self.get(id), self.store.rows("select * from audit where about = ? order by id", id)
        links = [asdict(each) for each in tokens.listed(self.store, id)]
        return {"game": asdict(found) if found else None, "links": links, "audit": [dict(each) for each in notes]}


def _read(row: Row | None) -> Registered | None:
    if row is None:
        return None
    chosen = json.loads(row["settings"])
    return Registered(row["id"], row["code"], row["title"], row["created"], **chosen)


def _code() -> str:
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
