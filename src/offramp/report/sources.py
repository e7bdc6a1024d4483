"""List the sources of a case as citations, each with the assumptions that rest on it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from offramp.wording.names import date_words

if TYPE_CHECKING:
    from offramp.report.assumptions import Assumption
    from offramp.report.material import Material
    from offramp.scenario.parts import Source

SAFE = ("https://", "http://")


@dataclass(frozen=True)
class Cited:
    """One source.

    Attributes
    ----------
    short : str
        Its tag in words: `Watling, RUSI, 3 January 2020`.
    link : str
        Where it can be read, if the case says so; only an address of the web.
    rows : tuple of Assumption
        The assumptions that rest on it.
    events : int
        The events of the record that rest on it.
    """

    id: str
    source: Source
    short: str
    date: str
    link: str
    rows: tuple[Assumption, ...]
    events: int


def cited(material: Material, rows: Iterable[Assumption], later: bool) -> list[Cited]:
    """The sources that a run may read, or those that tell what came later.

    Parameters
    ----------
    material : Material
    rows : iterable of Assumption
        The assumptions that are shown.
    later : bool
        Whether the sources of the aftermath are asked for instead.
    """
    case = material.scenario
    events = [id for event in case.record.values() for id in event.source]
    some = [
        (id, source)
        for id, source in sorted(case.sources.items(), key=lambda each: each[1].author.lower())
        if ((source.date or "") > case.information_date and id not in events) == later
    ]
    mine = list(rows)
    return [
        Cited(
            id,
            source,
            short(source),
            _date(source),
            link(source),
            tuple(row for row in mine if id in row.sources),
            events.count(id),
        )
        for id, source in some
    ]


def short(source: Source) -> str:
    """A source in a few words: its author, who published it, and when."""
    parts = (source.author, source.publisher if source.publisher != source.author else "", _date(source))
    return ", ".join(filter(None, parts))


def link(source: Source) -> str:
    """The address of a source; nothing if it has none, or none of the web."""
    doi, url = str(getattr(source, "doi", "") or ""), str(getattr(source, "url", "") or "")
    address = url or (doi if doi.startswith(SAFE) else f"https://doi.org/{doi}" if doi else "")
    return address if address.startswith(SAFE) else ""


def _date(source: Source) -> str:
    """A date in words; one that is no whole date stays as it is."""
    try:
        return date_words(dt.date.fromisoformat(source.date or ""))
    except ValueError:
        return source.date or ""
