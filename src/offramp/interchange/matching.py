"""The names of event data as the actors and arenas of a case."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from offramp.errors import DataError, Fault
from offramp.scenario import Scenario
from offramp.scenario.words import nearest, one_of

from .sheet import Sheet

_OFFICE = re.compile(r"^(?:(?:military|police|armed) forces|government|armed group) of (?:the )?")
_BESIDE = re.compile(r"\s*\([^()]*\)")


def folded(name: str) -> str:
    """A name as it is compared: letter case, blanks, hyphens and the article do not matter."""
    return " ".join(name.casefold().replace("-", " ").split()).removeprefix("the ")


@dataclass(frozen=True)
class Matching:
    """Whom and where names mean.

    Attributes
    ----------
    actors, arenas : mapping of str to str
        Ids by folded names.
    hosts : mapping of str to str
        The only arena that an actor hosts, by the actor's id.
    """

    actors: Mapping[str, str]
    arenas: Mapping[str, str] = field(default_factory=dict)
    hosts: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, case: Scenario, own: Sheet | None = None) -> Matching:
        """Match by the names of a case, and by a user's own table with the columns `name`, `actor` and `arena`."""
        actors = {
            folded(word): key for key, each in case.actors.items() for word in (key, each.name, each.short) if word
        }
        arenas = {
            folded(word): key for key, each in case.arenas.items() for word in (key, each.name, each.short) if word
        }
        if own:
            actors |= _own(own, "actor", tuple(case.actors))
            arenas |= _own(own, "arena", tuple(case.arenas))
        hosts: dict[str, list[str]] = {}
        for key, arena in case.arenas.items():
            hosts.setdefault(arena.host or "", []).append(key)
        return cls(actors, arenas, {host: keys[0] for host, keys in hosts.items() if host and len(keys) == 1})

    def actor(self, name: str) -> str | None:
        """The actor of a name: as it stands, then without years in brackets, then without its office."""
        whole = folded(name)
        bare = folded(_BESIDE.sub("", name))
        return next((self.actors[each] for each in (whole, bare, _OFFICE.sub("", bare)) if each in self.actors), None)

    def arena(self, places: list[str]) -> str | None:
        """The arena of the finest place that is known; of a country, the only arena that it hosts."""
        for place in places:
            if folded(place) in self.arenas:
                return self.arenas[folded(place)]
        host = self.actor(places[-1]) if places else None
        return self.hosts.get(host) if host else None


def _own(sheet: Sheet, what: str, known: tuple[str, ...]) -> dict[str, str]:
    if "name" not in sheet.columns or not {"actor", "arena"} & set(sheet.columns):
        found = f"the columns {one_of(sheet.columns)}"
        raise DataError(Fault(sheet.name, 1, "", found, "the columns name, actor, arena"))
    found_names = {}
    for row in sheet.rows:
        if key := row.cells.get(what, "").strip():
            if key not in known:
                allowed = f"one of the {what}s: {one_of(known)}"
                raise DataError(Fault(sheet.name, row.line, what, repr(key), allowed, nearest(key, known)))
            found_names[folded(row.cells["name"])] = key
    return found_names
