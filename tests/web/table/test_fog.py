"""No page, JSON, event or error of a seat holds what its rules hide: random games are walked, leaks are planted."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import numpy as np
import pytest
from fastapi import FastAPI

from offramp.play.facilitator import Facilitator
from offramp.play.fog import Sight
from offramp.play.game import Game
from offramp.play.status import Message
from offramp.play.view import View
from offramp.web.table import seat_routes, seat_view
from offramp.wording.sentences import sentence
from tests.play.games import ACTORS
from tests.play.test_fog import leaks, may_know
from tests.web.serving import served
from tests.web.table.served import HTML, Player, application, begin

NIGHT = "moonless"  # in every text that is not meant for the seat


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    return application(tmp_path_factory.mktemp("server"))


@pytest.fixture(scope="module")
def client(app: FastAPI) -> Iterator[Any]:
    with served(app) as place, httpx.Client(base_url=place, timeout=60) as made:
        yield made


def random_games(client: Any, app: FastAPI, numbers: range) -> Iterator[tuple[Game, dict[str, Player]]]:
    """Games in which everything is decided by lot, with secret orders, events and letters of every seat."""
    for number in numbers:
        luck = np.random.default_rng(number)
        seats = [str(each) for each in luck.permutation(ACTORS)[: luck.integers(2, 5)]]
        players = begin(client, *seats, seed=number % 3, hidden=bool(luck.random() < 0.5))
        room = app.state.rooms.room(players["facilitator"].game)
        with room.deciding() as game:
            for _ in range(int(luck.integers(3, 8))):
                decide(game, seats, luck)
                game.play_day()
            decide(game, seats, luck)
        yield game, players


def decide(game: Game, seats: list[str], luck: np.random.Generator) -> None:
    for seat in seats:
        for _ in range(int(luck.integers(0, 3))):  # what is ordered leaves other options for a second order
            if options := [each.id for each in game.options(seat)]:
                game.order(seat, str(luck.choice(options)))
        to = str(luck.choice([each for each in ACTORS if each != seat]))
        game.say(seat, to, f"{NIGHT} {game.status.day} {seat}-{to}")
    every = [each.id for actor in ACTORS for each in game.options(actor)]
    Facilitator(game).inject(str(luck.choice(every)), game.status.day + 1)
    Facilitator(game).tell(f"{NIGHT} {game.status.day} facilitator-{seats[0]}", seats[0])


def read(player: Player) -> dict[str, str]:
    """Everything that a seat can read: pages, JSON, the first event, what errors say."""
    found = {rest: player.get(rest).text for rest in ("/view", ".json", "/advice.json", "/debrief.json", "/debrief.md")}
    found |= {f"page {rest}": html.unescape(player.get(rest, **HTML).text) for rest in ("", "/advice", "/debrief")}
    with player.client.stream("GET", player.base + "/events", headers=player.headers) as stream:
        found["event"] = next(line for line in stream.iter_lines() if line.startswith("data"))
    wrong = {
        "/orders": {"option": "borduria/war/aland/-"},
        "/orders/withdraw": {"due": 16},
        "/turn": {"day": 99},
        "/messages": {"to": "nobody", "text": "x"},
        "/advice": {"word": "nothing of that kind"},
        "/debrief": {},
    }
    for rest, body in wrong.items():
        answer = player.post(rest, **body)
        assert answer.status_code >= 400, (rest, answer.text)
        found[f"error {rest}"] = answer.text
    return found


def told(game: Game, player: Player, texts: dict[str, str]) -> Iterator[str]:
    """Say what a seat reads and may not."""
    case, seat = game.setup.case, player.seat
    shown = json.loads(texts["/view"])
    keys = Sight.__dataclass_fields__
    seen = tuple(Sight(**{key: each[key] for key in keys}) for each in shown["seen"])
    orders = tuple((each["due"], each["words"]) for each in shown["orders"])
    sent = tuple(Message(each["day"], "", "", each["text"]) for each in shown["messages"])
    yield from leaks(case, game, View(seat, 0, 0, "", seen, (), (), (), orders, sent, False, False, False))
    may_read = {each["words"] for each in [*shown["seen"], *shown["before"]]} | {*shown["words_given"]}
    hidden = {
        sentence(case, act.actor, act.move, act.target, act.arena)
        for act in game.status.acts
        if may_know(case, seat, act) in ("nothing", "rumour", "toll")
    }
    letters = {each.text for each in game.status.messages if seat in (each.sender, each.to)}
    late = {
        each.text for each in game.status.messages if game.status.hidden and each.day == game.status.day and each.sender
    } - {each.text for each in game.status.messages if each.sender == seat}
    for place, text in texts.items():
        for each in re.findall(rf"{NIGHT} \d+ [\w-]+", text):
            if each not in letters or each in late:
                yield f"{place}: {each}"
        for words in hidden - may_read:
            if re.search(rf"(?<!is said that ){re.escape(words)}", text):
                yield f"{place}: {words}"


def walk(client: Any, app: FastAPI, numbers: range) -> list[str]:
    found = []
    for game, players in random_games(client, app, numbers):
        for seat, player in players.items():
            if seat != "facilitator":
                found += [f"{seat}: {each}" for each in told(game, player, read(player))]
    return found


def test_nothing_hidden_is_read_by_a_seat(client: Any, app: FastAPI) -> None:
    assert walk(client, app, range(3)) == []


@pytest.mark.soak
def test_nothing_hidden_is_read_by_a_seat_in_many_games(client: Any, app: FastAPI) -> None:
    assert walk(client, app, range(200)) == []


Plant = Callable[[Any, Game, dict[str, Any]], dict[str, Any]]


def all_acts(room: Any, game: Game, shown: dict[str, Any]) -> dict[str, Any]:
    acts = (Sight(a.day, a.actor, a.move, a.target, a.arena, a.military, a.civilian) for a in game.status.acts)
    return {**shown, "seen": [seat_view.told(game.setup.case, shown["seat"], each) for each in acts]}


def all_letters(room: Any, game: Game, shown: dict[str, Any]) -> dict[str, Any]:
    every = game.status.messages
    case = game.setup.case
    return {**shown, "messages": [seat_view.message(case, m.day, m.sender, m.to, m.text) for m in every]}


def all_orders(room: Any, game: Game, shown: dict[str, Any]) -> dict[str, Any]:
    return {**shown, "orders": [{"due": each.due, "words": each.option} for each in game.status.orders]}


def a_hint(room: Any, game: Game, shown: dict[str, Any]) -> dict[str, Any]:
    """Secret words in a part that no rule speaks of."""
    return {**shown, "waits_for": [each.text for each in game.status.messages]}


@pytest.mark.parametrize("plant", [all_acts, all_letters, all_orders, a_hint])
def test_a_planted_leak_is_seen(client: Any, app: FastAPI, monkeypatch: pytest.MonkeyPatch, plant: Plant) -> None:
    tight = seat_view._view
    monkeypatch.setattr(seat_view, "_view", lambda room, game, seat: plant(room, game, tight(room, game, seat)))
    found = walk(client, app, range(2))
    places = {each.split(": ")[1] for each in found}
    assert found, "the leak is seen"
    if plant is all_letters:
        assert {"/view", ".json", "page "} <= places
    if plant is a_hint:
        assert "event" in places


def test_a_leak_in_an_error_is_seen(client: Any, app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    from offramp.errors import RunError

    def tell(room: Any, *_: object) -> None:
        raise RunError(", ".join(each.text for each in room.game.status.messages))

    monkeypatch.setattr(seat_routes.seat_acts, "withdraw", tell)
    assert any("error /orders/withdraw" in each for each in walk(client, app, range(1)))


def test_who_sees_nothing_new_gets_no_event(client: Any, app: FastAPI) -> None:
    """A secret order of another, and a letter between others, change nothing for a seat, and so it is told nothing."""
    players = begin(client, "aland", "borduria", "coria")
    room = app.state.rooms.room(players["aland"].game)
    room.work.last("warm", "").ended.wait(60)
    shown = [seat_view.fingerprint(seat_view.seat_view(room, "aland", None))]
    borduria = players["borduria"]
    borduria.did("/orders", option=borduria.view()["options"][0]["id"])
    borduria.did("/messages", to="coria", text="between us")
    shown.append(seat_view.fingerprint(seat_view.seat_view(room, "aland", None)))
    borduria.did("/messages", to="aland", text="to you")
    shown.append(seat_view.fingerprint(seat_view.seat_view(room, "aland", None)))
    assert shown[0] == shown[1] != shown[2]
