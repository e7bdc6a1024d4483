"""Append bytes to a file, and take back what was added where writing fails."""

from __future__ import annotations

import os
from pathlib import Path


def append_whole(path: Path, data: bytes) -> None:
    """Add bytes to the end of a file, and take back what was added of them where the disk has no room for all.

    Raises
    ------
    OSError
        If they cannot be written; the file is then as it was.
    """
    with path.open("ab", buffering=0) as file:
        before = file.seek(0, os.SEEK_END)
        try:
            written = 0
            while written < len(data):
                written += file.write(data[written:])
            os.fsync(file.fileno())
        except OSError:
            file.truncate(before)
            raise
