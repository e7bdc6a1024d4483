"""Fifty readers of stored pages beside four jobs that are queued and played: how long a page takes."""

from __future__ import annotations

import http.client
import json
import os
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from offramp.ensemble import run
from offramp.web.settings import Settings
from tests.world.laws import TWO_NEIGHBOURS

pytestmark = pytest.mark.soak
READERS, JOBS, SECONDS, PAUSE = 50, 4, 60.0, 2.0
CASE, RUN = "two-neighbours", "stored"
PAGES = ("/", "/runs", *(f"/runs/{RUN}{page}" for page in ("", "/futures", "/futures/1-1", "/ways-out", "/sources")))
MEDIAN, HIGH, FIRST = 0.3, 2.0, 1.0


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("load")
    run(Path(TWO_NEIGHBOURS), out=folder / RUN, runs=2_048, draws=64, seed=3)
    Settings(folder).place("cases", f"{CASE}.yaml").write_bytes(Path(TWO_NEIGHBOURS).read_bytes())
    return folder


@pytest.fixture(scope="module")
def port(folder: Path) -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        found = free.getsockname()[1]
    command = "from offramp.cli import main; main()"
    asked = [sys.executable, "-c", command, "serve", str(folder), "--port", str(found), "--rate", "1000000"]
    server = subprocess.Popen(asked, stderr=subprocess.DEVNULL)
    try:
        _until_open(found)
        yield found
    finally:
        server.terminate()
        server.wait(60)


def test_readers_wait_little_beside_queued_jobs(port: int, folder: Path) -> None:
    first = get(port, "/")
    while not Settings(folder).place("parts", f"{RUN}.json").is_file():
        time.sleep(0.1)
    opened = get(port, f"/runs/{RUN}")  # prepared beside the server; nobody has opened it before
    for path in PAGES:
        get(port, path)
    for n in range(JOBS):
        ask(port, f"/cases/{CASE}/runs", {"runs": 200_000, "draws": 64, "seed": n})
    times: list[float] = []
    late = time.monotonic() + SECONDS
    readers = [threading.Thread(target=read, args=(port, n, late, times)) for n in range(READERS)]
    for each in readers:
        each.start()
    for each in readers:
        each.join()
    running = [each["state"] for each in json.loads(body(port, "/jobs.json"))["jobs"]]
    times.sort()
    median, high = statistics.median(times), times[int(0.99 * len(times))]
    print(
        f"{len(times)} pages, median {1000 * median:.0f} ms, 99 % {1000 * high:.0f} ms, first {1000 * first:.0f} ms, "
        f"a run's first {1000 * opened:.0f} ms"
    )
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, jobs at the end: {', '.join(running)}")
    assert running.count("running") + running.count("queued") >= 1  # some were played all the while
    assert median < MEDIAN and high < HIGH and max(first, opened) < FIRST


def read(port: int, n: int, late: float, times: list[float]) -> None:
    """Read page after page, with a pause as a reader makes it."""
    for at in range(10_000):
        if time.monotonic() > late:
            return
        times.append(get(port, PAGES[(n + at) % len(PAGES)]))
        time.sleep(PAUSE)


def get(port: int, path: str) -> float:
    began = time.monotonic()
    body(port, path)
    return time.monotonic() - began


def body(port: int, path: str) -> bytes:
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    link.request("GET", path, headers={"Accept": "text/html"})
    answer = link.getresponse()
    found = answer.read()
    link.close()
    assert answer.status == 200, (path, answer.status)
    return found


def ask(port: int, path: str, what: dict[str, int]) -> None:
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    link.request("POST", path, json.dumps(what), {"Content-Type": "application/json"})
    assert link.getresponse().status == 202
    link.close()


def _until_open(port: int) -> None:
    for _ in range(600):
        try:
            body(port, "/about")
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server did not open")
