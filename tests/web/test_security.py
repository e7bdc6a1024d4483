"""What keeps a browser and a server from harm: headers, marks of forms, hosts, limits, escaping."""

from __future__ import annotations

import csv
import io
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from offramp.errors import CaseError
from offramp.web.answers import csv_text
from offramp.web.app import create_app
from offramp.web.cases import Cases
from offramp.web.headers import HEADERS
from offramp.web.settings import Settings
from offramp.web.tokens import Role
from tests.web.addresses import readable
from tests.web.serving import CASE, HTML, RUN, TWO_NEIGHBOURS, application, fake_worker, folder_of, mark, token

EVIL = "<script>alert('x')</script>\"'><img src=x onerror=alert(1)>"
ARABIC = "كتائب حزب الله"
INLINE = re.compile(r"<script(?![^>]*\bsrc=)|\son\w+=|javascript:|<style", re.I)


def test_every_answer_has_the_headers(reader: TestClient, pages: FastAPI) -> None:
    for each in ("/", "/runs.json", "/nothing", "/static/web.js", "/enter", f"/runs/{RUN}/futures.csv"):
        answer = reader.get(each, headers=HTML)
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS, each
    assert reader.get("/runs").headers["cache-control"] == "no-store"


def test_pages_hold_no_script_and_no_style_of_their_own(reader: TestClient, pages: FastAPI) -> None:
    for each in readable(pages, "0" * 12):
        text = reader.get(each, headers=HTML).text
        if text.startswith("<!doctype html>"):
            assert INLINE.findall(text) == [], each
            assert re.findall(r'(?:src|href)="(?:https?:)?//', text) == [], each


@pytest.mark.parametrize(
    ("headers", "data", "status"),
    [
        ({}, {}, 403),
        ({}, {"csrf": "0" * 64}, 403),
        ({"Origin": "http://evil.example"}, {"csrf": "good"}, 403),
        ({"Origin": "null"}, {"csrf": "good"}, 403),
        ({}, {"csrf": "good"}, 303),
        ({"Origin": "http://127.0.0.1"}, {"csrf": "good"}, 303),
    ],
)
def test_a_form_needs_the_mark_of_its_browser(
    reader: TestClient, headers: dict[str, str], data: dict[str, str], status: int
) -> None:
    good = mark(reader)
    told = {key: good if value == "good" else value for key, value in data.items()}
    answer = reader.post(f"/runs/{RUN}/ask/claims", data={**told, "runs": "64"}, headers={**HTML, **headers})
    assert answer.status_code == status, answer.text


def test_the_mark_of_one_browser_is_none_of_another(pages: FastAPI, reader: TestClient) -> None:
    with TestClient(pages, base_url="http://127.0.0.1") as other:
        foreign = mark(other)
    assert reader.post(f"/runs/{RUN}/ask/claims", data={"csrf": foreign}, headers=HTML).status_code == 403


def test_another_site_can_send_neither_json_nor_text_as_json(reader: TestClient) -> None:
    path = f"/runs/{RUN}/ask/claims"
    assert reader.post(path, json={}, headers={"Origin": "http://evil.example"}).status_code == 403
    for kind in ("text/plain", "application/x-www-form-urlencoded", ""):
        assert reader.post(path, content=b'{"runs": 64}', headers={"Content-Type": kind}).status_code == 403
    allowed = reader.options(path, headers={"Origin": "http://evil.example", "Access-Control-Request-Method": "POST"})
    assert "access-control-allow-origin" not in allowed.headers


def test_on_loopback_another_name_leads_nowhere(reader: TestClient) -> None:
    assert reader.get("/runs.json", headers={"Host": "evil.example"}).status_code == 400
    assert reader.get("/runs.json", headers={"Host": "localhost:8000"}).status_code == 200


def test_a_long_body_is_refused(reader: TestClient, pages: FastAPI) -> None:
    long = "x" * (pages.state.settings.body_bytes + 1)
    assert reader.post("/cases", files={"file": ("case.yaml", long)}, headers=HTML).status_code == 413

    def drops() -> Iterator[bytes]:
        for _ in range(100):
            yield b"y" * 10_000

    answer = reader.post(f"/runs/{RUN}/ask/claims", content=drops(), headers={"Content-Type": "application/json"})
    assert answer.status_code == 413


def test_who_asks_too_often_waits(tmp_path: Path) -> None:
    with TestClient(create_app(Settings(tmp_path, requests_per_minute=40), fake_worker)) as client:
        answers = [client.get("/about.json") for _ in range(20)]
    first = [each.status_code for each in answers].index(429)
    assert first == 10 and int(answers[first].headers["retry-after"]) >= 1
    assert answers[first].json()["error"].startswith("too many requests")


@pytest.fixture(scope="module")
def evil(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[FastAPI, TestClient]]:
    place = tmp_path_factory.mktemp("evil")
    text = TWO_NEIGHBOURS.read_text(encoding="utf-8")
    yaml = "'" + EVIL.replace("'", "''") + "'"
    text = text.replace("title: Two neighbours and a pass", f"title: {yaml}")
    text = text.replace("name: Aland\n", f"name: {yaml}\n").replace("name: the Mountain League", f"name: {ARABIC}")
    case = place / "evil.yaml"
    case.write_text(text, encoding="utf-8")
    app = application(folder_of(place / "runs", case))
    shutil.copy(case, app.state.settings.place("cases", "evil.yaml"))
    with TestClient(app, base_url="http://127.0.0.1") as client:
        yield app, client


def test_what_a_case_says_is_text_on_every_page(evil: tuple[FastAPI, TestClient]) -> None:
    app, client = evil
    seen = 0
    for each in readable(app, "0" * 12, case="evil"):
        text = client.get(each, headers=HTML).text
        if text.startswith("<!doctype html>"):
            seen += "&lt;script&gt;alert" in text
            assert "<script>alert" not in text and "<img src=x" not in text, each
            for found in re.finditer(ARABIC, text):
                assert text[found.start() - 1] == "\u2068" and text[found.end()] == "\u2069", each
    assert seen > 8


def test_what_a_visitor_sends_is_text_in_errors(reader: TestClient) -> None:
    tried: list[Any] = [
        reader.get(f"/runs/{RUN}/assumptions", params={"dial": EVIL, "low": 0, "high": 1}, headers=HTML),
        reader.get(f"/runs/{EVIL}", headers=HTML),
        reader.post(f"/cases/{CASE}/runs", data={"csrf": mark(reader), "sets": EVIL.replace(" ", "")}, headers=HTML),
    ]
    for answer in tried:
        assert answer.status_code in (404, 422)
        assert "<script>alert" not in answer.text and "<img src=x" not in answer.text


def test_a_spreadsheet_reads_no_formula() -> None:
    cells = ["=1+1", "@x", "+cmd", "-cmd", "\tx", "-1", "+2.5", "plain", "−3", None]
    (row,) = list(csv.reader(io.StringIO(csv_text(cells, []))))
    assert row == ["'=1+1", "'@x", "'+cmd", "'-cmd", "'\tx", "-1", "+2.5", "plain", "−3", ""]


def test_an_error_of_the_inside_stays_inside(reader: TestClient, pages: FastAPI, monkeypatch: Any) -> None:
    def broken(name: str) -> None:
        raise KeyError("/secret/place")

    monkeypatch.setattr(pages.state.runs, "open", broken)
    with TestClient(pages, base_url="http://127.0.0.1", raise_server_exceptions=False) as client:
        for headers in (HTML, {}):
            answer = client.get(f"/runs/{RUN}", headers=headers)
            assert answer.status_code == 500 and "secret" not in answer.text and "KeyError" not in answer.text


def test_who_has_a_token_is_not_held_up_by_others_at_the_same_address(tmp_path: Path) -> None:
    app = create_app(Settings(tmp_path, tokens=True, requests_per_minute=40), fake_worker)
    one, other = token(app, Role.READER), token(app, Role.READER)
    with TestClient(app) as client:
        asked = [(client.get("/about.json", headers=each).status_code) for each in ([one] * 12 + [other] * 8)]
        wrong = [client.get("/about.json", headers={"Authorization": f"Bearer {n}"}).status_code for n in range(12)]
    assert asked == [200] * 10 + [429] * 2 + [200] * 8
    assert wrong == [401] * 10 + [429] * 2


def test_tokens_are_demanded_on_loopback_where_that_is_asked_for(folder: Path) -> None:
    app = application(folder, tokens=True)
    with TestClient(app, base_url="http://class.example") as client:
        assert client.get("/runs.json").status_code == 401
        assert client.get("/runs.json", headers=token(app, Role.READER)).status_code == 200


@pytest.mark.parametrize("include", ["[gulf]", "[own-0123456789ab.yaml]", "neighbours.yaml"])
def test_an_uploaded_case_includes_no_file(include: str, tmp_path: Path) -> None:
    with pytest.raises(CaseError, match=r"include: found .*allowed: nothing in a case that is uploaded"):
        Cases(Settings(tmp_path)).put(f"include: {include}\n", "mine.yaml")
    assert not [*tmp_path.rglob("*.yaml")]
