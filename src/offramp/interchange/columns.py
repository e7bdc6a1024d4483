"""How an entry of a case stands in the row of a table: a column for each field, and one for each number of the dead.

What a cell cannot say plainly, such as a range with its source, stands there as the case file has it, in braces.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from offramp.errors import CaseError
from offramp.scenario.parts import Part, Source
from offramp.scenario.reading.entry import fields_of
from offramp.scenario.reading.tree import grow
from offramp.scenario.record.events import Deaths, Event
from offramp.scenario.words import Refusal, show

from .cells import DayOrder, day, flag

PARTS: Mapping[str, type[Part]] = {"record": Event, "aftermath": Event, "sources": Source}
Kind = Literal["text", "day", "flag", "list", "value"]
ID = "id"
_BETWEEN = "; "
_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,15})?")


@dataclass(frozen=True)
class Column:
    """One column.

    Attributes
    ----------
    path : tuple of str
        The field that it stands for.
    kind : {"text", "day", "flag", "list", "value"}
    needed : bool
        Whether a table without it cannot be read.
    """

    path: tuple[str, ...]
    kind: Kind
    needed: bool

    @property
    def name(self) -> str:
        """What stands in the header."""
        return ".".join(self.path)


def columns(model: type[Part]) -> tuple[Column, ...]:
    """The columns of a part, in the order of its fields."""
    made = []
    for name, annotation in fields_of(model).items():
        if annotation is Deaths:
            made += [Column((name, below), "value", False) for below in fields_of(Deaths) if below != "note"]
        else:
            kind: Kind = "day" if name == "date" else _kind(annotation)
            made.append(Column((name,), kind, model.model_fields[name].is_required()))
    return tuple(made)


def _kind(annotation: Any) -> Kind:
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _kind(args[0])
    if origin in (Union, UnionType) and len(rest := [each for each in args if each is not type(None)]) == 1:
        return _kind(rest[0])
    if annotation is str or origin is Literal:
        return "text"
    if annotation is bool:
        return "flag"
    return "list" if origin is tuple else "value"


def cells_of(name: str, fields: Mapping[str, Any], model: type[Part]) -> list[str]:
    """Write an entry as the cells of its row, its id first.

    Parameters
    ----------
    name : str
        Its id.
    fields : mapping
        As the case file has them.
    model : type
    """
    return [name, *(_cell(each, _at(fields, each.path)) for each in columns(model))]


def _at(fields: Any, path: tuple[str, ...]) -> Any:
    for step in path:
        fields = fields.get(step) if isinstance(fields, Mapping) else None
    return fields


def _cell(column: Column, value: Any) -> str:
    if value is None:
        return ""
    if column.kind == "list" and isinstance(value, list):
        return _BETWEEN.join(map(str, value))
    if isinstance(value, (bool, dict, list)):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def entry_of(
    cells: Mapping[str, str], model: type[Part], dates: DayOrder | None = None
) -> tuple[dict[str, Any], list[str]]:
    """Read an entry from the cells of its row.

    Parameters
    ----------
    cells : mapping of str to str
        By the names of the columns.
    model : type
    dates : {"dmy", "mdy"}, optional

    Returns
    -------
    fields : dict
        As a case file has them.
    amiss : list of str
        What is wrong in which column.
    """
    fields: dict[str, Any] = {}
    amiss: list[str] = []
    for column in columns(model):
        cell = cells.get(column.name) or cells.get(column.name.replace(".", "_"), "")
        if not cell.strip() and not (column.needed and column.kind == "text" and column.name in cells):
            continue
        try:
            _put(fields, column.path, _value(column, cell, dates))
        except Refusal as refusal:
            amiss.append(f"{column.name}: found {refusal.found}; allowed: {refusal.allowed}")
    return fields, amiss


def _put(fields: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    for step in path[:-1]:
        fields = fields.setdefault(step, {})
    fields[path[-1]] = value


def _value(column: Column, cell: str, dates: DayOrder | None) -> Any:
    if column.kind == "text":
        return cell
    if column.kind == "day":
        return day(cell, dates)
    if column.kind == "flag":
        return flag(cell)
    if column.kind == "list":
        return [item for each in re.split(r"[;|]", cell) if (item := each.strip())]
    return _scalar(cell.strip())


def _scalar(cell: str) -> Any:
    """A number, a range in words, or what stands in braces as in a case file."""
    if cell.startswith("{"):
        try:
            root, faults = grow(cell, "the cell")
        except CaseError:
            root, faults = None, []
        if root is None or faults:
            raise Refusal(show(cell), "what a case file has in braces, such as {value: 3..8, source: an-id}")
        return root.plain()
    if _NUMBER.fullmatch(cell):
        return float(cell) if "." in cell else int(cell)
    return cell
