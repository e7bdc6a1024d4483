"""Progress on stderr: a bar on a terminal, a plain line now and then elsewhere, nothing for what is quick."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

QUICK, PAUSE = 2.0, 5.0  # seconds before the first plain line, and between two
COMPILING = "compiling, about 20 s the first time"  # what is done before the first future

Tell = Callable[[int, int], None]


@contextmanager
def progress(words: str = "futures") -> Iterator[Tell]:
    """Give a function that is told how many are done of how many; until it is, the program is being compiled."""
    with _bar(words) if sys.stderr.isatty() else _plain(words) as tell:
        yield tell


@contextmanager
def _bar(words: str) -> Iterator[Tell]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(COMPILING, total=None)

        def tell(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total, description=words if done else COMPILING)

        yield tell


@contextmanager
def _plain(words: str) -> Iterator[Tell]:
    clock = time.monotonic()
    due = clock + QUICK
    waiting = threading.Timer(QUICK, print, [COMPILING], {"file": sys.stderr, "flush": True})
    waiting.daemon = True

    def tell(done: int, total: int) -> None:
        nonlocal due
        now = time.monotonic()
        if done:
            waiting.cancel()
        if now >= due and 0 < done < total:
            print(f"{done:,} of {total:,} {words}, {now - clock:.0f} s", file=sys.stderr, flush=True)
            due = now + PAUSE

    waiting.start()
    try:
        yield tell
    finally:
        waiting.cancel()
