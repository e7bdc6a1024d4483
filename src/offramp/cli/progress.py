"""Progress on stderr: a bar on a terminal, a plain line now and then elsewhere, nothing for what is quick."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

QUICK, PAUSE = 2.0, 5.0  # seconds before the first plain line, and between two

Tell = Callable[[int, int], None]


@contextmanager
def progress(words: str = "futures") -> Iterator[Tell]:
    """Give a function that is told how many are done of how many."""
    if sys.stderr.isatty():
        with _bar(words) as tell:
            yield tell
    else:
        yield _plain(words)


@contextmanager
def _bar(words: str) -> Iterator[Tell]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(words, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _plain(words: str) -> Tell:
    clock = time.monotonic()
    due = clock + QUICK

    def tell(done: int, total: int) -> None:
        nonlocal due
        now = time.monotonic()
        if now >= due and done < total:
            print(f"{done:,} of {total:,} {words}, {now - clock:.0f} s", file=sys.stderr, flush=True)
            due = now + PAUSE

    return tell
