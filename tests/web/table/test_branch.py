"""A seat is taken in a future of a run, or in a game as it stood on an evening."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from offramp.ensemble import run
from tests.ensemble.fake import FakeEngine
from tests.play.games import DAYS
from tests.web.serving import mark
from tests.web.table.served import CASE, HTML, Player, begin, log_of
from tests.world.laws import TWO_NEIGHBOURS

FUTURE = {"run": "first", "future": "3-1", "first": 4}


@pytest.fixture(scope="module")
def stored(app, client: TestClient) -> TestClient:  # type: ignore[no-untyped-def]
    """The server with a run, whose futures are made up: what is asked for and shown is tested, not their acts."""
    place = app.state.settings.folder / "first"
    run(Path(TWO_NEIGHBOURS), out=place, runs=64, draws=8, days=DAYS, keep="all", seed=5, engine=FakeEngine())
    return client


def test_the_page_of_a_future_leads_to_a_seat_in_it(stored: TestClient) -> None:
    page = stored.get("/runs/first/futures/3-1", headers=HTML).text
    assert "Branch here and take a seat" in page and 'action="/table"' in page
    lobby = stored.get("/table", params=FUTURE, headers=HTML).text
    assert "Days 1 to 3 are those of" in lobby and 'name="future" value="3-1"' in lobby and 'name="seed"' not in lobby
    form = {"case": CASE, "seats[]": "aland", **FUTURE, "csrf": mark(stored, "/table")}
    assert stored.post("/table", data=form, headers=HTML).status_code == 201


def test_a_seat_decides_from_its_first_day_on(stored: TestClient) -> None:
    players = begin(stored, "aland", days=None, seed=None, **FUTURE)
    aland, facilitator = players["aland"], players["facilitator"]
    for _ in range(600):
        if not (shown := aland.view())["led"]:
            break
        assert not shown["can_decide"]
        time.sleep(0.05)
    assert (shown["day"], shown["first"], shown["can_decide"]) == (3, 4, True)
    assert "/s5/" in facilitator.view()["address"] and facilitator.view()["address"].endswith("/d3/r1")
    assert aland.end() == {"played": True, "day": 4}


@pytest.mark.parametrize(
    ("other", "status"),
    [({"run": "none"}, 404), ({"future": "9-0"}, 422), ({"first": DAYS + 1}, 422), ({"future": "x"}, 422)],
)
def test_a_future_that_is_not_there_is_refused(stored: TestClient, other: dict[str, object], status: int) -> None:
    asked = {"case": CASE, "seats": {"aland": "person"}, **FUTURE, **other}
    answer = stored.post("/table", json=asked)
    assert answer.status_code == status and answer.json()["error"]


def test_a_game_is_branched_on_the_evening_of_a_day(client: TestClient, app) -> None:  # type: ignore[no-untyped-def]
    players = begin(client, "aland")
    for _ in range(3):
        players["aland"].end()
    made = players["facilitator"].did("/fork", day=1)
    other = Player(client, made["game"], "aland", made["links"]["aland"].rpartition("/")[2])
    assert other.view()["day"] == 1 and players["aland"].view()["day"] == 3
    days = [each for each in log_of(app, made["game"]) if each["do"] == "day"]
    first = next(each for each in log_of(app, players["aland"].game) if each["do"] == "day")
    assert [each["acts"] for each in days] == [first["acts"]]
    assert players["facilitator"].post("/fork", day=9).status_code == 409
