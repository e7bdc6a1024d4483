"""Long work beside the pages: advice, what stands, debriefs. It has threads, says how far it is, and is cancelled."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import Any

from offramp.errors import OfframpError
from offramp.play.continuations import Cancelled

THREADS, SLOW = 2, "debrief"  # kinds that take minutes have a thread of their own, and others do not wait for them
Run = Callable[["Job"], Any]


@dataclass
class Job:
    """A piece of work for a seat.

    Attributes
    ----------
    kind : str
        Such as `advice`.
    of : tuple
        What it is about; the result serves as long as this is the same.
    done, whole : int
        How far it is; 0 of 0 before it has begun.
    result : object
        None until it is there.
    error : str
        Why there will be none; empty if all is well.
    """

    kind: str
    of: tuple[Any, ...]
    done: int = 0
    whole: int = 0
    result: Any = None
    error: str = ""
    stopped: threading.Event = field(default_factory=threading.Event)
    ended: threading.Event = field(default_factory=threading.Event)
    begun: float = field(default_factory=time.monotonic)

    @property
    def state(self) -> str:
        """`working`, `done`, `failed` or `cancelled`."""
        if not self.ended.is_set():
            return "working"
        return "cancelled" if self.stopped.is_set() else "failed" if self.error else "done"

    def plain(self) -> dict[str, Any]:
        """Return how far it is as a JSON object."""
        return {"state": self.state, "done": self.done, "whole": self.whole, "error": self.error or None}


class Pools:
    """The threads of a server: few, so that pages have room beside them."""

    def __init__(self) -> None:
        self._quick = ThreadPoolExecutor(THREADS, "offramp-table")
        self._slow = ThreadPoolExecutor(1, "offramp-table-slow")

    def of(self, kind: str) -> ThreadPoolExecutor:
        """Return the threads for a kind of work."""
        return self._slow if kind == SLOW else self._quick

    def close(self) -> None:
        """Begin nothing more."""
        for each in (self._quick, self._slow):
            each.shutdown(wait=False, cancel_futures=True)


class Work:
    """The last piece of work of each kind for each seat.

    Parameters
    ----------
    pools : Pools
        Whose threads it uses.
    changed : callable
        Told whenever a piece is further.
    """

    def __init__(self, pools: Pools, changed: Callable[[], None]) -> None:
        self._pools, self._changed = pools, changed
        self._jobs: dict[tuple[str, str], Job] = {}
        self._lock = threading.Lock()
        self._seats: dict[str, threading.Lock] = {}

    def last(self, kind: str, seat: str) -> Job | None:
        """Return the last piece of a `kind` for a `seat`, under way or over."""
        return self._jobs.get((kind, seat))

    def start(self, kind: str, seat: str, of: tuple[Any, ...], run: Run) -> Job:
        """Begin a piece of work; what was begun about the same goes on instead.

        Parameters
        ----------
        kind, seat : str
        of : tuple
            What it is about: a piece about something else is cancelled.
        run : callable
            Given the job; returns the result.
        """
        with self._lock:
            last = self._jobs.get((kind, seat))
            if last is not None and last.of == of and last.state in ("working", "done"):
                return last
            if last is not None:
                last.stopped.set()
            job = self._jobs[kind, seat] = Job(kind, of)
            own = self._seats.setdefault(seat, threading.Lock())
        self._pools.of(kind).submit(self._run, job, own if kind != SLOW else nullcontext(), run)
        return job

    def cancel(self, kind: str, seat: str) -> None:
        """Cancel a piece of a `kind` for a `seat`, if one is under way."""
        job = self.last(kind, seat)
        if job is not None and not job.ended.is_set():
            job.stopped.set()

    def cancel_all(self) -> None:
        """Cancel everything that is under way."""
        for job in list(self._jobs.values()):
            job.stopped.set()

    def _run(self, job: Job, own: AbstractContextManager[object], run: Run) -> None:
        try:
            with own:  # what a seat knows of the world is kept for one reader at a time
                if job.stopped.is_set():
                    raise Cancelled
                job.result = run(job)
        except Cancelled:
            job.stopped.set()
        except OfframpError as error:
            job.error = str(error)
        except Exception:  # a fault of ours: the reader is told so, and nothing of the game
            job.error = "this could not be worked out, which is a fault of Offramp's"
            raise
        finally:
            job.ended.set()
            self._changed()


def wait_a_little(job: Job, seconds: float) -> Any:
    """Return the result of a job if it comes within some `seconds`, else None."""
    job.ended.wait(seconds)
    return job.result if job.state == "done" else None
