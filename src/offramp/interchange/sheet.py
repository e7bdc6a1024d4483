"""A table of words with the lines they stand in, from a CSV or an Excel file of a bounded size."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from offramp.errors import DataError, Fault, unprintable
from offramp.scenario.words import show

from .cells import bare

MOST_BYTES, MOST_ROWS, MOST_COLUMNS = 100_000_000, 200_000, 300
MOST_LETTERS = 10_000  # of a cell
EXCEL = (".xlsx", ".xlsm")
OTHERS = {
    ".xls": "an old Excel file",
    ".ods": "an OpenDocument table",
    ".numbers": "a table of Numbers",
    ".parquet": "Parquet",
}


@dataclass(frozen=True)
class Row:
    """One row: the line it begins in, and its cells by the names of their columns."""

    line: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Dropped:
    """A row that is left out: its line, why, and what stands in it."""

    line: int
    reason: str
    cells: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """A table.

    Attributes
    ----------
    name : str
        The file as the reader named it.
    columns : tuple of str
        As `plain` writes them.
    rows : tuple of Row
    dropped : tuple of Dropped
        Rows that do not fit the header.
    read_as : str
        Encoding and separator, or the name of the sheet, in words.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    dropped: tuple[Dropped, ...] = ()
    read_as: str = ""

    @property
    def size(self) -> int:
        """How many rows there are below the header."""
        return len(self.rows) + len(self.dropped)


def plain(column: str) -> str:
    """Write the name of a column in one way: `Event Date` and `event_date` are the same."""
    return "_".join(column.replace("\ufeff", "").strip().lower().replace("-", " ").replace("_", " ").split())


def read_sheet(path: Path, encoding: str | None = None, sheet: str | None = None, usual: str = "") -> Sheet:
    """Read a table from a CSV or an Excel file.

    Parameters
    ----------
    path : Path
    encoding : str, optional
        Of a CSV file; it is recognised if left out.
    sheet : str, optional
        Of an Excel file; the usual one if left out, or the first.
    usual : str
        The sheet that is read if it is there and no other is asked for.

    Raises
    ------
    DataError
        If there is no such file, it is too large, or it is no table.
    """
    ending = path.suffix.lower()
    if ending in OTHERS:
        raise no_table(str(path), None, OTHERS[ending], "a CSV or an Excel file (.xlsx)")
    data = _bytes(path)
    if ending in EXCEL or data.startswith(b"PK\x03\x04"):
        from .excel import read_excel

        return read_excel(data, str(path), sheet, usual)
    from .csv_table import read_csv

    return read_csv(data, str(path), encoding)


def _bytes(path: Path) -> bytes:
    name = str(path)
    try:
        if path.is_dir() or (path.exists() and not path.is_file()):
            raise no_table(name, None, "a directory, a device or a pipe", "a CSV or an Excel file")
        if (size := path.stat().st_size) > MOST_BYTES:
            raise no_table(name, None, f"{size:,} bytes", f"{MOST_BYTES:,} at most")
        return path.read_bytes()
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        raise no_table(name, None, reason, "a CSV or an Excel file") from None


def made(name: str, rows: Iterator[tuple[int, int, Sequence[str]]], read_as: str) -> Sheet:
    """Make a table of its rows, the header first.

    Parameters
    ----------
    name : str
        Of the file.
    rows : iterator of (first line, last line, cells)
    read_as : str

    Raises
    ------
    DataError
        If it has no header, a column twice, or too many rows or columns.
    """
    _, _, header = next(rows, (0, 0, ()))
    columns = _columns(name, header)
    kept, dropped = [], []
    for number, (line, _, cells) in enumerate(rows):
        if number >= MOST_ROWS:
            raise no_table(name, line, f"more than {MOST_ROWS:,} rows", f"{MOST_ROWS:,} at most")
        cells = _trimmed(cells, len(columns))
        if reason := _amiss(cells, len(columns)):
            dropped.append(Dropped(line, reason, tuple(cells)[:MOST_COLUMNS]))
        else:
            kept.append(Row(line, dict(zip(columns, map(bare, cells), strict=True))))
    return Sheet(name, columns, tuple(kept), tuple(dropped), read_as)


def _columns(name: str, header: Sequence[str]) -> tuple[str, ...]:
    columns = [plain(bare(cell)) for cell in header]
    while columns and not columns[-1]:
        columns.pop()
    if not columns:
        raise no_table(name, 1, "no header", "a first line with the names of the columns")
    if len(columns) > MOST_COLUMNS:
        raise no_table(name, 1, f"{len(columns):,} columns", f"{MOST_COLUMNS} at most")
    for column, number in Counter(columns).items():
        if not column or number > 1:
            found = f"the column {show(column)} twice" if column else "a column without a name"
            raise no_table(name, 1, found, "each column once, by its name")
    return tuple(columns)


def fits(cells: Sequence[str], width: int) -> bool:
    """Whether a row has as many cells as the header, but for empty ones at its end."""
    return len(_trimmed(cells, width)) == width


def _trimmed(cells: Sequence[str], width: int) -> list[str]:
    """A row without empty cells beyond those of the header, as spreadsheets leave them."""
    return list(cells if any(cell.strip() for cell in cells[width:]) else cells[:width])


def _amiss(cells: Sequence[str], width: int) -> str:
    """Say what is wrong with a row as such; nothing if it fits."""
    if len(cells) != width:
        return f"{len(cells)} values; allowed: {width}, as many as the header has"
    for cell in cells:
        if len(cell) > MOST_LETTERS:
            return f"a cell of {len(cell):,} letters; allowed: {MOST_LETTERS:,} at most"
        if unseen := unprintable(cell.replace("\r\n", "\n")):
            return f"a control character ({unseen}); allowed: text that can be seen"
        if any("\ud800" <= letter <= "\udfff" for letter in cell):
            return "half a character (a surrogate); allowed: whole characters"
    return ""


def no_table(name: str, line: int | None, found: str, allowed: str) -> DataError:
    """Make the error of a file that is no such table.

    Parameters
    ----------
    name : str
        Of the file.
    line : int or None
    found, allowed : str
    """
    return DataError(Fault(name, line, "", found, allowed))
