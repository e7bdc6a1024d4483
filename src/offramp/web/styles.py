"""Styles and scripts: files of our own, nothing from elsewhere."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources

from fastapi import FastAPI, Response
from starlette.staticfiles import StaticFiles

from offramp import report

DAY = "public, max-age=3600"


def mount(app: FastAPI) -> None:
    """Serve the report's styles, the server's own, and the scripts."""
    app.get("/static/report.css", include_in_schema=False)(_report)
    app.get("/static/report.js", include_in_schema=False)(_script)
    app.mount("/static", StaticFiles(packages=[("offramp.web", "static")]), name="static")


@lru_cache
def _sheet() -> str:
    return report.stylesheet()


def _report() -> Response:
    return Response(_sheet(), media_type="text/css", headers={"Cache-Control": DAY})


def _script() -> Response:
    return Response(report.script(), media_type="text/javascript", headers={"Cache-Control": DAY})


def names() -> list[str]:
    """The files under /static, for tests."""
    return sorted(each.name for each in resources.files("offramp.web").joinpath("static").iterdir())
