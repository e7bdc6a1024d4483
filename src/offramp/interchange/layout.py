"""The layouts of event data: which columns say who did what to whom, when and where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from offramp.errors import DataError, Fault
from offramp.scenario.words import nearest, one_of

from .codebook import data
from .sheet import Row, Sheet


@dataclass(frozen=True)
class Layout:
    """The columns of one data set, by what they say."""

    name: str
    about: Mapping[str, Any]

    @property
    def source(self) -> dict[str, Any]:
        """The data set as a source of a case, with its licence and how it wants to be credited."""
        return dict(self.about["source"])

    @property
    def codebook(self) -> str:
        """Whose codes it uses."""
        return str(self.about["codes"])

    @property
    def needed(self) -> tuple[str, ...]:
        """The columns that a file of it has in any case."""
        return (self.about["date"], self.about["doer"], self.about["target"], self.about["code"][0])

    def cell(self, row: Row, what: str) -> str:
        """What a row says of something; nothing if the layout or the file has no such column."""
        return row.cells.get(self.about.get(what, ""), "").strip()

    def codes(self, row: Row) -> list[str]:
        """Its coded cells, from the finest to the coarsest."""
        words = [row.cells.get(column, "").strip() for column in self.about["code"]]
        if self.about.get("joined"):
            kind, mode = (*words, "")[:2]
            words = [f"{kind}-{mode}" if mode else kind, kind]
        return words

    def places(self, row: Row) -> list[str]:
        """Its places, from the finest to the coarsest."""
        return [word for column in self.about.get("places", []) if (word := row.cells.get(column, "").strip())]

    def is_vague(self, row: Row) -> bool:
        """Whether the day is not known."""
        precision = self.about.get("precision") or {"column": "", "vague": ()}
        return row.cells.get(precision["column"], "").strip() in precision["vague"]

    def is_civilian(self, row: Row) -> bool:
        """Whether it is coded as aimed at civilians."""
        told = self.about.get("civilian_if", {})
        return any(row.cells.get(column, "").strip().lower() == words for column, words in told.items())

    def country(self, row: Row, end: int) -> str:
        """The country of a name whose sectors are those of a state; `end` is 0 for the doer, 1 for the target."""
        states = self.about.get("states")
        if not states:
            return ""
        sectors = row.cells.get(states["sectors"][end], "").lower()
        return row.cells.get(states["countries"][end], "").strip() if any(s in sectors for s in states["of"]) else ""


def layouts() -> dict[str, Layout]:
    """All layouts by name."""
    return {name: Layout(name, about) for name, about in data("layouts").items()}


def layout_of(sheet: Sheet, name: str | None = None) -> Layout | None:
    """Find the layout of a table.

    Parameters
    ----------
    sheet : Sheet
    name : str, optional
        The layout that it must have; it is told by the header if left out.

    Returns
    -------
    Layout or None
        None for a table that is no event data.

    Raises
    ------
    DataError
        If there is no such layout, or the table lacks a column of it.
    """
    known = layouts()
    if name is None:
        return next(_fitting(sheet), None)
    if name not in known:
        raise DataError(Fault(sheet.name, None, "--layout", repr(name), one_of(known), nearest(name, known)))
    if lacking := [column for column in known[name].needed if column not in sheet.columns]:
        near = nearest(lacking[0], sheet.columns)
        raise DataError(Fault(sheet.name, 1, "", f"no column {', '.join(lacking)}", f"the columns of {name}", near))
    return known[name]


def _fitting(sheet: Sheet) -> Iterator[Layout]:
    yield from (each for each in layouts().values() if set(each.needed) <= set(sheet.columns))
