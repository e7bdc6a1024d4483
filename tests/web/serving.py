"""A server over a folder with one run of the small case, made without compiling anything."""

from __future__ import annotations

import re
import socket
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI
from fastapi.testclient import TestClient

from offramp.ensemble import run
from offramp.study.compare.question import Compare
from offramp.web import tokens
from offramp.web.app import create_app
from offramp.web.settings import Settings
from offramp.web.tokens import Role
from tests.ensemble.fake import FakeEngine
from tests.world.laws import TWO_NEIGHBOURS as NEIGHBOURS

TWO_NEIGHBOURS = Path(NEIGHBOURS)
CASE, RUN, FUTURE = "two-neighbours", "first", "3-1"
EVENT = "rockets"
HTML = {"Accept": "text/html"}
DRAWS = 24
MARK = re.compile(r'name="csrf" value="([0-9a-f]+)"')


def folder_of(place: Path, case: str | Path = TWO_NEIGHBOURS) -> Path:
    """Make a folder of runs that has one run, with the answer of a comparison."""
    made = place / RUN
    run(case, out=made, runs=DRAWS * 8, draws=DRAWS, keep="all", seed=5, engine=FakeEngine())
    return place


def compared(folder: Path, case: str | Path = TWO_NEIGHBOURS) -> None:
    """Keep the answer of a comparison with the run."""
    from offramp.scenario import load

    way = next(iter(load(case).offramps))
    Compare(case, offramps=(way,), runs=64, draws=8, seed=5, out=folder / RUN).run(engine=FakeEngine())


def settings(folder: Path, **more: Any) -> Settings:
    """Settings of a server that has the small case and no limit on requests."""
    made = Settings(**{"folder": folder, "requests_per_minute": 1_000_000, "workers": 1, "prepare": False, **more})
    made.place("cases", f"{CASE}.yaml").write_bytes(TWO_NEIGHBOURS.read_bytes())
    return made


def fake_worker(folder: Path) -> Sequence[str]:
    """The command of a job that compiles nothing."""
    return sys.executable, "-m", "tests.web.fake_worker", str(folder)


def application(folder: Path, **more: Any) -> FastAPI:
    return create_app(settings(folder, **more), fake_worker)


def token(app: FastAPI, role: Role, **more: str) -> dict[str, str]:
    """The header of a new token."""
    text, _ = tokens.issue(app.state.store, role, **more)
    return {"Authorization": f"Bearer {text}"}


def mark(client: TestClient, page: str = "/cases") -> str:
    """What a form of a page carries."""
    found = MARK.search(client.get(page, headers=HTML).text)
    assert found is not None
    return found[1]


def awaited(client: TestClient, job: str, seconds: float = 60) -> Mapping[str, Any]:
    """A job at its end."""
    late = time.monotonic() + seconds
    while time.monotonic() < late:
        found: Mapping[str, Any] = client.get(f"/jobs/{job}.json").json()
        if not found["open"]:
            return found
        time.sleep(0.05)
    raise AssertionError(f"{job} is still open")


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """Serve it on a free port of this machine, in a thread of this process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error", timeout_graceful_shutdown=2))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(20)
