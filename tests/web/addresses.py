"""Every address of the server that can be read, with names that are there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI
from fastapi.testclient import TestClient

from offramp.web import table
from tests.web.serving import CASE, FUTURE, RUN

NAMES = {"run": RUN, "case": CASE, "future": FUTURE, "page": "outlook", "chart": "endings"}


def readable(app: FastAPI, job: str, **more: str) -> Iterator[str]:
    """The addresses of all GET routes outside the table, filled in."""
    for route in routes(app):
        path: str = route.path
        if "GET" in (getattr(route, "methods", None) or ()):
            yield path.format(**{**NAMES, "job": job, **more}) if "{" in path else path


def routes(app: FastAPI) -> Iterator[Any]:
    """All routes but the table's, whose own tests look at them."""
    pending = list(app.routes)
    while pending:
        each = pending.pop(0)
        if hasattr(each, "path"):
            yield each
        else:
            inner = each.original_router
            pending += [] if inner is table.router else inner.routes


def a_job(client: TestClient) -> str:
    """The id of a job that tells a future."""
    answer = client.post(f"/runs/{RUN}/futures/{FUTURE}/why", json={})
    assert answer.status_code == 202, answer.text
    return str(answer.json()["job"])
