"""Write and read parts: the results of one batch of futures, from which a stopped run is resumed.

A part is a folder `parts/START-STOP` (futures in the order in which they are played) with a small table of each kind,
sorted by draw and run, their checksums and the mark of the run. It is moved into place when it is whole, so it is
there or not; a part that was damaged since is forgotten and computed again, one of another run is refused.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from offramp.errors import RunError

from .files import UNFINISHED, digest, unlink, whole_folder

SUMS = "sums.json"
TABLES = ("runs", "events", "rungs")
FILES = (SUMS, *(f"{name}.parquet" for name in TABLES))
_NAME = re.compile(r"(\d{12})-(\d{12})")


@dataclass(frozen=True)
class Part:
    """The futures from `start` up to `stop`, and the folder of their tables."""

    start: int
    stop: int
    path: Path

    def table(self, name: str, columns: Sequence[str] | None = None) -> pa.Table:
        """One of its tables, or some columns of it."""
        return pq.read_table(self.path / f"{name}.parquet", columns=columns)

    def note(self) -> dict[str, Any]:
        """The mark of its run and the checksums of its tables; empty if there is no such note."""
        try:
            note = json.loads((self.path / SUMS).read_text())
        except (OSError, ValueError):
            return {}
        return note if isinstance(note, dict) else {}

    def intact(self) -> bool:
        """Whether every table is as it was written."""
        sums = self.note().get("tables")
        try:
            found = {f"{name}.parquet": digest(self.path / f"{name}.parquet") for name in TABLES}
        except OSError:
            return False
        return found == sums


def write(folder: Path, start: int, stop: int, tables: Mapping[str, pa.Table], run: str) -> None:
    """Write the tables of a batch, all or nothing, with the mark of their run.

    Parameters
    ----------
    folder : Path
        Of the parts.
    start : int
        Number of the first future.
    stop : int
        Number after that of the last.
    tables : mapping
        By name.
    run : str
        What identifies the run.
    """
    with whole_folder(folder / f"{start:012d}-{stop:012d}") as beside:
        for name, table in tables.items():
            pq.write_table(table, beside / f"{name}.parquet")
        sums = {path.name: digest(path) for path in sorted(beside.iterdir())}
        (beside / SUMS).write_text(json.dumps({"run": run, "tables": sums}))


def listed(folder: Path) -> list[Part]:
    """The parts in the order of their futures."""
    names = [(path, _NAME.fullmatch(path.name)) for path in sorted(folder.iterdir())] if folder.is_dir() else []
    return [Part(int(name[1]), int(name[2]), path) for path, name in names if name and path.is_dir()]


def of_run(folder: Path, run: str) -> list[Part]:
    """The parts of a run in the order of their futures, without those whose note is damaged.

    Parameters
    ----------
    folder : Path
        Where parts lie.
    run : str
        The mark of the run: `Manifest.identity`.

    Raises
    ------
    RunError
        If one carries another mark or none, or if two have a future in common.
    """
    found = []
    for part in listed(folder):
        if not (note := part.note()):
            continue
        if note.get("run") != run:
            raise RunError(
                f"{part.path}: futures of another run, or of an older version of Offramp, which cannot be resumed; "
                "--force plays this run from its beginning"
            )
        found.append(part)
    for one, other in itertools.pairwise(found):
        if other.start < one.stop:
            raise RunError(
                f"{folder}: {one.path.name} and {other.path.name} have futures in common; --force begins anew"
            )
    return found


def intact(folder: Path, run: str) -> list[Part]:
    """The parts of a run that are as they were written; damaged ones are removed, those of other runs refused."""
    found = [part for part in of_run(folder, run) if part.intact()]
    for part in listed(folder):
        if part not in found:
            remove(part.path)
    return found


def missing(parts: Sequence[Part], total: int) -> list[range]:
    """The futures that no part has."""
    edges = [0, *(edge for part in parts for edge in (part.start, part.stop)), total]
    gaps = (range(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True))
    return [gap for gap in gaps if gap]


def leading(parts: Sequence[Part]) -> list[Part]:
    """The parts from the first future up to the first gap."""
    starts = itertools.accumulate((len(range(part.start, part.stop)) for part in parts), initial=0)
    return [part for part, start in zip(parts, starts, strict=False) if part.start == start]


def forget(folder: Path) -> None:
    """Remove the parts of a folder, whole or unfinished, and nothing that anybody else put there.

    Raises
    ------
    RunError
        If one cannot be removed.
    """
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        if _NAME.fullmatch(path.name.removesuffix(UNFINISHED)) and path.is_dir():
            remove(path)
    if not any(folder.iterdir()):
        unlink(folder)


def remove(part: Path) -> None:
    """Remove the files of a part, then its folder."""
    for name in FILES:
        unlink(part / name)
    unlink(part)
