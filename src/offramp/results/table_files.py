"""Read and write tables as Parquet files, and merge the tables of many parts in sorted order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from . import schemas
from .files import whole_file
from .parts import Part

GROUP_ROWS = 1 << 17  # rows of a row group: fixed, so that a table's bytes do not depend on the batches
SORTED_ROWS = 1 << 20  # rows that are sorted at once


def merge(parts: Sequence[Part], name: str, target: Path) -> None:
    """Write a table of all parts, sorted by draw and run.

    Parameters
    ----------
    parts : sequence of Part
        In the order of their futures; of each draw, the runs of a part come after those of the parts before it.
    name : str
        The table; its rows in every part are sorted by draw and run.
    target : Path
    """
    schema = pq.read_schema(parts[0].path / f"{name}.parquet")
    with whole_file(target) as beside, pq.ParquetWriter(beside, schema, compression="zstd") as writer:
        for table in _regroup(_by_draw(parts, name)):
            writer.write_table(table, GROUP_ROWS)


def add_up(parts: Sequence[Part], name: str, column: str, target: Path) -> None:
    """Add a column of equal tables of all parts.

    Parameters
    ----------
    parts : sequence of Part
        Whose tables are equal but for one column.
    name : str
        Of the table.
    column : str
        That is summed.
    target : Path
        Where the sum goes.
    """
    total = sum(part.table(name)[column].to_numpy() for part in parts)
    table = parts[0].table(name)
    at = table.schema.get_field_index(column)
    write_table(table.set_column(at, table.schema.field(at), pa.array(total)), target)


def write_table(table: pa.Table, target: Path) -> None:
    """Write one whole table."""
    with whole_file(target) as beside:
        pq.write_table(table, beside, compression="zstd")


def read_table(body: bytes, name: str, where: str) -> pa.Table:
    """Read a table of a run folder from the bytes of its file; refuse a foreign one.

    Parameters
    ----------
    body : bytes
        Of the file.
    name : str
        Of the table.
    where : str
        What the file is called in a message.
    """
    table = pq.read_table(pa.BufferReader(body))
    schemas.check(table.schema, name, where)
    return table


def _by_draw(parts: Sequence[Part], name: str) -> Iterator[pa.Table]:
    """The rows of all parts, sorted by draw, as many draws at once as there is room for."""
    counts = np.zeros(0, np.int64)
    for part in parts:
        found = np.bincount(part.table(name, ["draw"])["draw"].to_numpy())
        counts = np.pad(counts, (0, max(0, len(found) - len(counts))))
        counts[: len(found)] += found
    for first, stop in _spans(counts):
        rows = pa.concat_tables(_rows_of(part.table(name), first, stop) for part in parts).combine_chunks()
        order = np.argsort(rows["draw"].to_numpy(), kind="stable")  # within a draw, in the order of the parts
        yield rows.take(pa.array(order))


def _spans(counts: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Cut draws, each with so many rows, into stretches of at most SORTED_ROWS rows, at least one draw each."""
    first, rows, stop = 0, 0, 0
    for stop, more in enumerate(counts):
        if rows and rows + more > SORTED_ROWS:
            yield first, stop
            first, rows = stop, 0
        rows += int(more)
    yield first, stop + 1


def _rows_of(table: pa.Table, first: int, stop: int) -> pa.Table:
    """The rows of a sorted table whose draw is in a stretch."""
    start, end = np.searchsorted(table["draw"].to_numpy(), (first, stop))
    return table.slice(start, end - start)


def _regroup(tables: Iterator[pa.Table]) -> Iterator[pa.Table]:
    """The same rows in tables of GROUP_ROWS, the last one shorter."""
    held: list[pa.Table] = []
    for table in tables:
        held.append(table)
        while sum(map(len, held)) >= GROUP_ROWS:
            joined = pa.concat_tables(held)
            yield joined[:GROUP_ROWS].combine_chunks()
            held = [joined[GROUP_ROWS:]]
    rest = pa.concat_tables(held)
    if len(rest):
        yield rest.combine_chunks()
