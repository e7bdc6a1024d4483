"""The account of an import: what was kept, and each row that was left out with its line and the reason."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from offramp.errors import DataError, Fault
from offramp.results.files import write_text

from .csv_table import csv_text
from .entries import Entries
from .sheet import Dropped, Sheet

HEAD = ("line", "reason")
# Of events: they are neither read nor listed.
COORDINATES = frozenset("latitude longitude lat lon long lng geom_wkt priogrid_gid".split())
MOST_REASONS, MOST_LINES = 12, 5


def beside(path: Path) -> Path:
    """Where the rows that were left out are listed: beside their table."""
    return path.with_name(f"{path.stem}.dropped.csv")


def write_dropped(place: Path, sheet: Sheet, dropped: Sequence[Dropped]) -> Path | None:
    """List the rows that were left out, each as it stands in the table.

    Parameters
    ----------
    place : Path
    sheet : Sheet
    dropped : sequence of Dropped

    Returns
    -------
    Path or None
        Where they are listed; None where nothing was left out. A list of an earlier import is emptied then.

    Raises
    ------
    DataError
        If something else than such a list stands there.
    """
    if not dropped and not place.exists():
        return None
    _refuse_other(place)
    told = [at for at, column in enumerate(sheet.columns) if column not in COORDINATES]
    rows = [
        (each.line, each.reason, *(each.cells[at] for at in told if at < len(each.cells)))
        for each in sorted(dropped, key=lambda each: each.line)
    ]
    write_text(place, csv_text((*HEAD, *(sheet.columns[at] for at in told)), rows))
    return place if dropped else None


def _refuse_other(place: Path) -> None:
    """Refuse to write over anything but a list of an earlier import."""
    begin = ",".join(HEAD).encode() + b","
    if place.exists() and not (place.is_file() and _starts(place, begin)):
        found = "something else than a list of rows that were left out"
        raise DataError(Fault(str(place), None, "--dropped", found, "a new name"))


def _starts(place: Path, begin: bytes) -> bool:
    with place.open("rb") as file:
        return file.read(len(begin)) == begin


def summary(sheet: Sheet, found: Entries) -> list[str]:
    """Say in a few lines what became of the rows."""
    total, kept = len(found.kept) + len(found.dropped), len(found.kept)
    lines = [f"{sheet.name}: {sheet.read_as}", f"{total:,} rows: {kept:,} kept, {len(found.dropped):,} left out"]
    reasons = Counter(kind(each.reason) for each in found.dropped)
    for reason, number in reasons.most_common(MOST_REASONS):
        at = sorted(each.line for each in found.dropped if kind(each.reason) == reason)
        shown = ", ".join(map(str, at[:MOST_LINES])) + (" …" if len(at) > MOST_LINES else "")
        lines.append(f"  {number:,}: {reason} (line{'s' * (len(at) > 1)} {shown})")
    if len(reasons) > MOST_REASONS:
        rest = sum(number for _, number in reasons.most_common()[MOST_REASONS:])
        lines.append(f"  {rest:,}: other reasons")
    return lines


def kind(reason: str) -> str:
    """A reason without what differs from row to row."""
    reason = re.sub(r"^(in the case already): [\w.-]+", r"\1", reason)
    reason = re.sub(r"^(a twin of) (line \d+|[\w.-]+)", r"\1 another", reason.split(" | ")[0])
    if reason.startswith("date: "):  # the days differ from row to row
        return re.sub(r"found .*?; allowed: ", "not ", reason)
    return re.sub(r"; allowed: .*$", "", reason)
