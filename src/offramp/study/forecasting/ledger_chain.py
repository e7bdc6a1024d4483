"""The lines of a ledger: each holds the hash of the line before it and its own."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from offramp.errors import DataError, Fault

NOTHING = "0" * 64
FORECAST = ("question", "probability", "as_of", "horizon", "source")
OUTCOME = ("forecast", "outcome", "on", "source")
CHAIN = ("kind", "recorded", "previous", "hash")
BEGINS = '{"kind": "'
STRANGE = "no JSON object: the line was changed or cut off"
CUT = "a line that ends early, as on a full disk: `offramp ledger mend` cuts it off"


def chain(path: Path) -> Iterator[dict[str, Any]]:
    """Every line of a ledger, seen to be whole and in its place.

    Raises
    ------
    DataError
        If a line was changed, moved, taken out or cut off, naming the line.
    """
    text = path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""
    *rows, rest = text.split("\n")
    yield from _checked(path, rows)
    if rest:
        raise _broken(path, len(rows) + 1, CUT if _is_torn(rest) else STRANGE)


def linked(kind: str, recorded: str, told: Iterable[dict[str, Any]], previous: str) -> list[dict[str, Any]]:
    """Make lines that follow a hash and each other.

    Parameters
    ----------
    kind : str
        Forecast or outcome.
    recorded : str
        When, in UTC.
    told : iterable
        What each line says.
    previous : str
        The hash of the line before the first.
    """
    lines = []
    for each in told:
        line = {"kind": kind, "recorded": recorded, **each, "previous": previous}
        line["hash"] = previous = _hash(line)
        lines.append(line)
    return lines


def cut_off(path: Path) -> str:
    """Cut off a last line that was not written to its end, and return it; one that lacks its end of line alone stays.

    Raises
    ------
    DataError
        If there is no such file, or a line above the last was changed, moved or taken out.
    """
    if not path.exists():
        raise DataError(Fault(str(path), None, "", "no such file", "a ledger"))
    data = path.read_bytes()
    whole = data.rfind(b"\n") + 1
    rows, rest = data[:whole].decode(errors="replace").split("\n")[:-1], data[whole:]
    for _ in _checked(path, rows):
        pass
    if not rest:
        return ""
    try:
        for _ in _checked(path, [*rows, rest.decode(errors="replace")]):
            pass
    except DataError:
        if not _is_torn(rest.decode(errors="replace")):
            raise
        with path.open("rb+") as file:
            file.truncate(whole)
        return rest.decode(errors="replace")
    with path.open("ab") as file:
        file.write(b"\n")
    return ""


def _is_torn(rest: str) -> bool:
    """Whether a last line without its end begins as lines of a ledger do: nobody else's file is cut."""
    return rest.startswith(BEGINS) or BEGINS.startswith(rest)


def _checked(path: Path, rows: Iterable[str]) -> Iterator[dict[str, Any]]:
    previous, forecasts = NOTHING, set[str]()
    for number, words in enumerate(rows, 1):
        line = _line(path, number, words)
        if (wrong := _misfit(line, previous, forecasts)) is not None:
            raise _broken(path, number, wrong)
        previous = line["hash"]
        forecasts |= {previous} if line["kind"] == "forecast" else set()
        yield line


def _line(path: Path, number: int, words: str) -> dict[str, Any]:
    try:
        line = json.loads(words)
    except json.JSONDecodeError:
        raise _broken(path, number, STRANGE) from None
    names = {"forecast": FORECAST, "outcome": OUTCOME}.get(line.get("kind", "") if isinstance(line, dict) else "", ())
    if not names or {*line} != {*names, *CHAIN}:
        raise _broken(path, number, "no line of a ledger")
    return dict(line)


def _misfit(line: dict[str, Any], previous: str, forecasts: set[str]) -> str | None:
    """Say why a line does not fit the lines above it; None where it does."""
    if line["hash"] != _hash({name: value for name, value in line.items() if name != "hash"}):
        return "a line that is not as it was written: its hash does not fit"
    if line["previous"] != previous:
        return "a line that does not follow the one above it: one was taken out, added or moved"
    if line["kind"] == "outcome" and line["forecast"] not in forecasts:
        return "the outcome of no forecast above it"
    return None


def _broken(path: Path, number: int, found: str) -> DataError:
    return DataError(Fault(str(path), number, "", found, "the lines as they were written, none changed"))


def _hash(line: dict[str, Any]) -> str:
    plain = json.dumps(line, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()
