"""The command line under test: in an empty folder and with a quick engine, whatever window its tester has."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import pytest

from offramp import ensemble
from tests.cli.window import Offramp, offramp_of
from tests.ensemble.fake import FakeEngine


@pytest.fixture(autouse=True)
def no_window(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers of pytest inherit the columns of a window that they do not have."""
    monkeypatch.delenv("COLUMNS", raising=False)


@pytest.fixture
def engine() -> Any:
    """What makes the engine of studies; a module may have one of its own."""
    return partial(FakeEngine, block=64)


@pytest.fixture
def offramp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: Any) -> Offramp:
    """The command line with a quick engine, in an empty folder."""
    monkeypatch.setattr("offramp.ensemble.player.OfframpEngine", engine)
    monkeypatch.setattr("offramp.api.play", partial(ensemble.run, engine=FakeEngine(block=64)))
    monkeypatch.chdir(tmp_path)
    return offramp_of
