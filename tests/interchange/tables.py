"""Tables that tests write: invented rows, never those of a data set."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

CASE = Path(__file__).parents[1] / "cases" / "two-neighbours.yaml"
HEAD = ("date", "actor", "move", "target", "arena", "deaths.military", "what", "source")
Rows = list[tuple[object, ...]]


def a_case(folder: Path) -> Path:
    """A copy of the small case, to be written to."""
    return Path(shutil.copy(CASE, folder / "case.yaml"))


def text(head: Sequence[str], rows: Iterable[Sequence[object]], separator: str = ",") -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator="\n")
    writer.writerows([head, *rows])
    return out.getvalue()


def listed(place: Path) -> dict[int, str]:
    """The rows that an import left out, by line, with the reasons."""
    rows = csv.DictReader(io.StringIO(place.read_text(encoding="utf-8")))
    return {int(row["line"]): row["reason"] for row in rows}
