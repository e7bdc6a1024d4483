"""Who may open what: every address with no token, a wrong one, one of another role, and a revoked one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from offramp.web import tokens
from offramp.web.tokens import Role
from tests.web.addresses import readable, routes
from tests.web.serving import FUTURE, HTML, RUN, application, token

FREE = ("/enter", "/openapi.json", "/static")
OWNERS = ("/tokens", "/audit")
BARE = "0" * 12
NETWORK = {"host": "0.0.0.0"}
CHANGES = (
    ("/cases/two-neighbours/runs", Role.ANALYST),
    (f"/runs/{RUN}/ask/compare", Role.ANALYST),
    (f"/runs/{RUN}/futures/{FUTURE}/why", Role.ANALYST),
    (f"/jobs/{BARE}/cancel", Role.ANALYST),
    ("/cases", Role.ANALYST),
    ("/tokens", Role.OWNER),
    ("/tokens/00000000/revoke", Role.OWNER),
)


@pytest.fixture(scope="module")
def app(folder: Path) -> FastAPI:
    return application(folder, **NETWORK)


@pytest.fixture(scope="module")
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, follow_redirects=False) as made:
        yield made


@pytest.fixture(scope="module")
def private(app: FastAPI) -> list[str]:
    return [each for each in readable(app, BARE) if not each.startswith(FREE)]


def test_strangers_and_wrong_tokens_open_nothing(client: TestClient, app: FastAPI, private: list[str]) -> None:
    text, made = tokens.issue(app.state.store, Role.OWNER)
    assert tokens.revoke(app.state.store, made.id)
    wrong = ("", "Bearer wrong", f"Bearer {text}", f"Bearer {made.id}", "Basic wrong")
    assert len(private) > 40
    for each in private:
        for carried in wrong:
            answer = client.get(each, headers={"Authorization": carried} if carried else {})
            assert answer.status_code == 401, (each, carried)
            assert set(answer.json()) == {"error"}
        page = client.get(each, headers=HTML)
        assert page.status_code == 401 and RUN not in page.text.replace(each, ""), each


def test_a_seat_and_a_facilitator_read_no_page_of_the_server(
    client: TestClient, app: FastAPI, private: list[str]
) -> None:
    for held in (
        token(app, Role.SEAT, game="game", seat="aland"),
        token(app, Role.FACILITATOR, game="game"),
    ):
        for each in private:
            assert client.get(each, headers=held).status_code == 403, each


def test_a_reader_reads_all_but_what_is_the_owners(client: TestClient, app: FastAPI, private: list[str]) -> None:
    reader, owner = token(app, Role.READER), token(app, Role.OWNER)
    for each in private:
        mine = each.startswith(OWNERS)
        assert (client.get(each, headers=reader).status_code == 403) is mine, each
        assert client.get(each, headers=owner).status_code in (200, 404), each


def test_every_change_demands_its_role(client: TestClient, app: FastAPI) -> None:
    held = {role: token(app, role) for role in (Role.READER, Role.ANALYST, Role.OWNER)}
    held |= {Role.SEAT: token(app, Role.SEAT, game="game", seat="aland")}
    for path, least in CHANGES:
        assert client.post(path, json={}).status_code == 401, path
        for role, headers in held.items():
            allowed = least in tokens.INCLUDES[role]
            answer = client.post(path, json={}, headers=headers)
            assert (answer.status_code == 403) is not allowed, (path, role, answer.text)


def test_the_changes_of_these_tests_are_all_there_are(app: FastAPI) -> None:
    posts = [each for each in routes(app) if "POST" in (getattr(each, "methods", None) or ())]
    open_to_all = {"/enter", "/leave"}
    assert len({each.path for each in posts} - open_to_all) == len(CHANGES)


def test_a_token_is_kept_as_a_hash_alone(app: FastAPI) -> None:
    text, _ = tokens.issue(app.state.store, Role.READER)
    store = app.state.store
    store.rows("pragma wal_checkpoint(truncate)")
    files = [each for each in store.path.parent.glob("web.db*") if each.is_file()]
    assert files and all(text.encode() not in each.read_bytes() for each in files)
    assert tokens.known(store, text) is not None


def test_a_token_is_shown_once_and_revoked_for_good(client: TestClient, app: FastAPI) -> None:
    owner = token(app, Role.OWNER)
    made = client.post("/tokens", data={"role": "reader", "label": "a class"}, headers=owner).json()
    held = {"Authorization": f"Bearer {made['token']}"}
    assert client.get("/runs.json", headers=held).status_code == 200
    listed = client.get("/tokens.json", headers=owner)
    assert made["token"] not in listed.text and made["id"] in listed.text
    assert client.post(f"/tokens/{made['id']}/revoke", headers=owner).status_code == 200
    assert client.get("/runs.json", headers=held).status_code == 401
    assert client.post(f"/tokens/{made['id']}/revoke", headers=owner).status_code == 404
    did = [each["did"] for each in client.get("/audit.json", headers=owner).json()["notes"]]
    assert {"token.issue", "token.revoke"} <= set(did)
    assert made["token"] not in client.get("/audit.json", headers=owner).text


def test_a_browser_enters_with_a_token_and_leaves(app: FastAPI) -> None:
    text, _ = tokens.issue(app.state.store, Role.READER)
    with TestClient(app, follow_redirects=False) as browser:
        page = browser.get("/enter", headers=HTML).text
        mark = page.split('name="csrf" value="')[1].split('"')[0]
        assert browser.post("/enter", data={"csrf": mark, "token": "wrong"}, headers=HTML).status_code == 401
        answer = browser.post("/enter", data={"csrf": mark, "token": text}, headers=HTML)
        assert answer.status_code == 303
        cookie = answer.headers["set-cookie"].lower()
        assert "httponly" in cookie and "samesite=lax" in cookie
        assert browser.get("/runs", headers=HTML).status_code == 200
        browser.post("/leave", data={"csrf": mark}, headers=HTML)
        assert browser.get("/runs", headers=HTML).status_code == 401


def test_the_token_of_a_game_is_sent_to_its_game_alone(app: FastAPI) -> None:
    text, _ = tokens.issue(app.state.store, Role.SEAT, game="abc", seat="aland")
    with TestClient(app, follow_redirects=False) as browser:
        page = browser.get("/enter", headers=HTML).text
        mark = page.split('name="csrf" value="')[1].split('"')[0]
        answer = browser.post("/enter", data={"csrf": mark, "token": text})
        assert answer.headers["location"] == "/table/abc"
        assert "path=/table/abc" in answer.headers["set-cookie"].lower()
        assert browser.get("/runs").status_code == 401


def test_on_loopback_nobody_needs_a_token_but_a_wrong_one_is_none(reader: TestClient) -> None:
    assert reader.get("/runs.json").status_code == 200
    assert reader.get("/runs.json", headers={"Authorization": "Bearer wrong"}).status_code == 401


def test_roles_of_games_need_their_game(app: FastAPI) -> None:
    for role, more in (
        (Role.SEAT, {}),
        (Role.SEAT, {"game": "g"}),
        (Role.READER, {"game": "g"}),
        (Role.FACILITATOR, {}),
    ):
        with pytest.raises(ValueError):
            tokens.issue(app.state.store, role, **more)
