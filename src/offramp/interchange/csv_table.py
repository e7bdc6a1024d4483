"""Read and write CSV: separated by commas, semicolons or tabs, whichever the header has most of."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from .cells import guarded
from .encoding import decoded
from .sheet import Sheet, made, no_table

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
    lines = io.StringIO(text, newline="")
    for _ in range(skipped):
        next(lines)
    reader = csv.reader(lines, delimiter=separator)
    first = skipped + 1
    try:
        for cells in reader:
            last = reader.line_num + skipped
            if any(cell.strip() for cell in cells):
                yield first, last, cells
            first = last + 1
    except csv.Error as error:
        raise no_table(name, first, str(error), "a table of separated values") from None


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
