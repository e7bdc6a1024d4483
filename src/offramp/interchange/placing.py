"""Put entries into the text of a case file, each at its place, and leave every other line as it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from offramp.errors import DataError, Fault
from offramp.scenario.reading.tree import Node, grow

from .yaml_lines import line

_BLANK = re.compile(r"\s*(#.*)?")


def placed(text: str, name: str, part: str, entries: Mapping[str, Mapping[str, Any]]) -> str:
    """Return the text of a case file with more entries in one of its parts.

    Events come after those of the same day or an earlier one, other entries at the end of their part. What is not the
    old file and the new entries, read again, is refused.

    Parameters
    ----------
    text : str
    name : str
        Of the file, for faults.
    part : {"record", "aftermath", "sources"}
    entries : mapping of str to mapping
        By their ids.

    Raises
    ------
    DataError
        If the part is written in braces, so that nothing can be put into it.
    CaseError
        If the text is no case file.
    """
    if not entries:
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text += "" if text.endswith("\n") else "\n"
    root, _ = grow(text, name)
    there = root.get(part)
    if there is None or not there.items():
        made = _begun(text, part, there, entries)
    else:
        made = _among(text, name, part, root, entries)
    return _proved(made, name, part, root, entries)


def _begun(text: str, part: str, there: Node | None, entries: Mapping[str, Mapping[str, Any]]) -> str:
    """Begin a part that is not there yet, or has nothing in it."""
    body = "".join(line(key, fields) for key, fields in _by_day(entries).items())
    if there is None:
        return f"{text}\n{part}:\n{body}"
    rows = text.split("\n")
    empty = re.fullmatch(rf"({part}:)\s*(\{{\s*\}}|null|~)?\s*(#.*)?", rows[there.line - 1])
    if empty:
        rows[there.line - 1] = f"{empty[1]}{'  ' + empty[3] if empty[3] else ''}\n{body.rstrip()}"
    return "\n".join(rows)


def _among(text: str, name: str, part: str, root: Node, entries: Mapping[str, Mapping[str, Any]]) -> str:
    rows = text.split("\n")
    items, head = root.items()[part].items(), root.items()[part].line
    starts = [each.line for each in items.values()]
    if starts[0] <= head or len(set(starts)) < len(starts) or starts != sorted(starts):
        raise DataError(Fault(name, head, part, "entries in braces", f"{part}: and below it an entry in each line"))
    indent = len(rows[starts[0] - 1]) - len(rows[starts[0] - 1].lstrip())
    later = [each.line for each in root.items().values() if each.line > head]
    ends = [_end(rows, stop) for stop in [*starts[1:], min(later, default=len(rows) + 1)]]
    days = [str(each.get("date").value) if each.get("date") else "" for each in items.values()]  # type: ignore[union-attr]
    after: dict[int, list[str]] = {}
    for key, fields in _by_day(entries).items():
        at = len(ends) if "date" not in fields else sum(1 for each in days if each <= str(fields["date"]))
        where = ends[at - 1] if at else starts[0] - 1
        after.setdefault(where, []).append(line(key, fields, indent).rstrip("\n"))
    made = []
    for number, row in enumerate(["", *rows]):
        made += [row] if number else []
        made += after.get(number, [])
    return "\n".join(made)


def _end(rows: list[str], stop: int) -> int:
    """The last line of an entry, given the line in which the next one begins: blanks and comments are not of it."""
    last = stop - 1
    while last > 1 and _BLANK.fullmatch(rows[last - 1]):
        last -= 1
    return last


def _by_day(entries: Mapping[str, Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    return dict(sorted(entries.items(), key=lambda each: str(each[1].get("date", ""))))


def _proved(made: str, name: str, part: str, root: Node, entries: Mapping[str, Mapping[str, Any]]) -> str:
    """The text, once it reads as the old file and the new entries."""
    again, faults = grow(made, name)
    wanted = root.plain()
    wanted[part] = {**(wanted.get(part) or {}), **{key: _listed(fields) for key, fields in entries.items()}}
    if faults or again.plain() != wanted:
        node = root.get(part)
        told = f"{part}: and below it an entry in each line; or paste what is printed without --into"
        raise DataError(Fault(name, node.line if node else None, part, "a form that no entry can be put into", told))
    return made


def _listed(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _listed(each) for key, each in value.items()}
    return [_listed(each) for each in value] if isinstance(value, (list, tuple)) else value
