"""The queue: starts jobs, one a core at most, follows them, and ends with the server without losing any."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from offramp.errors import RunError
from offramp.results.files import write_text
from offramp.web.events import Events
from offramp.web.jobs import records
from offramp.web.jobs.process import Ended, Process
from offramp.web.jobs.records import CANCELLED, DONE, FAILED, Job
from offramp.web.settings import Settings
from offramp.web.store import Store

ASKED, RESULT = "asked.json", "result.json"
PREPARES, PREPARE_SECONDS = "", 3600.0  # no job has this id
Command = Callable[[Path], Sequence[str]]
FULL = "too many jobs wait already ({}); try again when some are done, or cancel one"
AGAIN = f"it ended before its end {records.MOST_ATTEMPTS} times; ask for fewer futures"


def worker(folder: Path) -> Sequence[str]:
    """Return the command that does the job of a folder."""
    return sys.executable, "-m", "offramp.web.jobs.worker", str(folder)


def preparing(folder: Path) -> Sequence[str]:
    """Return the command that prepares the pages of all runs of a folder."""
    return sys.executable, "-m", "offramp.web.runs.prepare", str(folder)


class Queue:
    """The jobs of a server.

    Parameters
    ----------
    store : Store
    settings : Settings
    events : Events
    command : callable
        What does the job of a folder; another one for tests.
    """

    def __init__(self, store: Store, settings: Settings, events: Events, command: Command = worker) -> None:
        self.store, self.settings, self.events, self.command = store, settings, events, command
        self._running: dict[str, Process] = {}
        self._changed = threading.Condition()
        self._stopping = False
        self._places = settings.workers  # and one more while pages are prepared
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        """Take up what an earlier server left, and begin to start jobs."""
        for job in records.running(self.store):
            if self._result(job.id) is not None:
                self._finish(job, Ended(0, ""))
            elif job.attempts >= records.MOST_ATTEMPTS:
                records.finish(self.store, job.id, FAILED, error=AGAIN)
            else:
                records.put_back(self.store, job.id)
        self._begin(self._dispatch)
        if self.settings.prepare:
            self._begin(self._prepare)

    def stop(self) -> None:
        """End all processes; what they did is kept, and their jobs wait for the next server."""
        with self._changed:
            self._stopping = True
            running = list(self._running.values())
            self._changed.notify_all()
        for each in running:
            each.end()
        for thread in self._threads:
            thread.join()

    def ask(self, kind: str, asked: Mapping[str, Any], about: str, token: str = "") -> Job:
        """Add a job; the same job, if it is open, is given back instead.

        Parameters
        ----------
        kind : str
        asked : mapping
        about : str
        token : str
            The id of the token of whoever asks.

        Raises
        ------
        RunError
            If too many wait.
        """
        if records.waiting(self.store) >= self.settings.most_waiting:
            raise RunError(FULL.format(self.settings.most_waiting))
        job = records.add(self.store, kind, asked, about, token)
        with self._changed:
            self._changed.notify_all()
        return job

    def cancel(self, id: str) -> bool:
        """Cancel a job; tell whether it was open. A run keeps the futures that are done."""
        done = records.finish(self.store, id, CANCELLED)
        with self._changed:
            process = self._running.get(id)
        if process is not None:
            process.end()
        self._tell(id)
        return done

    def folder(self, id: str) -> Path:
        """Return the folder of a job."""
        return self.settings.place("jobs", id)

    def _prepare(self) -> None:
        """Prepare the pages of all runs beside the server."""
        place = self.settings.place("prepare", "x").parent
        with self._changed:
            if self._stopping:
                return
            self._running[PREPARES] = process = Process(preparing(self.settings.folder), place, PREPARE_SECONDS)
            self._places += 1
        process.follow(lambda done, total: None)
        with self._changed:
            del self._running[PREPARES]
            self._places -= 1

    def _dispatch(self) -> None:
        """Start jobs while there are free places, until the server ends."""
        while True:
            with self._changed:
                while not self._stopping and len(self._running) >= self._places:
                    self._changed.wait()
                if self._stopping:
                    return
                job = records.take(self.store)
                if job is None:
                    self._changed.wait(timeout=1.0)
                    continue
                self._running[job.id] = process = self._process(job)
            self._begin(self._follow, job, process)

    def _process(self, job: Job) -> Process:
        folder = self.folder(job.id)
        folder.mkdir(exist_ok=True)
        limits = {"gib": self.settings.job_gib, "runs": str(self.settings.folder.resolve())}
        told = {"kind": job.kind, "asked": job.asked, "id": job.id, **limits}
        write_text(folder / ASKED, json.dumps(told))
        return Process(self.command(folder), folder, 60 * self.settings.job_minutes)

    def _follow(self, job: Job, process: Process) -> None:
        """Follow one job to its end."""
        self._tell(job.id)

        def progress(done: int, total: int) -> None:
            records.progress(self.store, job.id, done, total)
            self._tell(job.id)

        ended = process.follow(progress)
        if self._stopping and self._result(job.id) is None:
            records.put_back(self.store, job.id)
        else:
            self._finish(job, ended)
        with self._changed:
            del self._running[job.id]
            self._changed.notify_all()
        self._tell(job.id)
        self.store.close()

    def _finish(self, job: Job, ended: Ended) -> None:
        found = self._result(job.id)
        if found is not None:
            records.finish(self.store, job.id, DONE, result=str(found.get("shown", "")))
        else:
            records.finish(self.store, job.id, FAILED, error=ended.words)

    def _result(self, id: str) -> Mapping[str, Any] | None:
        """What a job wrote at its end; None if it has not come so far."""
        place = self.folder(id) / RESULT
        if not place.is_file():
            return None
        found: Mapping[str, Any] = json.loads(place.read_text(encoding="utf-8"))
        return found

    def _tell(self, id: str) -> None:
        job = records.find(self.store, id)
        if job is not None:
            told = {"state": job.state, "done": job.done, "total": job.total, "result": job.result}
            self.events.publish(f"job/{id}", "job", told)

    def _begin(self, work: Callable[..., None], *values: Any) -> None:
        self._threads = [each for each in self._threads if each.is_alive()]
        thread = threading.Thread(target=work, args=values, daemon=True)
        self._threads.append(thread)
        thread.start()
