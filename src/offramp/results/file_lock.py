"""Lock a folder for one writer at a time; the lock ends with its process."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from offramp.errors import RunError

if sys.platform != "win32":
    import fcntl


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Wait until nobody else writes to a file of this folder, and keep others waiting.

    Windows has no such lock; there, two writers at once would leave a chain that does not hold, which is told.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with _held(path.parent, wait=True):
        yield


@contextmanager
def claimed(folder: Path) -> Iterator[None]:
    """Keep a folder, which must exist, for one run; the lock leaves no file behind.

    Where the system has no such lock (Windows, some network disks), the mark that every part carries has to do: see
    `offramp.results.parts`.

    Raises
    ------
    RunError
        If another process or thread keeps it.
    """
    with ExitStack() as stack:
        try:
            stack.enter_context(_held(folder, wait=False))
        except BlockingIOError:
            raise RunError(
                f"{folder}: another run is being written into this folder; wait for its end or choose another --out"
            ) from None
        yield


@contextmanager
def _held(folder: Path, wait: bool) -> Iterator[None]:
    if sys.platform == "win32":
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        _lock(handle, wait)
        yield
    finally:
        os.close(handle)


def _lock(handle: int, wait: bool) -> None:
    """Lock an open folder; on a disk that knows no locks nothing is locked."""
    if sys.platform == "win32":
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        raise
    except OSError:
        if wait:
            raise
