"""Every page answers as HTML, JSON and CSV, and says what the run says."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from offramp.ensemble import Ensemble
from offramp.study.outlook.study import outlook
from offramp.study.stories.replay import story
from tests.report.conftest import Page
from tests.web.addresses import a_job, readable
from tests.web.serving import FUTURE, HTML, RUN, awaited

INSIDE = re.compile(r'href="(/[^"#]*)(#[^"]*)?"')


@pytest.fixture(scope="module")
def job(reader: TestClient) -> str:
    made = a_job(reader)
    assert awaited(reader, made)["state"] == "done"
    return made


@pytest.fixture(scope="module")
def addresses(pages: FastAPI, job: str) -> list[str]:
    return list(readable(pages, job))


def test_every_address_answers_in_its_form(reader: TestClient, addresses: list[str]) -> None:
    assert len(addresses) > 50
    for each in addresses:
        answer = reader.get(each, headers=HTML)
        assert answer.status_code == 200, (each, answer.text[-300:])
        kind = answer.headers["content-type"]
        if each.endswith(".json"):
            assert kind.startswith("application/json"), each
        elif each.endswith(".csv"):
            assert kind.startswith("text/csv") and len(list(csv.reader(io.StringIO(answer.text)))) >= 1, each
        elif not each.startswith("/static") and not each.endswith("/events"):
            assert answer.text.startswith("<!doctype html>"), each


def test_every_page_links_to_its_data_and_no_link_is_dead(reader: TestClient, addresses: list[str]) -> None:
    seen: dict[str, str] = {}
    for each in addresses:
        text = reader.get(each, headers=HTML).text
        if not text.startswith("<!doctype html>"):
            continue
        ids = {str(found["id"]) for _, found in Page(text).elements if found.get("id")}
        loose = [link for link in re.findall(r'href="#([^"]+)"', text) if link not in ids]
        assert loose == [], each
        seen |= {link: each for link, _ in INSIDE.findall(text)}
    for link, each in seen.items():
        path = link.replace("&amp;", "&")
        if not path.startswith("/table"):
            assert reader.get(path, headers=HTML).status_code == 200, (link, each)


def test_anchors_of_other_pages_are_there(reader: TestClient, addresses: list[str]) -> None:
    wanted = set()
    for each in addresses:
        wanted |= {found for found in INSIDE.findall(reader.get(each, headers=HTML).text) if found[1]}
    assert wanted
    for path, anchor in sorted(wanted):
        assert f'id="{anchor[1:]}"' in reader.get(path, headers=HTML).text, (path, anchor)


def test_the_outlook_is_that_of_the_command(reader: TestClient, folder: Path) -> None:
    made = outlook(Ensemble.open(folder / RUN))
    assert reader.get(f"/runs/{RUN}.json").json() == json.loads(made.to_json())
    rows = list(csv.DictReader(io.StringIO(reader.get(f"/runs/{RUN}.csv").text)))
    assert {row["measure"] for row in rows} == set(made.measures)
    for row in rows:
        found = made.measures[row["measure"]].estimate
        assert (float(row["estimate"]) if row["estimate"] else None) == found


def test_the_numbers_of_a_chart_are_those_of_the_report(reader: TestClient) -> None:
    text = reader.get(f"/runs/{RUN}", headers=HTML).text
    charts = re.findall(r'<figure id="chart-([^"]+)"', text)
    assert "endings" in charts
    for each in charts:
        rows = list(csv.reader(io.StringIO(reader.get(f"/runs/{RUN}/charts/outlook/{each}.csv").text)))
        block = text[text.index(f'id="chart-{each}"') :]
        table = Page(block[: block.index("</figure>")])
        assert len(rows) - 1 == len([1 for tag, _ in table.elements if tag == "tr"]) - 1, each


def test_futures_are_found_by_what_they_are(reader: TestClient, folder: Path) -> None:
    every = reader.get(f"/runs/{RUN}/futures.json").json()["futures"]
    assert len(every) == Ensemble.open(folder / RUN).manifest.done
    asked = {"ending": every[0]["ending"], "rung": 5, "dead": 1, "first": every[0]["first"], "sort": "rung"}
    found = reader.get(f"/runs/{RUN}/futures.json", params=asked).json()["futures"]
    right = [
        each
        for each in every
        if each["ending"] == asked["ending"] and each["first"] == asked["first"] and each["rung"] >= 5 and each["dead"]
    ]
    assert found and sorted(map(str, found)) == sorted(map(str, right))
    assert [each["rung"] for each in found] == sorted((each["rung"] for each in found), reverse=True)


def test_the_first_violent_act_is_the_first(reader: TestClient, folder: Path) -> None:
    acts = Ensemble.open(folder / RUN).events
    for each in reader.get(f"/runs/{RUN}/futures.json").json()["futures"][:40]:
        mine = acts[(acts["draw"] == each["draw"]) & (acts["run"] == each["run"]) & (acts["rung"] >= 5)]
        assert each["day"] == (int(mine["day"].min()) if len(mine) else 0)
        assert (each["first"] in set(mine[mine["day"] == each["day"]]["actor"])) or not len(mine)


def test_a_future_is_its_story(reader: TestClient, folder: Path) -> None:
    ensemble = Ensemble.open(folder / RUN)
    told = story(ensemble, ensemble.address(*map(int, FUTURE.split("-"))))
    assert reader.get(f"/runs/{RUN}/futures/{FUTURE}.json").json() == json.loads(json.dumps(told.plain()))
    page = Page(reader.get(f"/runs/{RUN}/futures/{FUTURE}", headers=HTML).text)
    for day in told.days:
        for line in day.lines:
            assert line.words in page.text.replace("\u2068", "").replace("\u2069", "")


def test_what_was_told_on_request_has_reasons_and_is_found_at_its_own_future_alone(
    reader: TestClient, job: str
) -> None:
    told = reader.get(f"/runs/{RUN}/futures/{FUTURE}/told/{job}.json").json()
    assert any(act["why"] for day in told["one"]["data"]["days"] for act in day["acts"])
    assert reader.get(f"/runs/{RUN}/futures/2-1/told/{job}.json").status_code == 404
    assert reader.get(f"/runs/{RUN}/futures/{FUTURE}/told/{'0' * 12}.json").status_code == 404


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/runs/nothing", 404),
        ("/runs/..%2f..%2fetc", 404),
        ("/runs/.offramp-web", 422),
        (f"/runs/{RUN}/futures/99-1", 422),
        (f"/runs/{RUN}/futures/x", 422),
        (f"/runs/{RUN}/charts/outlook/nothing", 404),
        ("/cases/nothing", 404),
        ("/jobs/000000000000", 404),
        (f"/runs/{RUN}/assumptions?dial=x&low=0&high=1", 422),
        (f"/runs/{RUN}/assumptions?dial=x", 422),
        ("/nothing", 404),
    ],
)
def test_what_is_not_there_says_what_to_do(reader: TestClient, path: str, status: int) -> None:
    for headers in (HTML, {}):
        answer = reader.get(path, headers=headers)
        assert answer.status_code == status, answer.text
        assert "Traceback" not in answer.text and "/tmp" not in answer.text


def test_a_new_answer_shows_at_once(reader: TestClient, folder: Path) -> None:
    before = reader.get(f"/runs/{RUN}/what-if", headers=HTML).text
    place = next((folder / RUN / "answers").glob("compare-*.json"))
    kept = place.read_bytes()
    place.unlink()
    try:
        assert f'id="{place.stem}"' in before
        assert f'id="{place.stem}"' not in reader.get(f"/runs/{RUN}/what-if", headers=HTML).text
    finally:
        place.write_bytes(kept)
