"""A token opens its own seat and nothing else: every address of the table with every token."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from fastapi.testclient import TestClient

from offramp.web import tokens
from offramp.web.tokens import Role
from tests.web.serving import served
from tests.web.table.served import Player, application, begin

OUT = {401, 403}


@pytest.fixture(scope="module")
def networked(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    """A server that other machines reach, so that everybody needs a token."""
    return application(tmp_path_factory.mktemp("network"), host="0.0.0.0")


@pytest.fixture(scope="module")
def stranger(networked: FastAPI) -> Iterator[httpx.Client]:
    with served(networked) as place, httpx.Client(base_url=place, timeout=60) as made:
        yield made


def carrying(text: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {text}"}


@pytest.fixture(scope="module")
def owner(networked: FastAPI) -> dict[str, str]:
    return carrying(tokens.issue(networked.state.store, Role.OWNER)[0])


@pytest.fixture(scope="module")
def games(stranger: httpx.Client, owner: dict[str, str]) -> list[dict[str, Player]]:
    return [begin(stranger, "aland", "borduria", "mountain-league", headers=owner) for _ in range(2)]


def addresses(app: FastAPI) -> list[tuple[str, str]]:
    """Every method and path of a game."""
    return sorted(
        (method, each.path)
        for each in iter_route_contexts(app.routes)
        if each.path and each.path.startswith("/table/{game}")
        for method in each.methods or ()
    )


def ask(client: httpx.Client, method: str, path: str, headers: dict[str, str]) -> int:
    """The status of an answer; events, which have no end, are not read."""
    with client.stream(method, path, headers=headers, json=None if method == "GET" else {}) as answer:
        return answer.status_code


def test_there_are_addresses_to_look_at(networked: FastAPI) -> None:
    paths = {path for _, path in addresses(networked)}
    assert len(addresses(networked)) >= 33
    assert {"/table/{game}/seats/{seat}/events", "/table/{game}/facilitator/export"} <= paths


def test_no_token_opens_what_belongs_to_another(
    networked: FastAPI, stranger: httpx.Client, games: list[dict[str, Player]]
) -> None:
    """Each seat's, each facilitator's, a reader's, an analyst's, a revoked one, an invented one, and none."""
    store = networked.state.store
    loose = {role: tokens.issue(store, role)[0] for role in (Role.READER, Role.ANALYST)}
    revoked, known = tokens.issue(store, Role.SEAT, game=games[0]["aland"].game, seat="aland")
    tokens.revoke(store, known.id)
    every = {(n, seat): player.token for n, game in enumerate(games) for seat, player in game.items()}
    others = {
        (-1, name): text for name, text in {**loose, "revoked": revoked, "invented": "x" * 32, "none": ""}.items()
    }
    opened, looked = [], 0
    for method, path in addresses(networked):
        for n, game in enumerate(games[:1]):
            for seat in ("aland", "borduria", "mountain-league") if "{seat}" in path else ("facilitator",):
                place = path.format(game=game["aland"].game, seat=seat)
                for (m, whose), text in {**every, **others}.items():
                    mine = m == n and (whose == seat or path == "/table/{game}")
                    if mine:
                        continue
                    looked += 1
                    status = ask(stranger, method, place, carrying(text) if text else {})
                    if status not in OUT:
                        opened.append((method, place, whose, status))
    assert opened == [] and looked > 800


def test_a_seat_opens_its_own(games: list[dict[str, Player]]) -> None:
    for game in games:
        for seat, player in game.items():
            assert player.get(".json").status_code == player.get("").status_code == 200, seat


def test_a_seat_of_no_game_and_a_game_that_is_not_there_look_alike(
    stranger: httpx.Client, games: list[dict[str, Player]], owner: dict[str, str]
) -> None:
    aland = games[0]["aland"]
    there, nowhere = (
        stranger.get(f"/table/{game}/seats/aland", headers=games[1]["aland"].headers)
        for game in (aland.game, "00000000")
    )
    assert there.status_code == nowhere.status_code == 403 and there.text == nowhere.text
    assert stranger.get("/table/00000000/seats/aland", headers=owner).status_code == 404
    assert stranger.get(f"/table/{aland.game}/seats/atlantis", headers=owner).status_code == 404
    assert stranger.get("/table/..%2f..%2fweb.db/facilitator", headers=owner).status_code == 404


def test_a_link_is_entered_and_replaced(
    networked: FastAPI, stranger: httpx.Client, games: list[dict[str, Player]]
) -> None:
    game = games[0]
    link = game["facilitator"].did("/links", seat="borduria")["link"]
    word = link.rpartition("/")[2]
    assert game["borduria"].get().status_code == 401, "the older link opens nothing any more"
    page = stranger.get(f"/t/{word}", headers={"Accept": "text/html"})
    assert "You decide for Borduria" in page.text and "offramp-game" not in page.headers.get("set-cookie", "")
    browser = TestClient(networked, follow_redirects=False)
    form = {"csrf": page.text.partition('name="csrf" value="')[2].partition('"')[0]}
    assert browser.post(f"/t/{word}", data=form).status_code == 403, "another browser sent the form"
    page = browser.get(f"/t/{word}", headers={"Accept": "text/html"})
    form = {"csrf": page.text.partition('name="csrf" value="')[2].partition('"')[0]}
    entered = browser.post(f"/t/{word}", data=form, headers={"Accept": "text/html"})
    assert entered.status_code == 303 and entered.headers["location"].endswith("/seats/borduria")
    cookie = entered.headers["set-cookie"]
    assert f"Path=/table/{game['borduria'].game}" in cookie and "HttpOnly" in cookie
    assert browser.get(entered.headers["location"], headers={"Accept": "text/html"}).status_code == 200
    assert browser.get(game["aland"].base).status_code == 403
    games[0]["borduria"] = Player(stranger, game["borduria"].game, "borduria", word)


def test_only_hashes_are_kept(networked: FastAPI, games: list[dict[str, Player]]) -> None:
    folder: Path = networked.state.settings.folder
    kept = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    for game in games:
        for player in game.values():
            assert player.token.encode() not in kept
