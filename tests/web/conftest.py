"""One folder with a run for all tests that only read it, and one server on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from tests.web.serving import application, compared, folder_of


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = folder_of(tmp_path_factory.mktemp("runs"))
    compared(made)
    return made


@pytest.fixture(scope="module")
def pages(folder: Path) -> FastAPI:
    return application(folder)


@pytest.fixture(scope="module")
def reader(pages: FastAPI) -> Iterator[TestClient]:
    with TestClient(pages, base_url="http://127.0.0.1", follow_redirects=False) as made:
        yield made
