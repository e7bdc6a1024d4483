"""The queue: what is asked is done once, whatever ends its process, its server, or both."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from offramp.errors import RunError
from offramp.web.events import Events
from offramp.web.jobs import process, records
from offramp.web.jobs.queue import Queue
from offramp.web.jobs.records import Job
from offramp.web.runs.opened import Runs
from offramp.web.settings import Settings
from offramp.web.store import Store
from tests.web.serving import RUN

SECONDS = 30


def command(folder: Path) -> tuple[str, ...]:
    return sys.executable, "-m", "tests.web.worker_of", str(folder)


@contextmanager
def queue(folder: Path, **more: Any) -> Iterator[Queue]:
    made = Settings(folder, **{"workers": 1, "prepare": False, **more})
    kept = Queue(Store(made.place("web.db")), made, Events(), command)
    kept.start()
    try:
        yield kept
    finally:
        kept.stop()


def until(condition: Callable[[], Any]) -> Any:
    late = time.monotonic() + SECONDS
    while time.monotonic() < late:
        if found := condition():
            return found
        time.sleep(0.02)
    raise AssertionError("it never came about")


def ended(kept: Queue, id: str) -> Job:
    found: Job = until(lambda: (job := records.find(kept.store, id)) and not job.is_open and job)
    return found


def began(kept: Queue, id: str) -> list[tuple[int, float]]:
    place = kept.folder(id) / "began"
    lines = place.read_text().splitlines() if place.is_file() else []
    return [(int(pid), float(at)) for pid, at in map(str.split, lines)]


def is_alive(pid: int) -> bool:
    """Whether a process lives; one that ended and was not yet waited for does not."""
    stat = Path(f"/proc/{pid}/stat")
    return stat.is_file() and stat.read_text().rpartition(")")[2].split()[0] != "Z"


def test_a_job_is_done_and_tells_its_progress_and_its_end(tmp_path: Path) -> None:
    with queue(tmp_path) as kept:
        job = kept.ask("run", {"does": "works"}, "x")
        done = ended(kept, job.id)
        told = [each[2] for each in kept.events._channels[f"job/{job.id}"].events]
    assert (done.state, done.result, done.attempts, done.done, done.total) == ("done", "/about", 1, 1, 4)
    assert [each["state"] for each in told][-1] == "done" and any(each["done"] == 1 for each in told)


@pytest.mark.parametrize(
    ("does", "words"),
    [("fails", "case.yaml:1: found this; allowed: that"), ("dies", "ended from outside (SIGKILL)")],
)
def test_a_job_that_fails_says_why_and_takes_nothing_with_it(tmp_path: Path, does: str, words: str) -> None:
    with queue(tmp_path) as kept:
        bad = kept.ask("run", {"does": does}, "x")
        good = kept.ask("run", {"does": "works"}, "x")
        assert ended(kept, good.id).state == "done"
        found = ended(kept, bad.id)
    assert found.state == "failed" and words in found.error


def test_a_job_whose_process_dies_after_its_result_is_done(tmp_path: Path) -> None:
    with queue(tmp_path) as kept:
        assert ended(kept, kept.ask("run", {"does": "dies-at-the-end"}, "x").id).state == "done"


def test_a_job_is_cancelled_while_it_runs_and_while_it_waits(tmp_path: Path) -> None:
    with queue(tmp_path) as kept:
        runs, waits = (kept.ask("run", {"does": "hangs", "n": n}, "x") for n in range(2))
        ((pid, _),) = until(lambda: began(kept, runs.id))
        assert kept.cancel(waits.id) and kept.cancel(runs.id)
        assert {ended(kept, each.id).state for each in (runs, waits)} == {"cancelled"}
        until(lambda: not is_alive(pid))
        assert not kept.cancel(runs.id)
        assert ended(kept, kept.ask("run", {"does": "works"}, "x").id).state == "done"
        assert began(kept, waits.id) == []


def test_a_job_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    with queue(tmp_path, job_minutes=0.5 / 60) as kept:
        found = ended(kept, kept.ask("run", {"does": "hangs"}, "x").id)
    assert found.state == "failed" and "longer than a job may take" in found.error


def test_a_process_that_will_not_leave_is_made_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "PATIENCE", 0.2)
    deaf = "import signal, time; signal.signal(15, signal.SIG_IGN); print('[0, 1]', flush=True); time.sleep(60)"
    made = process.Process((sys.executable, "-c", deaf), tmp_path, 60)
    assert made.follow(lambda done, total: made.end()).code == -9


def test_no_more_jobs_run_than_there_are_places_and_the_first_asked_is_the_first(tmp_path: Path) -> None:
    with queue(tmp_path, workers=2) as kept:
        jobs = [kept.ask("run", {"does": "ends-late", "seconds": 0.4, "n": n}, "x") for n in range(5)]
        for each in jobs:
            assert ended(kept, each.id).state == "done"
        spans = [(began(kept, each.id)[0][1], float((kept.folder(each.id) / "done").read_text())) for each in jobs]
    assert max(sum(start <= at < end for start, end in spans) for at, _ in spans) == 2
    assert [start for start, _ in spans[::2]] == sorted(start for start, _ in spans[::2])


def test_the_same_question_is_asked_once_while_it_is_open(tmp_path: Path) -> None:
    with queue(tmp_path) as kept:
        first = kept.ask("run", {"does": "hangs"}, "x")
        assert kept.ask("run", {"does": "hangs"}, "x").id == first.id
        kept.cancel(first.id)
        assert kept.ask("run", {"does": "hangs"}, "x").id != first.id


def test_too_many_that_wait_are_refused(tmp_path: Path) -> None:
    with queue(tmp_path, most_waiting=2) as kept:
        running = kept.ask("run", {"does": "hangs"}, "x")
        until(lambda: began(kept, running.id))
        for n in range(2):
            kept.ask("run", {"does": "hangs", "n": n}, "x")
        with pytest.raises(RunError, match="too many jobs wait already \\(2\\)"):
            kept.ask("run", {"does": "hangs", "n": 9}, "x")


def test_what_a_server_left_goes_on_at_the_next(tmp_path: Path) -> None:
    with queue(tmp_path) as kept:
        job = kept.ask("run", {"does": "ends-late", "seconds": 1.0}, "x")
        until(lambda: began(kept, job.id))
    assert records.find(kept.store, job.id).state == "queued"  # type: ignore[union-attr]
    with queue(tmp_path) as kept:
        found = ended(kept, job.id)
        assert (found.state, found.attempts, len(began(kept, job.id))) == ("done", 2, 2)


SERVER = """
import sys, time
from pathlib import Path
from tests.web.test_jobs import queue
with queue(Path(sys.argv[1])) as kept:
    job = kept.ask("run", {"does": "ends-late", "seconds": float(sys.argv[2])}, "x")
    print(job.id, flush=True)
    time.sleep(600)
"""


def killed_after(tmp_path: Path, takes: float, pause: float) -> tuple[str, list[int]]:
    """Kill a server some time after it has begun a job; the id of the job and the ids of its processes."""
    server = subprocess.Popen(
        [sys.executable, "-c", SERVER, str(tmp_path), str(takes)], stdout=subprocess.PIPE, text=True
    )
    assert server.stdout is not None
    id = server.stdout.readline().strip()
    place = Settings(tmp_path).place("jobs", id) / "began"
    until(lambda: place.is_file() and place.read_text().endswith("\n"))
    time.sleep(pause)
    server.kill()
    server.wait()
    server.stdout.close()
    return id, [int(line.split()[0]) for line in place.read_text().splitlines()]


@pytest.mark.parametrize("pause", [0.0, 0.3, 0.6])
def test_a_server_that_is_killed_loses_no_job_and_counts_none_twice(tmp_path: Path, pause: float) -> None:
    id, pids = killed_after(tmp_path, 0.3, pause)
    until(lambda: not any(map(is_alive, pids)))  # what it had begun leaves with it
    with queue(tmp_path) as kept:
        assert ended(kept, id).state == "done"
        assert len(records.listed(kept.store)) == 1
        assert len((kept.folder(id) / "done").read_text().splitlines()) == 1


def test_a_job_that_ends_its_server_again_and_again_is_given_up(tmp_path: Path) -> None:
    made = Settings(tmp_path)
    store = Store(made.place("web.db"))
    job = records.add(store, "run", {"does": "works"}, "x", "")
    for _ in range(records.MOST_ATTEMPTS):
        assert records.take(store) is not None
        last = records.find(store, job.id)
        assert last is not None
        if last.attempts < records.MOST_ATTEMPTS:
            records.put_back(store, job.id)
    with queue(tmp_path) as kept:
        found = ended(kept, job.id)
    assert found.state == "failed" and "before its end 3 times" in found.error


def test_the_worker_has_less_room_and_less_right_than_the_pages(tmp_path: Path) -> None:
    (tmp_path / "asked.json").write_text(json.dumps({"kind": "hog", "asked": {}, "id": "x", "gib": 0.5, "runs": "."}))
    hog = """
import os, sys
from pathlib import Path
from offramp.web.jobs import kinds, worker
def work(asked, runs, id, tell):
    print(os.nice(0), file=sys.stderr)
    bytearray(2 << 30)
kinds.KINDS["hog"] = kinds.Kind("hog", work)
sys.exit(worker.main(Path(sys.argv[1])))
"""
    asked = [sys.executable, "-c", hog, str(tmp_path)]
    with subprocess.Popen(asked, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as done:
        assert done.stderr is not None
        nice, words = done.stderr.read().splitlines()
        code = done.wait()
    assert code == 1
    assert int(nice) == os.nice(0) + 10 and words.startswith("it needs more memory than a job may have (0.5 GiB)")


def test_the_pages_of_runs_are_prepared_beside_the_server(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder / RUN, tmp_path / RUN)
    with queue(tmp_path, prepare=True) as kept:
        place = kept.settings.place("parts", f"{RUN}.json")
        until(place.is_file)
        before = place.stat().st_mtime_ns
        Runs(kept.settings).open(RUN)
        assert place.stat().st_mtime_ns == before  # read, and not made again
        assert ended(kept, kept.ask("run", {"does": "works"}, "x").id).state == "done"


def test_before_anything_is_counted_the_last_jobs_say_how_long_it_takes(tmp_path: Path) -> None:
    store = Store(tmp_path / "web.db")
    for minutes, runs in ((2, 100), (4, 100), (3, 100), (50, 9_000)):
        made = records.add(store, "run", {"runs": runs}, "case", "")
        records.take(store)
        records.finish(store, made.id, records.DONE)
        with store.change() as db:
            times = "2030-01-01T12:00:00+00:00", f"2030-01-01T12:{minutes:02}:00+00:00", made.id
            db.execute("update jobs set started = ?, ended = ? where id = ?", times)
    assert records.usual(store, records.add(store, "run", {"runs": 100}, "case", "")) == 180
    assert records.usual(store, records.add(store, "run", {"runs": 200}, "case", "")) is None
    assert records.usual(store, records.add(store, "compare", {"runs": 100}, "case", "")) is None
