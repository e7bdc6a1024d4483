"""The program of `docs/play.md` plays a seat over HTTP, as it stands there."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import httpx
from fastapi import FastAPI

from tests.play.games import DAYS
from tests.web.serving import served
from tests.web.table.served import begin, log_of

PAGE = (Path(__file__).parents[3] / "docs" / "play.md").read_text(encoding="utf-8")
(PROGRAM,) = re.findall(r"```python\n(import json.+?)```", PAGE, re.DOTALL)


def test_the_program_of_the_page_plays_a_whole_game(app: FastAPI, tmp_path: Path) -> None:
    place = tmp_path / "player.py"
    place.write_text(PROGRAM)
    with served(app) as server, httpx.Client(base_url=server, timeout=60) as client:
        players = begin(client, "aland", "borduria")
        aland, borduria = players["aland"], players["borduria"]
        words = [sys.executable, str(place), f"{server}/t/{aland.token}"]
        with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as program:
            for day in range(DAYS):
                if day == 1:
                    offer = next(each for each in borduria.view()["options"] if "offer-of-talks" in each["id"])
                    borduria.did("/orders", option=offer["id"], due=offer["due"])
                borduria.did("/turn", day=day)
                while borduria.view()["day"] == day:
                    assert program.poll() is None, "it plays on"
            out, _ = program.communicate(timeout=60)
    assert out == "The game is over.\n" and program.returncode == 0
    did = [(each["do"], each.get("option", "")) for each in log_of(app, aland.game) if each.get("seat") == "aland"]
    assert did.count(("end", "")) == DAYS and ("order", "aland/offer-of-talks/borduria/-") in did


def test_every_request_of_the_page_is_one_of_the_server(app: FastAPI) -> None:
    told = re.findall(r"`(GET|POST) (\S+)`", PAGE.partition("## A seat over HTTP")[2].partition("```")[0])
    paths = app.openapi()["paths"]
    assert len(told) >= 10
    for method, path in told:
        whole = path.replace("...", "/table/{game}/seats/{seat}").replace("GAME", "{game}").replace("SEAT", "{seat}")
        assert method.lower() in paths[whole], whole
