"""A record of what was done, by whom, and when; it holds no secrets."""

from __future__ import annotations

from collections.abc import Sequence

from offramp import clock
from offramp.web.access import Visitor
from offramp.web.store import Row, Store


def note(store: Store, visitor: Visitor, did: str, about: str = "", detail: str = "") -> None:
    """Write down what a visitor did.

    Parameters
    ----------
    store : Store
    visitor : Visitor
    did : str
        Such as `job.ask`.
    about : str
        The id of what it was done to.
    detail : str
        More, for a person to read.
    """
    with store.change() as db:
        db.execute(
            "insert into audit (at, token, role, did, about, detail) values (?, ?, ?, ?, ?, ?)",
            (clock.stamp(), visitor.token, visitor.role, did, about, detail[:500]),
        )


def notes(store: Store, about: str = "", most: int = 500) -> Sequence[Row]:
    """Return the newest notes first, all or those about one thing.

    Parameters
    ----------
    store : Store
    about : str
        The id of what they are about; empty for all.
    most : int
        How many at most.
    """
    if about:
        return store.rows("select * from audit where about = ? order by id desc limit ?", about, most)
    return store.rows("select * from audit order by id desc limit ?", most)
