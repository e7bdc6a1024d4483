"""`offramp serve`: what it refuses, and what it says once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import uvicorn
from typer.testing import CliRunner

from offramp.cli.app import app
from offramp.web.settings import Settings


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What would have been served: no test listens to a network."""
    found: list[dict[str, Any]] = []
    monkeypatch.setattr(uvicorn, "run", lambda app, **told: found.append({"settings": app.state.settings, **told}))
    return found


def test_it_serves_this_machine_alone_unless_told_otherwise(tmp_path: Path, served: list[dict[str, Any]]) -> None:
    done = CliRunner().invoke(app, ["serve", str(tmp_path / "new")])
    assert done.exit_code == 0 and "http://127.0.0.1:8000/" in done.stderr and "token" not in done.stderr
    (told,) = served
    assert told["host"] == "127.0.0.1" and told["settings"].on_loopback


def test_on_a_network_the_owners_token_is_shown_once(tmp_path: Path, served: list[dict[str, Any]]) -> None:
    asked = ["serve", str(tmp_path), "--host", "0.0.0.0"]
    first, again = (CliRunner().invoke(app, asked).stderr for _ in range(2))
    assert "/enter#token=" in first and "not encrypted" in first
    assert "/enter#token=" not in again
    assert "/enter#token=" in CliRunner().invoke(app, [*asked, "--new-token"]).stderr
    assert not any(each["settings"].on_loopback for each in served)


def test_a_file_is_no_folder_and_one_server_has_a_folder(tmp_path: Path, served: list[dict[str, Any]]) -> None:
    (tmp_path / "file").touch()
    done = CliRunner().invoke(app, ["serve", str(tmp_path / "file")])
    assert done.exit_code == 3 and "no folder" in done.stderr
    with Settings(tmp_path).claimed():
        done = CliRunner().invoke(app, ["serve", str(tmp_path)])
    assert done.exit_code == 3 and "another server shows this folder" in done.stderr
    assert served == []
