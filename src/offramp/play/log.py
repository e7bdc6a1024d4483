"""The file of a game: lines are only ever added, each whole or not at all, and kept when they are said to be done."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from offramp import __version__
from offramp.errors import DataError, Fault, RunError
from offramp.results.file_lock import locked
from offramp.results.whole_append import append_whole

from .entries import FORM, SCHEMA, Entry, path_to


class GameLog:
    """The log of one game.

    Attributes
    ----------
    path : Path or None
        The file; None for a game that is kept in memory alone.
    entries : list of Entry
        Every line, in the order in which they were written; the first is the head.
    last : str
        The id of the entry at which the game stands.
    barrier : str
        Why nothing can be added; empty if it can.
    """

    def __init__(self, path: Path | None, entries: list[Entry]) -> None:
        self.path, self.entries = path, entries
        self.barrier = ""
        stands = entries[-1]
        self.last: str = stands.what["to"] if stands.do == "go" else stands.id
        self._whole = sum(len(each.line.encode()) for each in entries)

    @classmethod
    def begin(cls, path: Path | None, head: Mapping[str, Any]) -> GameLog:
        """Begin the log of a new game.

        Raises
        ------
        RunError
            If there is such a file.
        """
        first = Entry.make(0, "", FORM, {"schema": SCHEMA, "version": __version__, **head})
        if path is not None:
            with locked(path):
                if path.exists():
                    raise RunError(f"{path}: there is such a file; resume it, or choose another name")
                append_whole(path, first.line.encode())
        return cls(path, [first])

    @classmethod
    def open(cls, path: Path) -> GameLog:
        """Open a log; a last line that was not written to its end is left out.

        Raises
        ------
        DataError
            If it is no log of a game, or a line was changed.
        """
        try:
            text = path.read_bytes().decode("utf-8", errors="replace")
        except OSError as error:
            reason = error.strerror or "no such file"
            raise DataError(Fault(str(path), None, "", reason, "the file of a game")) from None
        *lines, _ = text.split("\n")  # what stands after the last line end is no whole line
        entries = [_read(path, number, line) for number, line in enumerate(lines, 1)]
        if not entries or entries[0].do != FORM or entries[0].what.get("schema") != SCHEMA:
            raise DataError(Fault(str(path), 1, "", "no head of a game", f"a file that begins with {FORM}"))
        known: set[str] = {""}
        for number, each in enumerate(entries, 1):
            follows = each.what.get("to") if each.do == "go" else each.after
            if follows not in known or each.what["n"] != number - 1:
                raise DataError(Fault(str(path), number, "after", "a line that is out of its place", "the next line"))
            known.add(each.id)
        return cls(path, entries)

    @property
    def head(self) -> Mapping[str, Any]:
        """What names the game: case, hash, version, plugins, address, seats."""
        return self.entries[0].what

    @property
    def line(self) -> list[Entry]:
        """The decisions on whose account the game stands where it stands, without the head."""
        return path_to(self.entries, self.last)[1:]

    def add(self, do: str, **what: Any) -> Entry:
        """Write a decision down; it is on the disk when this returns.

        Raises
        ------
        RunError
            If another program has written to the file, or another version or case began it.
        """
        self.refuse_to_go_on()
        made = Entry.make(len(self.entries), self.last, do, what)
        if self.path is not None:
            self._write(self.path, made.line.encode())
        self.entries.append(made)
        self.last = what["to"] if do == "go" else made.id
        return made

    def refuse_to_go_on(self) -> None:
        """Refuse to go on with a game that can only be shown.

        Raises
        ------
        RunError
        """
        if self.barrier:
            raise RunError(f"{self.path or 'the game'}: {self.barrier}")

    def go(self, to: str, **what: Any) -> None:
        """Stand at another entry; what follows there becomes a branch of its own, and nothing is lost."""
        if to != self.last:
            self.add("go", to=to, **what)

    def _write(self, path: Path, data: bytes) -> None:
        with locked(path):
            size = path.stat().st_size if path.exists() else -1
            if size > self._whole and b"\n" not in path.read_bytes()[self._whole :]:
                with path.open("r+b") as file:  # half a line, of whoever was killed while writing it
                    file.truncate(self._whole)
            elif size != self._whole:
                raise RunError(f"{path}: another program has written to this game; open it again")
            append_whole(path, data)
        self._whole += len(data)


def _read(path: Path, number: int, line: str) -> Entry:
    found = Entry.read(line)
    if found is None:
        raise DataError(Fault(str(path), number, "", "a line that was changed", "the line as it was written"))
    return found
