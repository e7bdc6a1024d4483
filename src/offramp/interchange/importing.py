"""Import a table: our own columns or event data, into a case or as lines to be pasted."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from offramp.errors import DataError, Fault
from offramp.scenario.words import nearest, one_of

from .account import beside, summary, write_dropped
from .cells import DayOrder
from .codebook import own_codes
from .columns import PARTS
from .entries import Entries, read_entries
from .event_data import Reader
from .into import Target, entry_lines, settle, target_of, write
from .layout import Layout, layout_of
from .matching import Matching
from .sheet import Sheet, read_sheet


@dataclass(frozen=True)
class Wishes:
    """How a table is to be read.

    Attributes
    ----------
    part : {"record", "aftermath", "sources"}
    encoding, sheet, layout, source : str or None
        Encoding of a CSV file, sheet of an Excel file, layout of event data, source of events that name none.
    dates : {"dmy", "mdy"} or None
    names, codes : Path or None
        Tables of the user's: names as actors and arenas, codes as moves.
    keep_twins, strict : bool
        Keep rows that say the same as another; refuse a table of which a row would be left out.
    """

    part: str
    encoding: str | None = None
    sheet: str | None = None
    layout: str | None = None
    source: str | None = None
    dates: DayOrder | None = None
    names: Path | None = None
    codes: Path | None = None
    keep_twins: bool = False
    strict: bool = False


@dataclass(frozen=True)
class Imported:
    """What became of a table.

    Attributes
    ----------
    sheet : Sheet
    found : Entries
    text : str
        The case with its entries, or the entries as lines to be pasted.
    listed : Path or None
        Where the rows that were left out are listed.
    """

    sheet: Sheet
    found: Entries
    text: str
    listed: Path | None

    def says(self, into: Path | None) -> list[str]:
        """What became of the rows, in lines; `into` is the case that took them."""
        told = summary(self.sheet, self.found)
        told += [f"Listed with line and reason: {self.listed}"] if self.listed else []
        if not self.found.kept:
            return [*told, "Nothing is left to import; nothing was written."]
        return [*told, f"Written: {into}"] if into else told

    def summary(self) -> dict[str, Any]:
        """The account as plain data."""
        dropped = sorted(self.found.dropped, key=lambda each: each.line)
        return {
            "file": self.sheet.name,
            "read_as": self.sheet.read_as,
            "part": self.found.part,
            "kept": sorted(self.found.kept),
            "dropped": [{"line": each.line, "reason": each.reason} for each in dropped],
            "listed": str(self.listed) if self.listed else None,
        }


def import_table(
    path: Path, wishes: Wishes, case: Path | None = None, into: bool = False, dropped: Path | None = None
) -> Imported:
    """Import a table; a case file is written whole, or not at all.

    Parameters
    ----------
    path : Path
        Of the table.
    wishes : Wishes
    case : Path, optional
        The case whose names and checks count; event data needs one.
    into : bool
        Write the entries into the case.
    dropped : Path, optional
        Where rows that are left out are listed; beside the table if left out.

    Raises
    ------
    DataError
        If the table cannot be read, or a row would be left out and nobody wants that.
    CaseError
        If the case cannot be read.
    """
    if wishes.part not in PARTS:
        near = nearest(wishes.part, PARTS)
        raise DataError(Fault(str(path), None, "--as", repr(wishes.part), one_of(PARTS), near))
    with target_of(case, into) as target:
        return _imported(path, wishes, target, into, dropped or beside(path))


def _imported(path: Path, wishes: Wishes, target: Target | None, into: bool, place: Path) -> Imported:
    sheet = read_sheet(path, wishes.encoding, wishes.sheet, wishes.part)
    found = _entries(sheet, wishes, target)
    text = settle(target, found, wishes.keep_twins) if target else ""
    listed = write_dropped(place, sheet, found.dropped)
    if wishes.strict and found.dropped:
        first = min(found.dropped, key=lambda each: each.line)
        raise DataError(
            Fault(sheet.name, first.line, "", first.reason.replace("found ", "", 1), "no such row (--strict)")
        )
    if target and into and found.kept:
        write(target, text)
    if not into:
        text = entry_lines(wishes.part, found.kept, target.sources if target else {}) if found.kept else ""
    return Imported(sheet, found, text, listed)


def _entries(sheet: Sheet, wishes: Wishes, target: Target | None) -> Entries:
    layout = None
    if wishes.part != "sources" and (wishes.layout or "move" not in sheet.columns):
        layout = layout_of(sheet, wishes.layout)
    if layout is None:
        names = target.names if target else None
        return read_entries(sheet, wishes.part, names, wishes.dates, wishes.source, wishes.keep_twins)
    if target is None:
        told = "--into CASE.yaml, or --case CASE.yaml to print what would be written"
        raise DataError(Fault(sheet.name, None, "", f"event data ({layout.name}) and no case", told))
    return _events(sheet, layout, wishes, target)


def _events(sheet: Sheet, layout: Layout, wishes: Wishes, target: Target) -> Entries:
    case = target.case
    own = read_sheet(wishes.names) if wishes.names else None
    codes = own_codes(read_sheet(wishes.codes), tuple(case.moves)) if wishes.codes else {}
    source = wishes.source or layout.name
    reader = Reader(case, wishes.part, layout, source, Matching.of(case, own), codes, wishes.dates)
    names = dict(target.names)
    if not wishes.source:
        names["sources"] = (*names["sources"], source)
    found = reader.read(sheet, names, wishes.keep_twins)
    if found.kept and source not in case.sources and not wishes.source:
        target.sources[source] = _dated(layout.source, found)
    return found


def _dated(source: dict[str, Any], found: Entries) -> dict[str, Any]:
    """The source of events, dated by the last of them: no later day of the data set is used."""
    last = max(str(each.fields["date"]) for each in found.kept.values())
    return {"author": source["author"], "title": source["title"], "date": last, **source}
