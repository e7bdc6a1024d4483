"""A server that is killed in the middle of a turn or of a debrief: nothing shown as done is lost or counted twice."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest

from offramp.play.game import Game
from tests.web.table.served import Player, begin, settings

ROOT = Path(__file__).parents[3]
SERVE = """
import sys
from pathlib import Path
import uvicorn
from offramp.web.app import create_app
from offramp.web.settings import Settings
port = int(sys.argv[2])
made = Settings(folder=Path(sys.argv[1]), port=port, requests_per_minute=1_000_000)
uvicorn.run(create_app(made), port=port, log_level="error")
"""
TURNS = 6  # days of one branch before the facilitator goes back


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    settings(tmp_path)
    return tmp_path


@contextmanager
def server(folder: Path) -> Iterator[tuple[httpx.Client, subprocess.Popen[bytes]]]:
    """A server in a process of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen([sys.executable, "-c", SERVE, str(folder), str(port)], cwd=ROOT)
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
            for _ in range(600):
                try:
                    client.get("/table.json")
                    break
                except httpx.TransportError:
                    time.sleep(0.1)
            yield client, process
    finally:
        process.kill()
        process.wait()


def log_of(folder: Path, game: str) -> list[Any]:
    path = next(folder.glob(f".offramp-web/games/{game}/log.game"))
    return [json.loads(line) for line in path.read_text().splitlines() if line.endswith("}")]


def play(aland: Player, facilitator: Player, asked: list[dict[str, Any]], done: list[dict[str, Any]]) -> None:
    """Play until the server is gone; write down what is asked, and what the server says is done."""
    number = 1 + max((each["number"] for each in asked), default=0)
    try:
        while True:
            day = aland.view()["day"]
            if day >= TURNS:
                facilitator.act("rewind", day=0)
                continue
            for rest, body in (("/messages", {"text": f"word {number}"}), ("/turn", {"day": day})):
                asked.append({"number": number, "rest": rest, **body})
                aland.did(rest, **body)
                done.append(asked[-1])
            number += 1
    except (httpx.TransportError, KeyError):
        return


def killed(folder: Path, times: int, seed: int) -> None:
    """Kill the server while it plays, and open the game again."""
    luck, asked, done = np.random.default_rng(seed), list[dict[str, Any]](), list[dict[str, Any]]()
    players: dict[str, Player] = {}
    for _ in range(times):
        with server(folder) as (client, process):
            players = players or begin(client, "aland")
            for each in players.values():
                each.client = client
            players["aland"].end() if not done else players["aland"].view()  # what is compiled is at hand
            before = len(done)
            thread = threading.Thread(target=play, args=(*(players[n] for n in ("aland", "facilitator")), asked, done))
            thread.start()
            time.sleep(float(luck.uniform(0.05, 1.5)))
            process.kill()
            thread.join(60)
        check(folder, players["aland"].game, asked, done)
        assert len(done) >= before
    assert done, "something was done"


def check(folder: Path, game: str, asked: list[dict[str, Any]], done: list[dict[str, Any]]) -> None:
    entries = log_of(folder, game)
    said = [each["text"] for each in entries if each["do"] == "say"]
    assert len(said) == len(set(said)), "no word is written twice"
    assert {each["text"] for each in done if "text" in each} <= set(said), "no word is lost that was said to be written"
    assert set(said) <= {each["text"] for each in asked if "text" in each}
    turns = [each for each in done if each["rest"] == "/turn"]
    ends, days = ([each for each in entries if each["do"] == do] for do in ("end", "day"))
    assert len(turns) <= len(days), "no day is lost that was said to be played"
    assert len(days) <= len(ends) <= 1 + sum(each["rest"] == "/turn" for each in asked), "none is played twice"
    opened = Game.open(next(folder.glob(f".offramp-web/games/{game}/log.game")))
    assert opened.status.day == len(opened.status.days)


@pytest.mark.proof
def test_a_server_killed_in_the_middle_of_a_turn_keeps_what_it_showed_as_done(folder: Path) -> None:
    killed(folder, 2, 5)


@pytest.mark.soak
def test_a_server_killed_fifty_times_in_the_middle_of_a_turn(folder: Path) -> None:
    killed(folder, 50, int(os.environ.get("OFFRAMP_SEED", "1")))


def killed_in_debrief(folder: Path, times: int) -> None:
    """A debrief is there whole or not at all; one that was there stays, and the log is never touched."""
    luck, players, made, log = np.random.default_rng(1), dict[str, Player](), 0, b""
    for number in range(times):
        with server(folder) as (client, process):
            if not players:
                players = begin(client, "aland")
                for day in range(4):
                    players["facilitator"].act("play", day=day)
                players["facilitator"].did("/choices", debrief=True)
                log = path_of(folder, players).read_bytes()
            players["aland"].client = client
            players["aland"].post("/debrief")
            if number % 5 == 0:
                players["aland"].awaited("/debrief.json", "work")
            shown = players["aland"].get("/debrief.json").json()["debrief"]
            time.sleep(float(luck.uniform(0, 3)))
            process.kill()
        assert path_of(folder, players).read_bytes() == log
        kept = path_of(folder, players).with_name("debrief-aland.json")
        if shown is not None:
            assert json.loads(kept.read_text())["day"] == 4
        made += kept.exists()
        if number % 5 != 0:
            kept.unlink(missing_ok=True)
    assert made, "some got so far"


def path_of(folder: Path, players: dict[str, Player]) -> Path:
    return next(folder.glob(f".offramp-web/games/{players['aland'].game}/log.game"))


@pytest.mark.proof
def test_a_server_killed_in_the_middle_of_a_debrief_leaves_it_whole_or_not_at_all(folder: Path) -> None:
    killed_in_debrief(folder, 2)


@pytest.mark.soak
def test_a_server_killed_fifty_times_in_the_middle_of_a_debrief(folder: Path) -> None:
    killed_in_debrief(folder, 50)
