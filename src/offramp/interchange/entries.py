"""Rows as entries of a case: each is read, validated by itself, and named; what is left out is accounted for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from offramp.errors import DataError, Fault
from offramp.scenario.parts import Part
from offramp.scenario.reading.entry import Names, entry
from offramp.scenario.reading.tree import Node
from offramp.scenario.words import nearest, one_of

from .cells import DayOrder
from .columns import ID, PARTS, columns, entry_of
from .sheet import Dropped, Row, Sheet

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST_ID, MOST_ENTRIES = 80, 10_000
ACT = ("date", "actor", "move", "target", "arena")


@dataclass
class Entries:
    """What a table comes to.

    Attributes
    ----------
    part : str
        The part of a case that it is read as.
    kept : dict of str to Entry
        By their ids.
    dropped : list of Dropped
    """

    part: str
    kept: dict[str, Entry] = field(default_factory=dict)
    dropped: list[Dropped] = field(default_factory=list)

    def keep(self, name: str, one: Entry) -> None:
        """Add an entry.

        Raises
        ------
        DataError
            If there are more than a case can hold.
        """
        if len(self.kept) >= MOST_ENTRIES:
            allowed = (
                f"{MOST_ENTRIES:,} at most: narrow the table; `rates` say how often acts came, `complete` how many"
            )
            raise DataError(Fault(self.part, None, "", f"more than {MOST_ENTRIES:,} entries", allowed))
        self.kept[name] = one

    def drop(self, name: str, reason: str) -> None:
        """Leave out what was kept before."""
        row = self.kept.pop(name).row
        self.dropped.append(left_out(row, reason))


@dataclass(frozen=True)
class Entry:
    """An entry with the row that it comes from: what is written, and what it means.

    Attributes
    ----------
    is_named : bool
        Whether the table gives its id.
    by_act : bool
        Whether another event of the same day, doer, move, target and place is the same event.
    """

    row: Row
    fields: Mapping[str, Any]
    made: Part
    is_named: bool = True
    by_act: bool = False

    @property
    def act(self) -> tuple[Any, ...]:
        """What two events that are one have in common: the day, doer, move, target and place."""
        return tuple(getattr(self.made, name) for name in ACT)


def left_out(row: Row, reason: str) -> Dropped:
    """Account for a row that is left out."""
    return Dropped(row.line, reason, tuple(row.cells.values()))


def read_entries(
    sheet: Sheet,
    part: str,
    names: Names | None = None,
    dates: DayOrder | None = None,
    source: str | None = None,
    keep_twins: bool = False,
) -> Entries:
    """Read the rows of a table as entries of a part.

    Parameters
    ----------
    sheet : Sheet
    part : {"record", "aftermath", "sources"}
    names : mapping, optional
        What the case defines; references are not checked without it.
    dates : {"dmy", "mdy"}, optional
        What 3/4/2020 means.
    source : str, optional
        The source of events that name none.
    keep_twins : bool
        Keep rows that say the same as another.

    Raises
    ------
    DataError
        If the table lacks a column.
    """
    model = PARTS[part]
    _refuse_lacking(sheet, model, {"source"} if source else set())
    found = Entries(part, dropped=list(sheet.dropped))
    seen: dict[Any, int] = {}
    for row in sheet.rows:
        one, reason = _read(sheet, row, model, names, dates, source)
        if one is None:
            found.dropped.append(left_out(row, reason))
            continue
        name = row.cells.get(ID, "").strip() or _new_id(one, found.kept)
        if reason := _again(one, name, found, seen, keep_twins):
            found.dropped.append(left_out(row, reason))
            continue
        found.keep(name, one)
    return found


def _refuse_lacking(sheet: Sheet, model: type[Part], given: set[str]) -> None:
    known = [each.name for each in columns(model)]
    lacking = [each.name for each in columns(model) if each.needed and each.name not in {*sheet.columns, *given}]
    if lacking:
        near = nearest(lacking[0], [each for each in sheet.columns if each not in known])
        found = f"no column {', '.join(lacking)}"
        raise DataError(Fault(sheet.name, 1, "", found, f"the columns {one_of([ID, *known], 30)}", near))


def _read(
    sheet: Sheet, row: Row, model: type[Part], names: Names | None, dates: DayOrder | None, source: str | None
) -> tuple[Entry | None, str]:
    """One row as an entry, or why it is none."""
    fields, amiss = entry_of(row.cells, model, dates)
    if source and "source" not in fields:
        fields["source"] = [source]
    if not amiss:
        made, faults = entry(model, grown(fields, sheet.name, row.line), names)
        amiss = [said(fault) for fault in faults]
        named = row.cells.get(ID, "").strip()
        if named and (not _ID.fullmatch(named) or len(named) > _LONGEST_ID):
            amiss.append(f"id: found {named!r}; allowed: lower-case letters, digits and hyphens, {_LONGEST_ID} at most")
        if made is not None and not amiss:
            return Entry(row, fields, made, bool(named), by_act=not named and part_of_acts(model)), ""
    return None, " | ".join(amiss)


def part_of_acts(model: type[Part]) -> bool:
    """Whether the entries of a part are acts."""
    return set(ACT) <= model.model_fields.keys()


def grown(value: Any, file: str, line: int) -> Node:
    """A value as a tree that stands in one line of a file.

    Parameters
    ----------
    value : object
    file : str
    line : int
    """
    if isinstance(value, Mapping):
        value = {key: grown(each, file, line) for key, each in value.items()}
    elif isinstance(value, list):
        value = [grown(each, file, line) for each in value]
    return Node(value, file, line)


def said(fault: Fault) -> str:
    """A fault in words, without its file and line."""
    hint = f" (did you mean {fault.hint}?)" if fault.hint else ""
    where = f"{fault.field}: " if fault.field else ""
    return f"{where}found {fault.found}; allowed: {fault.allowed}{hint}"


def _new_id(one: Entry, taken: Mapping[str, Entry]) -> str:
    """An id for a row that has none, by what it says."""
    made: Any = one.made
    words = [made.date, made.actor, made.move, made.target] if hasattr(made, "move") else [made.author, made.title]
    stem = "-".join(re.findall(r"[a-z0-9]+", " ".join(words).lower()))[: _LONGEST_ID - 6].strip("-") or "entry"
    return free(stem, taken)


def free(stem: str, taken: Mapping[str, Any]) -> str:
    """Return a name that is not taken: the stem, or the stem with a number."""
    if stem not in taken:
        return stem
    number = 2
    while f"{stem}-{number}" in taken:
        number += 1
    return f"{stem}-{number}"


def _again(one: Entry, name: str, found: Entries, seen: dict[Any, int], keep_twins: bool) -> str:
    """Say that a row repeats another; nothing if it does not."""
    if name in found.kept:
        return f"id: found {name!r} a second time (first in line {found.kept[name].row.line}); allowed: each id once"
    key = one.act if one.by_act else one.made.model_dump_json()
    if key in seen and not keep_twins:
        what = "the same day, doer, move, target and place" if one.by_act else "the same in every column but the id"
        return f"a twin of line {seen[key]}: {what}"
    seen.setdefault(key, one.row.line)
    return ""
