"""Parts: what one batch of futures leaves on the disk, so that a run that was stopped or killed can go on.

A part is a folder `parts/START-STOP` (futures in the order of draw and run) with a small table of each kind
and their checksums. It is moved into place when it is whole, so it is there or not; a part that was damaged
since is forgotten and computed again.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from . import schemas
from .files import whole_file, whole_folder

SUMS = "sums.json"
GROUP_ROWS = 1 << 17  # rows of a row group: fixed, so that a table's bytes do not depend on the batches
_NAME = re.compile(r"(\d{12})-(\d{12})")


@dataclass(frozen=True)
class Part:
    """The futures from `start` up to `stop`, and the folder of their tables."""

    start: int
    stop: int
    path: Path

    def table(self, name: str) -> pa.Table:
        """One of its tables."""
        return pq.read_table(self.path / f"{name}.parquet")

    def intact(self) -> bool:
        """Whether every table is as it was written."""
        try:
            sums = json.loads((self.path / SUMS).read_text())
            return bool(sums) and all(_sum(self.path / name) == sums[name] for name in sums)
        except (OSError, ValueError, AttributeError):
            return False


def write(folder: Path, start: int, stop: int, tables: Mapping[str, pa.Table]) -> None:
    """Write the tables of a batch, all or nothing."""
    with whole_folder(folder / f"{start:012d}-{stop:012d}") as beside:
        for name, table in tables.items():
            pq.write_table(table, beside / f"{name}.parquet")
        sums = {path.name: _sum(path) for path in sorted(beside.iterdir())}
        (beside / SUMS).write_text(json.dumps(sums))


def listed(folder: Path) -> list[Part]:
    """The parts in the order of their futures."""
    names = [(path, _NAME.fullmatch(path.name)) for path in sorted(folder.iterdir())] if folder.is_dir() else []
    return [Part(int(name[1]), int(name[2]), path) for path, name in names if name]


def intact(folder: Path) -> list[Part]:
    """The parts that are as they were written; the others are removed."""
    found = []
    for part in listed(folder):
        if part.intact():
            found.append(part)
        else:
            shutil.rmtree(part.path)
    return found


def missing(parts: Sequence[Part], total: int) -> list[range]:
    """The futures that no part has."""
    edges = [0, *(edge for part in parts for edge in (part.start, part.stop)), total]
    gaps = (range(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True))
    return [gap for gap in gaps if gap]


def merge(parts: Sequence[Part], name: str, target: Path) -> None:
    """Join a table of all parts, in their order and in little memory."""
    schema = pq.read_schema(parts[0].path / f"{name}.parquet")
    with whole_file(target) as beside, pq.ParquetWriter(beside, schema, compression="zstd") as writer:
        for table in _regroup(part.table(name) for part in parts):
            writer.write_table(table, GROUP_ROWS)


def add_up(parts: Sequence[Part], name: str, column: str, target: Path) -> None:
    """Add a column of equal tables of all parts."""
    total = sum(part.table(name)[column].to_numpy() for part in parts)
    table = parts[0].table(name)
    at = table.schema.get_field_index(column)
    write_table(table.set_column(at, table.schema.field(at), pa.array(total)), target)


def write_table(table: pa.Table, target: Path) -> None:
    """Write one whole table."""
    with whole_file(target) as beside:
        pq.write_table(table, beside, compression="zstd")


def read_table(target: Path, name: str) -> pa.Table:
    """Read a table of a run folder; refuse a foreign one."""
    table = pq.read_table(target)
    schemas.check(table.schema, name, str(target))
    return table


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


def _sum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
