"""Lines of a game's log: the head that names the game, and decisions, each after another, so that they form a tree."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

FORM = "offramp-game"
SCHEMA = 1
NAME = 12  # letters of an id


@dataclass(frozen=True)
class Entry:
    """One line of a log.

    Attributes
    ----------
    id : str
        The first letters of the hash of all else in it.
    after : str
        The id of the entry that it follows; empty for the head.
    do : str
        What was decided: see `offramp.play.status`.
    what : mapping
        The rest of it.
    """

    id: str
    after: str
    do: str
    what: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def make(cls, number: int, after: str, do: str, what: Mapping[str, Any]) -> Entry:
        """Make an entry that comes `after` another; `do` says what was decided, `what` the rest of it.

        `number` is its place in the file, so that the same decision twice has two ids.
        """
        body = {"n": number, "after": after, "do": do, **what}
        return cls(_digest(body), after, do, {"n": number, **what})

    @classmethod
    def read(cls, text: str) -> Entry | None:
        """Read a line; None if it was changed since it was written, or is no line of a log."""
        try:
            body = json.loads(text)
            given, after, do = body.pop("id"), body["after"], body["do"]
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return None
        if given != _digest(body):
            return None
        return cls(given, after, do, {key: value for key, value in body.items() if key not in ("after", "do")})

    @property
    def line(self) -> str:
        """The entry as a line of the file."""
        return json.dumps({"id": self.id, "after": self.after, "do": self.do, **self.what}, ensure_ascii=False) + "\n"


def _digest(body: Mapping[str, Any]) -> str:
    text = json.dumps(body, sort_keys=True, ensure_ascii=True, allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()[:NAME]


def path_to(entries: Sequence[Entry], last: str) -> list[Entry]:
    """Return the decisions from the head to an entry, in their order; the head itself is the first."""
    by_id = {each.id: each for each in entries}
    found = []
    at = last
    while at:
        found.append(by_id[at])
        at = by_id[at].after
    return found[::-1]


def ends(entries: Iterable[Entry]) -> Iterator[str]:
    """Yield the entries that nothing follows: the ends of the branches of a game, the oldest first."""
    every = [each for each in entries if each.do != "go"]
    followed = {each.after for each in every}
    yield from (each.id for each in every if each.id not in followed)
