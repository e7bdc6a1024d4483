"""Read and write CSV: separated by commas, semicolons or tabs, whichever the header has most of."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from .cells import guarded
from .encoding import decoded
from .sheet import Sheet, fits, made, no_table

MOST_TORN = 50  # quotation marks that are not closed: the rest of the file is read anew after each
SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs"}
_TOLD = re.compile(r"sep=(.)\r?\n?")  # a line that Excel reads before the header


def read_csv(data: bytes, name: str, encoding: str | None = None) -> Sheet:
    """Read a table from the bytes of a CSV file.

    Parameters
    ----------
    data : bytes
    name : str
        Of the file, for faults.
    encoding : str, optional

    Raises
    ------
    DataError
    """
    found = decoded(data, name, encoding)
    skipped, separator = _separator(found.text, name)
    return made(
        name, _rows(found.text, name, separator, skipped), f"{found.read_as}, separated by {SEPARATORS[separator]}"
    )


def _separator(text: str, name: str) -> tuple[int, str]:
    """The lines before the header, and what separates its names."""
    lines = io.StringIO(text, newline="")
    for number, line in enumerate(lines):
        if (told := _TOLD.fullmatch(line)) and told[1] in SEPARATORS:
            return number + 1, told[1]
        if line.strip():
            bare = re.sub(r'"[^"]*"', "", line)
            separator = max(SEPARATORS, key=bare.count)
            if not bare.count(separator):
                raise no_table(name, number + 1, "one column", "columns separated by commas, semicolons or tabs")
            return number, separator
    raise no_table(name, None, "nothing", "a header and rows")


def _rows(text: str, name: str, separator: str, skipped: int) -> Iterator[tuple[int, int, Sequence[str]]]:
    """The rows with their first and last lines; a quotation mark that is not closed costs its own line alone."""
    lines = list(io.StringIO(text, newline=""))
    at, width, torn = skipped, 0, 0
    while at < len(lines):
        for first, last, cells in _read(lines, at, separator):
            at = last
            if cells is not None and (first == last - 1 or not width or fits(cells, width)):
                width = width or len(cells)
                if any(cell.strip() for cell in cells):
                    yield first + 1, last, cells
                continue
            if (torn := torn + 1) > MOST_TORN or not width:
                found = f"more than {MOST_TORN} quotation marks that are not closed" if width else "an endless header"
                raise no_table(name, first + 1, found, "a table of separated values")
            yield first + 1, first + 1, next(csv.reader([lines[first]], delimiter=separator, quoting=csv.QUOTE_NONE))
            at = first + 1
            break


def _read(lines: list[str], start: int, separator: str) -> Iterator[tuple[int, int, list[str] | None]]:
    """Rows from a line on: where each begins, where the next one does, and its cells; None for one without an end."""
    reader = csv.reader(islice(lines, start, None), delimiter=separator, strict=True)
    first = start
    while first < len(lines):
        try:
            cells: list[str] | None = next(reader)
        except StopIteration:
            return
        except csv.Error:
            cells = None
        yield first, start + reader.line_num, cells
        first = start + reader.line_num


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Write a table as CSV in which no cell is a formula.

    Parameters
    ----------
    columns : sequence of str
    rows : iterable of sequences
        Texts are guarded, numbers are written as they are.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(map(guarded, columns))
    writer.writerows([guarded(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return out.getvalue()
