"""The tables of a run as CSV, beside the Parquet files: for spreadsheets and R."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
from pyarrow import csv

from . import schemas
from .file_lock import claimed
from .files import whole_file
from .folder import ABLATION, RunFolder


def write_csv(folder: RunFolder, guard: Callable[[str], str]) -> list[Path]:
    """Write every table of a finished run as CSV.

    Parameters
    ----------
    folder : RunFolder
    guard : callable
        What is made of each text, so that no spreadsheet takes it for a formula.

    Raises
    ------
    RunError
        If a table is not there, or not the one of the run.
    """
    made = folder.manifest()
    names = [*schemas.TABLES, *([ABLATION] if folder.file(ABLATION).exists() else [])]
    tables = {name: folder.table(name, made) for name in names}
    with claimed(folder.path):
        return [_write(folder.path / f"{name}.csv", table, guard) for name, table in tables.items()]


def _write(place: Path, table: pa.Table, guard: Callable[[str], str]) -> Path:
    columns = [_guarded(table.column(name), guard) for name in table.column_names]
    plain = pa.table(columns, names=[guard(name) for name in table.column_names])
    with whole_file(place) as beside:
        csv.write_csv(plain, beside)
    return place


def _guarded(column: pa.ChunkedArray, guard: Callable[[str], str]) -> pa.ChunkedArray:
    """A column of words as plain, guarded text; any other as it is."""
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    if not pa.types.is_string(column.type):
        return column
    known = {word: guard(word) for word in column.unique().to_pylist() if word is not None}
    if all(word == told for word, told in known.items()):
        return column
    return pa.chunked_array([pa.array([known.get(word) for word in column.to_pylist()], pa.string())])
