"""Export the parts of a case as tables that come back the same."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from offramp.errors import DataError, Fault
from offramp.results.files import whole_file
from offramp.scenario import load
from offramp.scenario.load import find
from offramp.scenario.reading.tree import read

from .columns import ID, PARTS, cells_of, columns
from .csv_table import csv_text
from .sheet import EXCEL

Table = tuple[Sequence[str], Sequence[Sequence[object]]]


def case_table(case: str, part: str) -> Table:
    """Read a part of a case file as a table: its columns and its rows, as the file has them.

    Raises
    ------
    CaseError
        If the case cannot be read.
    """
    load(case)
    model = PARTS[part]
    node = read(find(case), case).get(part)
    entries = node.items() if node else {}
    head = (ID, *(each.name for each in columns(model)))
    return head, [cells_of(name, each.plain(), model) for name, each in entries.items()]


def tables_bytes(tables: dict[str, Table], ending: str) -> bytes:
    """Write tables as one file.

    Parameters
    ----------
    tables : dict of str to (columns, rows)
        By the name of the part.
    ending : str
        Of the file's name: `.xlsx`, or `.csv` for one table alone.
    """
    if ending.lower() in EXCEL:
        from .excel import excel_bytes

        return excel_bytes(dict(tables))
    ((head, rows),) = tables.values()
    return csv_text(head, rows).encode()


def write_new(place: Path, body: bytes, force: bool = False) -> None:
    """Write a file that is not there yet, whole or not at all.

    Parameters
    ----------
    place : Path
    body : bytes
    force : bool
        Write over a file that is there.

    Raises
    ------
    DataError
    """
    if place.exists() and (not force or not place.is_file()):
        raise DataError(Fault(str(place), None, "", "a file that is there already", "a new name, or --force"))
    with whole_file(place) as beside:
        beside.write_bytes(body)
