"""The words of a table of comma-separated values, whoever wrote it: encodings, separators, commas that end a row."""

from __future__ import annotations

import csv
import io
from collections import Counter
from pathlib import Path

import pandas as pd

from offramp.errors import DataError, Fault
from offramp.scenario.words import show

FIRST_ROW = 2  # the line of the first row, below the header
SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "vertical bars"}
TABLE = "a table of comma-separated values"
# By the marks at the beginning of a file; without one it is UTF-8 or, failing that, what Excel writes in the west.
ENCODINGS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def text(path: Path) -> pd.DataFrame:
    """Read a CSV file as words, whose columns are those of its header.

    Raises
    ------
    DataError
        If there is no such file, it is no table, it was cut off, or its values are not separated by commas.
    """
    header, *rows = _rows(path) or [[]]
    _refuse_separator(path, header)
    if not rows:
        raise _fault(path, None, "a header and no row" if header else "nothing", TABLE)
    names = _trimmed(header, len([name for name in header if name.strip()]))
    twice = [name for name, number in Counter(name.strip().lower() for name in names).items() if number > 1]
    if twice:
        raise _fault(path, 1, f"the column {show(twice[0])} twice", "each column once")
    for line, row in enumerate(rows, FIRST_ROW):
        row[:] = _trimmed(row, len(names))
        if len(row) != len(names):
            cut = ": the file may be cut off" if line == len(rows) + 1 and len(row) < len(names) else ""
            raise _fault(path, line, f"{len(row)} values{cut}", f"{len(names)} values, as many as the header has")
    return pd.DataFrame(rows, columns=names, dtype=str)


def _rows(path: Path) -> list[list[str]]:
    try:
        words = _decoded(path, path.read_bytes())
        return [row for row in csv.reader(io.StringIO(words, newline="")) if row]
    except OSError as error:
        raise _fault(path, None, error.strerror or "no such file", "a file that can be read") from None
    except csv.Error as error:
        raise _fault(path, None, str(error), TABLE) from None


def _decoded(path: Path, data: bytes) -> str:
    """The words of a file in UTF-8, in UTF-16 with its mark, or in Windows-1252."""
    marked = ENCODINGS.get(data[:2])
    for encoding in (marked,) if marked else ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            line, wrong = data.count(b"\n", 0, error.start) + 1, data[error.start]
    raise _fault(path, line, f"byte 0x{wrong:02x}", "text in UTF-8")


def _refuse_separator(path: Path, header: list[str]) -> None:
    """Refuse a table whose header has other separators and no comma; decimals with a comma could not be told apart."""
    if len(header) == 1:
        for mark, name in SEPARATORS.items():
            if mark in header[0]:
                raise _fault(path, 1, f"values separated by {name}", "by commas, with points in decimals")


def _trimmed(row: list[str], width: int) -> list[str]:
    """A row without empty values beyond those of the header, as spreadsheets leave them."""
    return row[:width] if not any(value.strip() for value in row[width:]) else row


def _fault(path: Path, line: int | None, found: str, allowed: str) -> DataError:
    return DataError(Fault(str(path), line, "", found, allowed))
