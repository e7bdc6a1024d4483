"""A server with the small case, and what tests do at its table."""

from __future__ import annotations

import json
import shutil
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from fastapi import FastAPI

from offramp.web.app import create_app
from offramp.web.settings import Settings
from tests.play.games import DAYS
from tests.world.laws import TWO_NEIGHBOURS

CASE = "two-neighbours"
HTML = {"Accept": "text/html"}


def settings(folder: Path, **more: Any) -> Settings:
    """Settings of a server that has the small case."""
    made = Settings(folder=folder, requests_per_minute=1_000_000, **more)
    shutil.copy(TWO_NEIGHBOURS, made.place("cases", f"{CASE}.yaml"))
    return made


def application(folder: Path, **more: Any) -> FastAPI:
    return create_app(settings(folder, **more))


@dataclass
class Player:
    """A seat, or the facilitator, of a game, with its token."""

    client: Any
    game: str
    seat: str
    token: str
    base: str = field(init=False)

    def __post_init__(self) -> None:
        self.base = f"/table/{self.game}/" + ("facilitator" if self.seat == "facilitator" else f"seats/{self.seat}")

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    def get(self, rest: str = "/view", **more: Any) -> httpx.Response:
        found: httpx.Response = self.client.get(self.base + rest, headers={**self.headers, **more})
        return found

    def post(self, rest: str, **body: Any) -> httpx.Response:
        found: httpx.Response = self.client.post(self.base + rest, json=body, headers=self.headers)
        return found

    def did(self, rest: str, **body: Any) -> Any:
        """What came of a decision, which must succeed."""
        answer = self.post(rest, **body)
        assert answer.status_code < 300, answer.text
        return answer.json()

    def view(self) -> Any:
        return self.get().json()

    def act(self, do: str, **what: Any) -> Any:
        return self.did("/acts", do=do, **what)

    def end(self) -> Any:
        return self.did("/turn", day=self.view()["day"])

    def awaited(self, rest: str, part: str = "") -> Any:
        """The end of a piece of work."""
        for _ in range(600):
            found = self.get(rest).json()
            work = found[part] if part else found
            if work and work["state"] != "working":
                return found
            time.sleep(0.1)
        raise AssertionError(f"{rest} is still worked out")


def begin(client: Any, *seats: str, headers: dict[str, str] | None = None, **more: Any) -> dict[str, Player]:
    """Begin a game whose seats are played by programs; its players by their seats, the facilitator among them."""
    asked = {"case": CASE, "seats": dict.fromkeys(seats, "program"), "days": DAYS, "seed": 3, **more}
    answer = client.post("/table", json=asked, headers=headers or {})
    assert answer.status_code == 201, answer.text
    made = answer.json()
    return {seat: Player(client, made["game"], seat, link.rpartition("/")[2]) for seat, link in made["links"].items()}


def log_of(app: FastAPI, game: str) -> list[Any]:
    """The lines of a game's log, as they are on the disk."""
    path = app.state.settings.place("games", game, "log.game")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
