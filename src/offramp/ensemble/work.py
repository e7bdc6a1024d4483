"""Progress, time and cancellation of one study."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

Progress = Callable[[int, int], None]


class Cancelled(KeyboardInterrupt):
    """Somebody called `Work.cancel`; to be treated like Ctrl-C."""


class Work:
    """The work of one study: futures done of futures expected, time used, and whether it was cancelled.

    A `Work` can be handed to every function that takes `progress`. Whoever made it can then cancel the study from
    another thread: it stops after the block of futures that is being played.

    Parameters
    ----------
    progress : callable, optional
        Called with the futures done and the futures expected in all, whenever some more are done.
    minutes : float, optional
        The budget: a study that can leave something out begins nothing new after so long.

    Examples
    --------
    >>> work = Work(lambda done, total: print(done, "of", total))
    >>> work.expect(300)
    >>> work.add(100)
    100 of 300
    """

    def __init__(self, progress: Progress | None = None, minutes: float | None = None) -> None:
        self.progress, self.minutes = progress, minutes
        self.done = self.total = 0
        self._began = time.monotonic()
        self._cancelled = threading.Event()

    @classmethod
    def of(cls, progress: Progress | None, minutes: float | None = None) -> Work:
        """Return the work that was handed over as `progress`, or a new one that reports to this function."""
        if not isinstance(progress, Work):
            return cls(progress, minutes)
        progress.minutes = progress.minutes if minutes is None else minutes
        return progress

    @property
    def seconds(self) -> float:
        """Seconds since the work began, to the millisecond."""
        return round(time.monotonic() - self._began, 3)

    @property
    def late(self) -> bool:
        """Whether the budget is used up."""
        return self.minutes is not None and time.monotonic() - self._began > 60 * self.minutes

    def expect(self, futures: int) -> None:
        """Set how many futures will be played in all, as far as is known."""
        self.total = futures

    def add(self, futures: int) -> None:
        """Count futures that were played.

        Raises
        ------
        Cancelled
            If somebody cancelled the work.
        """
        self(self.done + futures, max(self.total, self.done + futures))

    def part(self) -> Progress:
        """Return a progress function for a part of the work that counts its own futures from zero."""
        counted = 0

        def progress(done: int, _: int) -> None:
            nonlocal counted
            counted, more = done, done - counted
            self.add(more)

        return progress

    def cancel(self) -> None:
        """Stop the study after the block of futures that is being played; may be called from any thread."""
        self._cancelled.set()

    def __call__(self, done: int, total: int) -> None:
        """Set the futures done and expected: so a `Work` serves wherever a progress function does.

        Raises
        ------
        Cancelled
            If somebody cancelled the work.
        """
        if self._cancelled.is_set():
            raise Cancelled
        self.done, self.total = done, total
        if self.progress:
            self.progress(done, total)
