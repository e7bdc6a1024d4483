"""A seat and a facilitator over HTTP: any program plays, and what comes twice is decided once."""

from __future__ import annotations

import io
import json
import threading
import zipfile

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from offramp.play.game import Game
from offramp.web.table.work import THREADS
from tests.play.games import DAYS
from tests.web.table.served import CASE, HTML, Player, begin, log_of


@pytest.fixture(scope="module")
def pair(client: TestClient) -> dict[str, Player]:
    """A game of two states and a facilitator."""
    return begin(client, "aland", "borduria")


def option(player: Player, move: str) -> dict[str, object]:
    found: dict[str, object] = next(each for each in player.view()["options"] if f"/{move}/" in each["id"])
    return found


def test_a_program_plays_a_day(client: TestClient) -> None:
    players = begin(client, "aland", "borduria")
    aland, borduria = players["aland"], players["borduria"]
    order = option(aland, "threat")
    assert aland.did("/orders", option=order["id"], due=order["due"])["due"] == 1
    assert aland.end() == {"played": False, "day": 0}
    assert aland.view()["ended"] and borduria.view()["waits_for"] == ["Borduria"]
    assert borduria.end() == {"played": True, "day": 1}
    seen = borduria.view()["seen"]
    assert [(each["doer"], each["move"]) for each in seen if each["doer"] == "aland"] == [("aland", "threat")]


def test_what_comes_twice_is_decided_once(client: TestClient, app: FastAPI) -> None:
    players = begin(client, "aland")
    aland, facilitator = players["aland"], players["facilitator"]
    order, twice = option(aland, "statement"), range(2)
    event = {"option": "borduria/threat/aland/-", "due": 3}
    for _ in twice:
        aland.did("/orders", option=order["id"], due=order["due"])
        aland.did("/messages", to="borduria", text="once")
        facilitator.act("inject", **event)
        facilitator.act("tell", text="all of you")
        facilitator.act("pause", on=True)
    for _ in twice:
        facilitator.act("pause", on=False)
    for _ in twice:
        aland.did("/turn", day=0)
    for _ in twice:
        facilitator.act("play", day=1)
    done = [each["do"] for each in log_of(app, aland.game)[1:]]
    assert done == ["order", "say", "inject", "say", "pause", "pause", "end", "day", "day"]


def test_a_game_that_is_asked_for_twice_is_begun_once(client: TestClient) -> None:
    asked = {"case": CASE, "seats": {"aland": "person"}, "days": DAYS, "key": "the same"}
    first, second = (client.post("/table", json=asked) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json()["game"] == second.json()["game"] and second.json()["links"] == {}


def test_an_order_that_is_shown_for_another_day_is_not_guessed(pair: dict[str, Player]) -> None:
    aland = pair["aland"]
    order = option(aland, "deployment")
    answer = aland.post("/orders", option=order["id"], due=int(str(order["due"])) + 1)
    assert answer.status_code == 409 and "look again" in answer.json()["error"]
    assert aland.view()["orders"] == []


def test_an_order_is_taken_back(pair: dict[str, Player]) -> None:
    aland = pair["aland"]
    due = aland.did("/orders", option=option(aland, "deployment")["id"])["due"]
    assert [each["due"] for each in aland.view()["orders"]] == [due]
    aland.did("/orders/withdraw", due=due)
    assert aland.view()["orders"] == [] and aland.post("/orders/withdraw", due=due).status_code == 422


@pytest.mark.parametrize(
    ("place", "body", "status", "says"),
    [
        ("/orders", {"option": "aland/war/borduria/-"}, 422, "an option that the seat has now"),
        ("/orders", {"option": "borduria/threat/aland/-"}, 422, "an option that the seat has now"),
        ("/orders", {}, 422, "option"),
        ("/orders", {"option": "x", "more": 1}, 422, "more"),
        ("/turn", {"day": 9}, 409, "day 9 has not come yet"),
        ("/messages", {"to": "atlantis", "text": "hello"}, 422, "an actor of the case"),
        ("/messages", {"to": "borduria", "text": "x" * 2001}, 422, "2000"),
        ("/advice", {"word": "elephants"}, 409, "nothing that you can order"),
    ],
)
def test_a_wrong_body_is_told_and_changes_nothing(
    pair: dict[str, Player], app: FastAPI, place: str, body: dict[str, object], status: int, says: str
) -> None:
    before = log_of(app, pair["aland"].game)
    answer = pair["aland"].post(place, **body)
    assert answer.status_code == status and says in answer.json()["error"], answer.text
    assert log_of(app, pair["aland"].game) == before


HALF = '{"to": "borduria", "text": "\\ud800"}'  # half a character


@pytest.mark.parametrize("body", ["", "no JSON", "[" * 5_000, "1" * 5_000, '"text"', "null", HALF])
def test_a_body_that_is_no_object_is_refused(pair: dict[str, Player], body: str) -> None:
    aland = pair["aland"]
    headers = {**aland.headers, "Content-Type": "application/json"}
    answer = aland.client.post(aland.base + "/messages", content=body, headers=headers)
    assert answer.status_code == 422 and "error" in answer.json()


def test_advice_is_given_beside_the_pages_and_never_to_an_armed_group(client: TestClient) -> None:
    players = begin(client, "aland", "mountain-league")
    aland, league = players["aland"], players["mountain-league"]
    assert aland.post("/advice", word="talk").status_code == 202
    made = aland.awaited("/advice.json")
    assert made["state"] == "done" and {"war", "dead", "against_waiting"} <= set(made["options"][0])
    assert made["options"] == sorted(made["options"], key=lambda each: each["against_waiting"]["estimate"])
    assert "Order, day" in aland.get("/advice", **HTML).text
    assert league.view()["can_ask"] is False and league.view()["aim"] is None
    assert "armed group" in league.post("/advice").json()["error"]
    for page in ("", "/advice"):
        assert "/advice" not in league.get(page, **HTML).text.replace(f"{league.base}/advice.json", "")
    players["facilitator"].act("advisor", on=False)
    assert aland.get("/advice.json").json() == {"state": "none"} and not aland.view()["can_ask"]
    assert "switched the advisor off" in aland.post("/advice").json()["error"]


def test_advice_can_be_cancelled(client: TestClient, app: FastAPI) -> None:
    aland = begin(client, "aland")["aland"]
    threads, free = app.state.rooms._pools.of("advice"), threading.Event()
    for _ in range(THREADS):  # no thread is free, so that the advice cannot be there before it is cancelled
        threads.submit(free.wait, 60)
    try:
        aland.post("/advice")
        assert aland.get("/advice.json").json()["state"] == "working"
        aland.did("/advice/cancel")
    finally:
        free.set()
    assert aland.awaited("/advice.json")["state"] == "cancelled"
    assert "It was cancelled" in aland.get("/advice", **HTML).text


def test_what_stands_comes_when_it_is_worked_out(pair: dict[str, Player]) -> None:
    for _ in range(300):
        if (stands := pair["aland"].view()["stands"]) is not None:
            break
    assert any("High Pass" in each["words"] for each in stands)


def test_the_facilitator_sees_all_and_decides_about_the_game(client: TestClient) -> None:
    players = begin(client, "aland", "borduria", hidden=True)
    facilitator, aland, borduria = (players[name] for name in ("facilitator", "aland", "borduria"))
    borduria.did("/messages", to="aland", text="we hold")
    assert aland.view()["messages"] == [] and len(facilitator.view()["messages"]) == 1
    facilitator.act("inject", option="mountain-league/rocket-attack/aland/pass")
    aland.end(), borduria.end()
    assert [each["text"] for each in aland.view()["messages"]] == ["we hold"]
    assert "mountain-league/rocket-attack/aland/pass" in [each["option"] for each in facilitator.view()["acts"]]
    facilitator.act("pause", on=True)
    assert "stands still" in aland.post("/turn").json()["error"] and aland.view()["paused"]
    facilitator.act("pause", on=False)
    facilitator.act("rewind", day=0)
    assert aland.view()["day"] == 0
    facilitator.act("play", day=0)
    assert [each["here"] for each in facilitator.view()["branches"]] == [False, True]
    facilitator.act("branch", number=1)
    assert "mountain-league/rocket-attack/aland/pass" in [each["option"] for each in facilitator.view()["acts"]]


def test_a_seat_goes_to_the_engine_and_comes_back(client: TestClient) -> None:
    """Where it was the last that was waited for, the day is played."""
    players = begin(client, "aland", "borduria")
    facilitator, aland, borduria = (players[name] for name in ("facilitator", "aland", "borduria"))
    aland.end()
    facilitator.act("give", actor="borduria", to="engine")
    assert aland.view()["day"] == 1
    assert "is the engine's" in borduria.post("/turn").json()["error"] and borduria.view()["options"] == []
    facilitator.act("give", actor="borduria", to="person")
    assert borduria.view()["can_decide"]


def test_the_debrief_opens_when_secrets_may_be_known(client: TestClient) -> None:
    players = begin(client, "aland", "borduria")
    facilitator, aland = players["facilitator"], players["aland"]
    facilitator.act("play", day=0)
    for rest in ("", ".json", ".md"):
        assert aland.get(f"/debrief{rest}").status_code == 403
    assert aland.post("/debrief").status_code == 403
    facilitator.did("/choices", debrief=True)
    assert facilitator.post("/debrief").status_code == 202
    for seat in ("aland", "borduria"):
        players[seat].awaited("/debrief.json", "work")
    made = aland.get("/debrief.json").json()
    assert made["debrief"]["seat"] == "aland" and {each["seat"] for each in made["side_by_side"]} == {
        "aland",
        "borduria",
    }
    page = aland.get("/debrief", **HTML).text
    assert "Players side by side" in page and "Luck and judgement" in page and "The story" in page
    assert "# Debrief: Aland" in aland.get("/debrief.md").text
    facilitator.act("play", day=1)
    assert aland.get("/debrief.json").json()["debrief"]["is_old"]
    facilitator.did("/choices", debrief=False)
    assert aland.get("/debrief.json").status_code == 403


def test_a_lobby_gives_each_seat_to_one_player(client: TestClient) -> None:
    asked = {"case": CASE, "seats": {"aland": "person", "coria": "person"}, "days": DAYS, "lobby": True}
    made = client.post("/table", json=asked).json()
    assert list(made["links"]) == ["facilitator"]
    code = made["lobby"].rpartition("/t/")[2]
    page = client.get(f"/t/{code}", headers=HTML)
    assert page.status_code == 200 and page.text.count("Take this seat: ") == 2
    taken = client.post(f"/t/{code}", json={"seat": "aland"}).json()
    assert Player(client, made["game"], "aland", taken["token"]).view()["seat"] == "aland"
    assert "not free" in client.post(f"/t/{code}", json={"seat": "aland"}).json()["error"]
    assert client.post(f"/t/{code}", json={"seat": "dorland"}).status_code == 409, "the engine has it"
    facilitator = Player(client, made["game"], "facilitator", made["links"]["facilitator"].rpartition("/")[2])
    facilitator.did("/links/revoke", seat="aland")
    assert client.post(f"/t/{code}", json={"seat": "aland"}).status_code == 200
    facilitator.did("/choices", lobby=False)
    assert (
        client.get(f"/t/{code}").status_code == 404
        and client.post(f"/t/{code}", json={"seat": "coria"}).status_code == 404
    )


def test_a_copy_is_a_game_of_its_own(client: TestClient) -> None:
    players = begin(client, "aland")
    aland, facilitator = players["aland"], players["facilitator"]
    aland.end()
    made = facilitator.did("/fork", key="once")
    assert facilitator.post("/fork", key="once").json()["game"] == made["game"]
    other = Player(client, made["game"], "aland", made["links"]["aland"].rpartition("/")[2])
    other.end()
    assert other.view()["day"] == 2 and aland.view()["day"] == 1
    assert other.client.get(aland.base + "/view", headers=other.headers).status_code == 403


def test_all_data_is_exported_and_deleted(
    client: TestClient, app: FastAPI, tmp_path_factory: pytest.TempPathFactory
) -> None:
    players = begin(client, "aland")
    aland, facilitator = players["aland"], players["facilitator"]
    aland.did("/messages", text="to be kept")
    aland.end()
    file = zipfile.ZipFile(io.BytesIO(facilitator.get("/export").content))
    folder = tmp_path_factory.mktemp("export")
    file.extractall(folder)
    again = Game.open(folder / "log.game", folder / "case.yaml")
    assert again.status.day == 1 and again.status.messages[0].text == "to be kept"
    kept = json.loads((folder / "register.json").read_text())
    assert {each["seat"] for each in kept["links"]} == {"", "aland"} and kept["audit"]
    for player in players.values():
        assert player.token not in (folder / "register.json").read_text()
    assert "write its id" in facilitator.post("/delete", game="another").json()["error"]
    facilitator.did("/delete", game=aland.game)
    assert not app.state.settings.place("games", aland.game).exists()
    assert aland.get().status_code == 401 and client.get(f"/t/{aland.token}").status_code == 404
    store = app.state.store
    for table, column in (("games", "id"), ("tokens", "game"), ("audit", "about")):
        assert store.row(f"select * from {table} where {column} = ?", aland.game) is None


def test_another_version_shows_a_game_and_does_not_go_on(client: TestClient, app: FastAPI) -> None:
    aland = begin(client, "aland")["aland"]
    room = app.state.rooms.room(aland.game)
    room.game.log.barrier = "begun by Offramp 9.9, and this is another; it can be shown and not gone on with"
    assert "begun by Offramp 9.9" in aland.get("", **HTML).text and not aland.view()["can_decide"]
    assert "begun by Offramp 9.9" in aland.post("/turn").json()["error"]


def test_a_day_that_was_cut_short_is_played_when_the_game_is_opened_again(client: TestClient, app: FastAPI) -> None:
    """All have ended their turn, and the server ends before the day: it is played once."""
    aland = begin(client, "aland")["aland"]
    aland.end()
    path = app.state.settings.place("games", aland.game, "log.game")
    path.write_text("".join(path.read_text().splitlines(keepends=True)[:-1]))  # without the day
    app.state.rooms._open.pop(aland.game)
    app.state.rooms.room(aland.game).work.last("warm", "").ended.wait(60)
    assert aland.view()["day"] == 1 and aland.did("/turn", day=0) == {"played": True, "day": 1}
    assert [each["do"] for each in log_of(app, aland.game)[1:]] == ["end", "day"]
