"""Read CSV tables of other projects strictly: a type, bounds and words for unknown for every column used.

What a file may hold beside that is its own affair. A fault names file, line, column, what was found and what is
allowed; of a column with many, the first is told, with how many there are.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from offramp.errors import DataError, Fault
from offramp.interchange.encoding import decoded
from offramp.scenario.words import nearest, one_of, show

FIRST_ROW = 2  # the line of the first row, below the header
SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "vertical bars"}
TABLE = "a table of comma-separated values"
BLANK = ("", ".", "NA", "nan")
MISSING = ("-9", "-99", "99", "999")  # beside a blank, in a coded column that has no such code


@dataclass(frozen=True)
class Codes:
    """The meaning of a coded column.

    Attributes
    ----------
    names : mapping of int to str
        In the order of the codes; the categories of the column read have the same order.
    ordered : bool
        Whether a higher code is more of something.
    published : bool
        Whether the labels were found in published text or code; False if they are from memory.
    """

    names: Mapping[int, str]
    ordered: bool = False
    published: bool = True

    @property
    def allowed(self) -> str:
        """What may stand in the column, in words."""
        return one_of([f"{code} {name}" for code, name in self.names.items()], 24)


@dataclass(frozen=True)
class Column:
    """One column that is read.

    Attributes
    ----------
    source : str
        Its name in the file.
    about : str
        What it says, with its unit.
    kind : {"whole", "number", "word"}
    codes : Codes, optional
        The meaning of a whole number; the column becomes categorical.
    unknown : sequence of str
        What stands for unknown beside a blank.
    low, high : float
        The range of a number.
    also : sequence of float
        Numbers outside the range that mean something, too.
    known : bool
        Whether it has to be known in every row. A whole number that need not is read as a float, NaN where unknown.
    optional : bool
        Whether the file may lack the column; then nothing is known.
    """

    source: str
    about: str
    kind: Literal["whole", "number", "word"] = "whole"
    codes: Codes | None = None
    unknown: Sequence[str] = ()
    low: float = -np.inf
    high: float = np.inf
    also: Sequence[float] = ()
    known: bool = field(default=False, kw_only=True)
    optional: bool = field(default=False, kw_only=True)

    @property
    def allowed(self) -> str:
        """What may stand in the column, in words."""
        what = self.codes.allowed if self.codes else self._range()
        return what if self.known else f"{what}; {' or '.join([*self.empty, 'nothing'])} for unknown"

    @property
    def empty(self) -> tuple[str, ...]:
        """What stands for unknown beside a blank."""
        return (*self.unknown, *(each for each in MISSING if self.codes and int(each) not in self.codes.names))

    def _range(self) -> str:
        what = {"whole": "a whole number", "number": "a number", "word": "a word"}[self.kind]
        low = "" if np.isinf(self.low) else f" from {self.low:g}"
        high = "" if np.isinf(self.high) else f" to {self.high:g}"
        return what + low + high + "".join(f", or {each:g}" for each in self.also)


def read(path: Path, columns: Mapping[str, Column]) -> pd.DataFrame:
    """Read the columns of a CSV file under our own names.

    Raises
    ------
    DataError
        If the file is missing, is no such table, or a column holds what it may not.
    """
    raw = text(path)
    raw.columns = raw.columns.str.strip().str.lower()
    here = set(raw.columns) | {each.source for each in columns.values() if each.optional}
    lacking = [_lacking(path, each, raw.columns) for each in columns.values() if each.source not in here]
    if lacking:
        raise DataError(lacking)
    made, faults = {}, []
    for name, column in columns.items():
        words = raw[column.source] if column.source in raw else [""] * len(raw)
        made[name], fault = _parsed(path, column, [word.strip() for word in words])
        faults += [fault] if fault else []
    if faults:
        raise DataError(faults)
    return pd.DataFrame(made)


def described(columns: Mapping[str, Column], **made: str) -> dict[str, str]:
    """What the columns of a table say: those of a file, dates by their three columns, and those that are `made`."""
    told = {}
    for name, column in columns.items():
        stem, _, part = name.rpartition("_")
        if part == "year" and f"{stem}_month" in columns:
            event = column.about.removeprefix("year of ")
            told[stem] = f"{event}: the day, or the first that it may have been"
            told[f"{stem}_latest"] = "the last day that it may have been"
            told[f"{stem}_exact"] = "whether that is one day"
        elif part not in ("month", "day") and name != "version":
            labels = "; labels from memory" if column.codes and not column.codes.published else ""
            told[name] = f"{column.about} (`{column.source}`{labels})"
    return told | made


def once(path: Path, column: Column, values: pd.Series) -> None:
    """Refuse a file in which a number that names its row stands twice.

    Parameters
    ----------
    path : Path
    column : Column
    values : Series
        As read, in the order of the file.
    """
    twice = values.notna() & values.duplicated()
    if twice.any():
        at = int(twice.idxmax())
        first = int((values == values[at]).idxmax()) + FIRST_ROW
        found = f"{int(values[at])} a second time (first in line {first})"
        raise DataError(Fault(str(path), at + FIRST_ROW, column.source, found, "each number once"))


def _lacking(path: Path, column: Column, there: Sequence[str]) -> Fault:
    return Fault(str(path), 1, column.source, "no such column", column.about, nearest(column.source, list(there)))


def _parsed(path: Path, column: Column, words: list[str]) -> tuple[pd.Series | None, Fault | None]:
    empty = {*BLANK, *column.empty}
    blank = np.array([word in empty for word in words])
    if column.kind == "word":
        known = pd.Series(words, dtype=str).mask(blank)
        return known, _fault(path, column, words, blank & column.known)
    numbers = np.array([np.nan if word in empty else _number(word) for word in words])
    missing = np.isnan(numbers)
    wrong = (missing & ~blank) | (blank & column.known)
    beyond = (numbers < column.low) | (numbers > column.high) | np.isinf(numbers)
    wrong |= beyond & ~np.isin(numbers, list(column.also))
    if column.kind == "whole":
        wrong |= ~missing & (np.where(np.isfinite(numbers), numbers, 0.5) % 1 != 0)
    if column.codes:
        wrong |= ~missing & ~np.isin(numbers, list(column.codes.names))
    fault = _fault(path, column, words, wrong)
    return (None if fault else _typed(column, numbers)), fault


def _number(word: str) -> float:
    try:
        return np.nan if "_" in word else float(word)  # 1_000 is a number to Python alone
    except ValueError:
        return np.nan


def _typed(column: Column, numbers: NDArray[np.float64]) -> pd.Series:
    if column.codes:
        at = {code: i for i, code in enumerate(column.codes.names)}
        codes = [-1 if np.isnan(each) else at[int(each)] for each in numbers]
        kind = pd.CategoricalDtype(list(column.codes.names.values()), column.codes.ordered)
        return pd.Series(pd.Categorical.from_codes(codes, dtype=kind))
    return pd.Series(numbers.astype(np.int64) if column.kind == "whole" and column.known else numbers)


def _fault(
    path: Path, column: Column, words: list[str], wrong: np.ndarray[tuple[int], np.dtype[np.bool_]]
) -> Fault | None:
    if not wrong.any():
        return None
    at = int(wrong.argmax())
    more = f" (and {wrong.sum() - 1} more like it)" if wrong.sum() > 1 else ""
    found = (show(words[at]) if words[at] else "nothing") + more
    return Fault(str(path), at + FIRST_ROW, column.source, found, column.allowed)


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
        raise _no_table(path, None, "a header and no row" if header else "nothing", TABLE)
    names = _trimmed(header, len([name for name in header if name.strip()]))
    twice = [name for name, number in Counter(name.strip().lower() for name in names).items() if number > 1]
    if twice:
        raise _no_table(path, 1, f"the column {show(twice[0])} twice", "each column once")
    for line, row in enumerate(rows, FIRST_ROW):
        row[:] = _trimmed(row, len(names))
        if len(row) != len(names):
            cut = ": the file may be cut off" if line == len(rows) + 1 and len(row) < len(names) else ""
            raise _no_table(path, line, f"{len(row)} values{cut}", f"{len(names)} values, as many as the header has")
    return pd.DataFrame(rows, columns=names, dtype=str)


def _rows(path: Path) -> list[list[str]]:
    try:
        words = _decoded(path, path.read_bytes())
        return [row for row in csv.reader(io.StringIO(words, newline="")) if row]
    except OSError as error:
        raise _no_table(path, None, error.strerror or "no such file", "a file that can be read") from None
    except csv.Error as error:
        raise _no_table(path, None, str(error), TABLE) from None


def _decoded(path: Path, data: bytes) -> str:
    """The words of a file, as every other table from outside is decoded."""
    return decoded(data, str(path)).text


def _refuse_separator(path: Path, header: list[str]) -> None:
    """Refuse a table whose header has other separators and no comma; decimals with a comma could not be told apart."""
    if len(header) == 1:
        for mark, name in SEPARATORS.items():
            if mark in header[0]:
                raise _no_table(path, 1, f"values separated by {name}", "by commas, with points in decimals")


def _trimmed(row: list[str], width: int) -> list[str]:
    """A row without empty values beyond those of the header, as spreadsheets leave them."""
    return row[:width] if not any(value.strip() for value in row[width:]) else row


def _no_table(path: Path, line: int | None, found: str, allowed: str) -> DataError:
    return DataError(Fault(str(path), line, "", found, allowed))
