"""Read and write Excel files, with openpyxl, which the extra `tables` installs."""

from __future__ import annotations

import datetime as dt
import io
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from typing import Any

from offramp.errors import OfframpError
from offramp.scenario.words import nearest, one_of

from .cells import guarded
from .sheet import MOST_ROWS, Sheet, made, no_table

MOST_UNPACKED, MOST_FILES = 400_000_000, 2_000
LONGEST = 32_767  # letters that Excel keeps in a cell
Table = tuple[Sequence[str], Iterable[Sequence[object]]]


def read_excel(data: bytes, name: str, sheet: str | None = None, usual: str = "") -> Sheet:
    """Read a table from the bytes of an Excel file: values, never formulas.

    Parameters
    ----------
    data : bytes
    name : str
        Of the file, for faults.
    sheet : str, optional
        The usual one if left out, or the first.
    usual : str

    Raises
    ------
    DataError
        If it is no such file, or would swell beyond what anybody has written.
    """
    _bounded(data, name)
    openpyxl = library()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of parts of a workbook that are no table, such as its styles
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            found = _chosen(book, name, sheet, usual)
            if not hasattr(found, "iter_rows"):
                raise no_table(name, None, f"{found.title}, a sheet without cells", "a sheet with a table")
            return made(name, _rows(found), f"the sheet {found.title}")
    except (OfframpError, MemoryError):
        raise
    except Exception as error:  # of what a hostile or broken archive can hold, a library foresees a part
        raise no_table(name, None, f"no readable Excel file ({type(error).__name__})", "an .xlsx file") from None


def library() -> Any:
    """Import openpyxl.

    Raises
    ------
    OfframpError
        If it is not installed.
    """
    try:
        return import_module("openpyxl")
    except ImportError:
        raise OfframpError("Excel files need openpyxl: pip install 'offramp[tables]'; or save as CSV") from None


def _bounded(data: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise no_table(name, None, "no Excel file, or one that was cut off", "an .xlsx file") from None
    size = sum(part.file_size for part in parts)
    if size > MOST_UNPACKED or len(parts) > MOST_FILES:
        found = f"{size:,} bytes in {len(parts):,} parts when it is unpacked"
        raise no_table(name, None, found, f"{MOST_UNPACKED:,} bytes in {MOST_FILES:,} parts at most")


def _chosen(book: Any, name: str, sheet: str | None, usual: str) -> Any:
    names = list(book.sheetnames)
    if not names:
        raise no_table(name, None, "no sheet", "an Excel file with a table")
    if sheet is None:
        return book[usual if usual in names else names[0]]
    if sheet not in names:
        near = nearest(sheet, names)
        hint = f" (did you mean {near}?)" if near else ""
        raise no_table(name, None, f"no sheet {sheet!r}{hint}", f"one of the sheets: {one_of(names)}; --sheet names it")
    return book[sheet]


def _rows(sheet: Any) -> Iterator[tuple[int, int, Sequence[str]]]:
    blank = 0
    for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
        words = [_words(cell) for cell in cells]
        if any(word.strip() for word in words):
            yield number, number, words
        elif (blank := blank + 1) > MOST_ROWS:  # a sheet that claims a million empty rows
            return


def _words(cell: object) -> str:
    """A value as a person would write it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    if isinstance(cell, dt.date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return str(cell)


def excel_bytes(tables: Mapping[str, Table]) -> bytes:
    """Write tables as the sheets of an Excel file in which every text is a text, and none a formula.

    Parameters
    ----------
    tables : mapping of str to (columns, rows)
        By the name of the sheet.

    Raises
    ------
    DataError
        If a text is longer than Excel keeps.
    """
    book = library().Workbook()
    book.remove(book.active)
    for name, (columns, rows) in tables.items():
        sheet = book.create_sheet(name)
        for number, row in enumerate([columns, *rows], 1):
            for at, value in enumerate(row, 1):
                _fill(sheet.cell(number, at), value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(cell: Any, value: object) -> None:
    if isinstance(value, str):
        if len(value) >= LONGEST:
            raise no_table("the Excel file", cell.row, f"a text of {len(value):,} letters", f"{LONGEST:,} at most; CSV")
        if value:
            cell.value = guarded(value)
            cell.data_type = "s"
    elif value is not None:
        cell.value = value
