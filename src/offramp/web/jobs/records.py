"""Jobs in the database: their states, and the moves from one to the next, each written whole or not at all."""

from __future__ import annotations

import datetime as dt
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from offramp import clock
from offramp.web.store import Row, Store

QUEUED, RUNNING, DONE, FAILED, CANCELLED = "queued", "running", "done", "failed", "cancelled"
OPEN = (QUEUED, RUNNING)
LAST = 5  # jobs by which it is told how long one takes
MOST_ATTEMPTS = 3  # starts of a job whose process or server ended under it


@dataclass(frozen=True)
class Job:
    """One job.

    Attributes
    ----------
    id, kind : str
    asked : mapping
        Its settings.
    about : str
        What it is about, for whoever looks it up again.
    state : str
        queued, running, done, failed or cancelled.
    done, total : int
        Futures that are played, and that are expected in all.
    attempts : int
        How often it was started.
    error, result : str
        What went wrong; where the answer is shown.
    created, started, ended : str
    token : str
        The id of the token of whoever asked.
    """

    id: str
    kind: str
    asked: Mapping[str, Any]
    about: str
    state: str
    done: int
    total: int
    attempts: int
    error: str
    result: str
    created: str
    started: str
    ended: str
    token: str

    @property
    def is_open(self) -> bool:
        """Whether it waits or runs."""
        return self.state in OPEN


def find(store: Store, id: str) -> Job | None:
    """Return a job by its id."""
    found = store.row("select * from jobs where id = ?", id)
    return _job(found) if found else None


def listed(store: Store, state: str = "", about: str = "", most: int = 200) -> list[Job]:
    """Return jobs, the newest first.

    Parameters
    ----------
    store : Store
    state : str
        Those in one state; all if left out.
    about : str
        Those about one thing.
    most : int
    """
    sql = "select * from jobs where ? in (state, '') and ? in (about, '') order by created desc, rowid desc limit ?"
    return [_job(each) for each in store.rows(sql, state, about, most)]


def add(store: Store, kind: str, asked: Mapping[str, Any], about: str, token: str) -> Job:
    """Add a job that waits; the same job, if it waits or runs already, is not added twice.

    Parameters
    ----------
    store : Store
    kind : str
    asked : mapping
    about : str
    token : str
        Of whoever asks.
    """
    text = json.dumps(asked, sort_keys=True)
    with store.change() as db:
        found = db.execute(
            "select * from jobs where kind = ? and asked = ? and state in (?, ?)", (kind, text, *OPEN)
        ).fetchone()
        if found is None:
            row = (secrets.token_hex(6), kind, text, about, QUEUED, clock.stamp(), token)
            db.execute(
                "insert into jobs (id, kind, asked, about, state, created, token) values (?, ?, ?, ?, ?, ?, ?)", row
            )
            found = db.execute("select * from jobs where id = ?", (row[0],)).fetchone()
    return _job(found)


def usual(store: Store, job: Job) -> float | None:
    """Return the seconds that the last jobs of the same kind and size took, by their median; None if there was none."""
    last = store.rows("select * from jobs where kind = ? and state = ? order by ended desc limit 50", job.kind, DONE)
    alike = [each for each in map(_job, last) if each.attempts == 1 and _size(each) == _size(job)]
    times = [(dt.datetime.fromisoformat(each.ended) - dt.datetime.fromisoformat(each.started)) for each in alike[:LAST]]
    return median(each.total_seconds() for each in times) if times else None


def _size(job: Job) -> tuple[Any, ...]:
    """How much work a job is, as far as what was asked says it."""
    return tuple(job.asked.get(key) for key in ("runs", "draws", "days"))


def waiting(store: Store) -> int:
    """Count the jobs that wait."""
    found = store.row("select count(*) as n from jobs where state = ?", QUEUED)
    return int(found["n"]) if found else 0


def take(store: Store) -> Job | None:
    """Start the job that has waited longest; None if none waits."""
    with store.change() as db:
        row = db.execute("select * from jobs where state = ? order by created, rowid limit 1", (QUEUED,)).fetchone()
        if row is None:
            return None
        db.execute(
            "update jobs set state = ?, started = ?, attempts = attempts + 1, error = '' where id = ?",
            (RUNNING, clock.stamp(), row["id"]),
        )
        return _job(db.execute("select * from jobs where id = ?", (row["id"],)).fetchone())


def progress(store: Store, id: str, done: int, total: int) -> None:
    """Write down how far a running job is.

    Parameters
    ----------
    store : Store
    id : str
    done, total : int
    """
    with store.change() as db:
        db.execute("update jobs set done = ?, total = ? where id = ? and state = ?", (done, total, id, RUNNING))


def finish(store: Store, id: str, state: str, *, error: str = "", result: str = "") -> bool:
    """End an open job, once; tell whether it was open.

    Parameters
    ----------
    store : Store
    id : str
    state : str
        done, failed or cancelled.
    error, result : str
    """
    with store.change() as db:
        done = db.execute(
            "update jobs set state = ?, error = ?, result = ?, ended = ? where id = ? and state in (?, ?)",
            (state, error, result, clock.stamp(), id, *OPEN),
        )
    return done.rowcount == 1


def put_back(store: Store, id: str) -> None:
    """Let a running job wait again: its server ended, and what it had is in its folder."""
    with store.change() as db:
        db.execute("update jobs set state = ? where id = ? and state = ?", (QUEUED, id, RUNNING))


def running(store: Store) -> Sequence[Job]:
    """Return the jobs that run, or ran when the server ended."""
    return [_job(each) for each in store.rows("select * from jobs where state = ? order by created", RUNNING)]


def _job(row: Row) -> Job:
    return Job(**{**row, "asked": json.loads(row["asked"])})
