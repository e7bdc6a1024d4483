"""`offramp cache` shows what is kept and deletes it."""

import json
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from offramp.cli.app import app
from offramp.ensemble.arm_cache import ArmCache


def test_it_shows_and_clears(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OFFRAMP_CACHE", str(tmp_path))
    ArmCache(tmp_path / "arms").put("a" * 64, {"x": np.arange(1000)})
    ask = CliRunner().invoke
    assert "1 entry" in ask(app, ["cache"]).stdout and str(tmp_path) in ask(app, ["cache"]).stdout
    body = json.loads(ask(app, ["cache", "--json"]).stdout)
    assert body["entries"] == 1 and body["bytes"] > 100 and body["deleted"] == 0
    assert "1 entry deleted" in ask(app, ["cache", "--clear"]).stdout
    assert json.loads(ask(app, ["cache", "--json"]).stdout)["entries"] == 0


def test_it_says_that_it_is_off() -> None:
    assert "switched off" in CliRunner().invoke(app, ["cache"]).stdout
