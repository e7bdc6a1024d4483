"""The server's database: SQLite in WAL mode, so that readers never wait for a writer."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from offramp.errors import RunError
from offramp.web.schema import SCHEMA, VERSION

WAIT = 10.0  # seconds for another writer
Row = Mapping[str, Any]


class Store:
    """The database; every thread has a connection of its own.

    Parameters
    ----------
    path : Path
        Its file; made if it is not there.

    Raises
    ------
    RunError
        If a newer Offramp made it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()
        path.parent.mkdir(parents=True, exist_ok=True)
        found = int(self._connection.execute("pragma user_version").fetchone()["user_version"])
        if found > VERSION:
            raise RunError(f"{path}: made by a newer Offramp (version {found}); allowed: up to {VERSION}")
        self._connection.executescript(f"pragma journal_mode = wal; {SCHEMA} pragma user_version = {VERSION};")

    @property
    def _connection(self) -> sqlite3.Connection:
        """The connection of this thread."""
        made: sqlite3.Connection | None = getattr(self._local, "made", None)
        if made is None:
            made = sqlite3.connect(self.path, timeout=WAIT, isolation_level=None)
            made.row_factory = _row
            made.execute("pragma synchronous = full")  # what was shown as done is on the disk
            made.execute("pragma foreign_keys = on")
            self._local.made = made
        return made

    def rows(self, sql: str, *values: object) -> list[Row]:
        """Return the rows of a query."""
        return self._connection.execute(sql, values).fetchall()

    def row(self, sql: str, *values: object) -> Row | None:
        """Return the first row of a query; None if there is none."""
        found: Row | None = self._connection.execute(sql, values).fetchone()
        return found

    @contextmanager
    def change(self) -> Iterator[sqlite3.Connection]:
        """Give the connection for changes that are written together or not at all."""
        db = self._connection
        db.execute("begin immediate")
        try:
            yield db
        except BaseException:
            db.execute("rollback")
            raise
        db.execute("commit")

    def close(self) -> None:
        """Close the connection of this thread."""
        self._connection.close()
        del self._local.made


def _row(cursor: sqlite3.Cursor, values: tuple[Any, ...]) -> Row:
    return {column[0]: value for column, value in zip(cursor.description, values, strict=True)}
