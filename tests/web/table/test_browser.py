"""The table in a real browser: alone with advice, two players and a facilitator, debrief, reload, a lost connection."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI

from tests.report.browser import CHROMIUM, DESKTOP, PHONE
from tests.report.test_browser import AXE, BARRIERS, SHOTS, SMALL, WIDE
from tests.web.serving import served
from tests.web.table.served import CASE, Player, application, begin

pytestmark = [pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here"), pytest.mark.slow]
SIZES = {
    "desktop": (DESKTOP, "light"),
    "desktop-dark": (DESKTOP, "dark"),
    "phone": (PHONE, "light"),
    "phone-dark": (PHONE, "dark"),
}
SOON = 30_000  # milliseconds: what is compiled for the first time takes its time


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    return application(tmp_path_factory.mktemp("server"))


@pytest.fixture(scope="module")
def place(app: FastAPI) -> Iterator[str]:
    with served(app) as made:
        yield made


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as tools:
        made = tools.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield made
        made.close()


@pytest.fixture
def people(chromium: Any, place: str) -> Iterator[Any]:
    """Opens a browser of its own for each person."""
    made: list[Any] = []
    said: list[str] = []

    def person(size: tuple[int, int] = DESKTOP, scheme: str = "light", scripts: bool = True) -> Any:
        context = chromium.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme=scheme,
            reduced_motion="reduce",
            java_script_enabled=scripts,
            base_url=place,
        )
        context.set_default_timeout(SOON)
        made.append(context)
        page = context.new_page()
        page.on("console", lambda each: said.append(each.text) if each.type == "error" else None)
        page.on("pageerror", lambda each: said.append(str(each)))
        return page

    yield person
    for context in made:
        context.close()
    assert [each for each in said if "net::ERR_" not in each and "409" not in each] == []


def heading(page: Any, words: str) -> None:
    page.get_by_role("heading", level=1, name=re.compile(words)).wait_for()


def sit(page: Any, player: Player) -> None:
    """Enter by a link, as a person does."""
    page.goto(f"/t/{player.token}")
    page.get_by_role("button", name=re.compile("Sit down|To the table")).click()
    page.wait_for_url(f"**{player.base}")


def end_turn(page: Any) -> None:
    page.get_by_role("button", name=re.compile("^End the turn")).click()


def unfold(page: Any) -> None:
    for each in page.locator("#options details:not([open]) > summary").all()[::-1]:
        each.click()


def http(place: str) -> Any:
    import httpx

    return httpx.Client(base_url=place, timeout=60)


def test_five_turns_alone_with_advice_and_a_reload_in_the_middle(people: Any) -> None:
    page = people()
    page.goto(f"/table?case={CASE}")
    page.get_by_label("Aland", exact=True).check()
    page.get_by_text("More: days, luck").click()
    page.get_by_label("Days", exact=True).fill("16")
    page.get_by_role("button", name="Begin").click()
    heading(page, "The links of your game")
    page.get_by_role("link", name="Sit down here").click()
    heading(page, "Aland · day 0 of 16")
    page.get_by_role("button", name=re.compile("Ask for advice on all")).click()
    page.wait_for_url("**/advice")
    page.locator("table.outlooks").wait_for()
    assert page.get_by_role("row").count() > 10
    page.get_by_role("button", name=re.compile("^Order, day .*Offer of talks")).click()
    page.wait_for_url(re.compile(r"/seats/aland(#orders)?$"))
    page.get_by_role("button", name=re.compile("^Take back: Offer of talks")).wait_for()
    for day in range(1, 4):
        end_turn(page)
        heading(page, f"day {day} of 16")
    page.get_by_label("Text").fill("half a thought")
    page.reload()
    heading(page, "day 3 of 16")
    assert "Aland publicly offered Borduria talks" in page.locator("#seen").text_content()
    for day in range(4, 6):
        end_turn(page)
        heading(page, f"day {day} of 16")


def test_two_players_and_a_facilitator_over_ten_turns(people: Any, place: str) -> None:
    """Each in a browser of its own: an event is brought in, a seat is handed over, the debrief is read together."""
    with http(place) as client:
        players = begin(client, "aland", "borduria", "coria")
    aland, borduria, facilitator = people(), people(PHONE), people()
    for page, name in ((aland, "aland"), (borduria, "borduria"), (facilitator, "facilitator")):
        sit(page, players[name])
    players["coria"].client = None
    facilitator.get_by_label("Who decides for Coria").select_option("engine")
    facilitator.get_by_role("button", name="Give the seat of Coria").click()
    unfold(aland)
    aland.get_by_role("button", name=re.compile("^Order: Threat.*Borduria")).click()
    aland.get_by_role("button", name=re.compile("^Take back: Threat")).wait_for()
    aland.get_by_label("To", exact=True).select_option("borduria")
    aland.get_by_label("Text").fill("we mean it")
    aland.get_by_role("button", name="Send").click()
    borduria.get_by_text("we mean it").wait_for()
    for day in range(1, 11):
        if day == 4:
            facilitator.get_by_label("Event", exact=True).select_option("mountain-league/rocket-attack/aland/pass")
            facilitator.get_by_role("button", name="Bring in").click()
            facilitator.locator("#orders").get_by_text("brought in").wait_for()
        if day == 7:
            facilitator.get_by_label("Who decides for Borduria").select_option("engine")
            facilitator.get_by_role("button", name="Give the seat of Borduria").click()
            borduria.get_by_text("The engine now decides for Borduria").wait_for()
        end_turn(aland)
        if day < 7:
            aland.get_by_text("You have ended your turn").wait_for()
            end_turn(borduria)
        for page in (aland, borduria, facilitator):
            heading(page, f"day {day} of 16")
        if day == 1:
            assert "Aland threatened Borduria" in borduria.locator("#seen").text_content()
    assert "the Mountain League" in aland.locator("#seen").text_content()
    facilitator.get_by_role("button", name="Open the debrief to the seats").click()
    aland.get_by_role("link", name="The facilitator has opened the debrief").click()
    aland.get_by_role("button", name="Make the debrief").click()
    aland.get_by_role("heading", name="Luck and judgement").wait_for()
    facilitator.get_by_role("link", name="Debrief", exact=True).click()
    facilitator.get_by_role("button", name="Make the debriefs of all seats").click()
    facilitator.get_by_role("heading", name="Players side by side").wait_for()


def test_a_lost_connection_is_said_and_mended(people: Any, place: str) -> None:
    with http(place) as client:
        players = begin(client, "aland")
        page = people()
        sit(page, players["aland"])
        page.get_by_label("Text").fill("not yet sent")
        page.context.set_offline(True)
        page.get_by_role("button", name="Send").click()
        page.get_by_text("The connection is lost").wait_for()
        assert page.get_by_label("Text").input_value() == "not yet sent"
        players["facilitator"].act("play", day=0)
        page.context.set_offline(False)
        heading(page, "day 1 of 16")
        page.get_by_text("The connection is lost").wait_for(state="hidden")
        assert page.get_by_label("Text").input_value() == "not yet sent", "what was typed is kept"
        page.get_by_role("button", name="Send").click()
        page.locator("#letters").get_by_text("not yet sent").wait_for()
        assert [each["text"] for each in players["aland"].view()["messages"]] == ["not yet sent"]


def test_everything_works_without_scripts(people: Any, place: str) -> None:
    with http(place) as client:
        players = begin(client, "aland", "borduria")
        page, other = people(scripts=False), players["borduria"]
        sit(page, players["aland"])
        unfold(page)
        page.get_by_role("button", name=re.compile("^Order: Statement")).first.click()
        page.get_by_role("button", name=re.compile("^Take back: Statement")).wait_for()
        page.get_by_label("Text").fill("<b>plain</b>")
        page.get_by_role("button", name="Send").click()
        page.get_by_text("<b>plain</b>").wait_for()
        end_turn(page)
        page.get_by_text("Waiting for Borduria").wait_for()
        other.end()
        page.get_by_role("link", name="Look again").first.click()
        heading(page, "day 1 of 16")
        page.get_by_role("button", name=re.compile("Ask for advice")).click()
        for _ in range(100):
            if page.locator("table.outlooks").count():
                break
            page.get_by_role("link", name="Look again").click()
        assert page.get_by_role("row").count() > 10


def test_a_refusal_is_told_on_the_page(people: Any, place: str) -> None:
    """The page does not follow the game here, so that it is behind when the button is pressed."""
    with http(place) as client:
        players = begin(client, "aland")
        page = people()
        page.route("**/events", lambda route: route.abort())
        sit(page, players["aland"])
        players["facilitator"].act("pause", on=True)
        end_turn(page)
        page.get_by_role("alert").wait_for()
        assert "stands still until the facilitator goes on" in page.get_by_role("alert").text_content()
        page.get_by_text("The facilitator has stopped the game.").wait_for()


@pytest.fixture(scope="module")
def shown(app: FastAPI, place: str) -> dict[str, str]:
    """A game with something on every page, and where its pages are."""
    with http(place) as client:
        players = begin(client, "aland", "borduria", "mountain-league")
        aland, borduria, facilitator = (players[name] for name in ("aland", "borduria", "facilitator"))
        killing = next(each for each in aland.view()["options"] if "/targeted-killing/" in each["id"])
        aland.did("/orders", option=killing["id"])
        borduria.did("/messages", to="aland", text="We ask you to wait until the envoys have met.")
        facilitator.act("tell", text="Good evening. You have five minutes for each turn.")
        for day in range(8):
            if day == 2:
                facilitator.act("inject", option="mountain-league/rocket-attack/aland/pass")
                facilitator.act("inject", option="borduria/offer-of-talks/aland/-", due=5)
            facilitator.act("play", day=day)
        facilitator.act("rewind", day=6)
        facilitator.act("play", day=6)
        aland.did(
            "/orders", option=next(each["id"] for each in aland.view()["options"] if "/deployment/" in each["id"])
        )
        aland.did("/advice")
        aland.awaited("/advice.json")
        facilitator.did("/choices", debrief=True)
        facilitator.post("/debrief")
        for seat in ("aland", "borduria", "mountain-league"):
            players[seat].awaited("/debrief.json", "work")
        lobby = client.post(
            "/table", json={"case": CASE, "seats": {"aland": "person", "mountain-league": "person"}, "lobby": True}
        ).json()["lobby"]
    return {
        "lobby": f"/table?case={CASE}",
        "link": f"/t/{aland.token}",
        "free-seats": lobby,
        "seat": aland.base,
        "advice": f"{aland.base}/advice",
        "debrief": f"{aland.base}/debrief",
        "facilitator": facilitator.base,
        "debriefs": f"{facilitator.base}/debrief",
    }


PAGES = ("lobby", "link", "free-seats", "seat", "advice", "debrief", "facilitator", "debriefs")


def look(page: Any, address: str) -> None:
    page.goto(address)
    page.wait_for_function("!document.querySelector('[aria-busy=true]')")


@pytest.mark.proof
@pytest.mark.parametrize("name", SIZES)
def test_every_page_fits_its_screen_and_is_pictured(people: Any, shown: dict[str, str], name: str) -> None:
    size, scheme = SIZES[name]
    page = people(size, scheme)
    for each in PAGES:
        look(page, shown[each])
        assert page.evaluate(WIDE) == [], each
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0], each
        assert page.evaluate(SMALL) == [], each
        picture = SHOTS / "table" / name / f"{each}.png"
        page.screenshot(path=str(picture), full_page=True)
        assert Path(picture).stat().st_size > 1_000


@pytest.mark.skipif(not AXE.is_file(), reason="no axe-core here: npm install --prefix .venv/axe axe-core")
@pytest.mark.parametrize("name", ("desktop", "phone-dark"))
def test_axe_finds_no_serious_barrier(people: Any, shown: dict[str, str], name: str) -> None:
    page, found = people(*SIZES[name]), {}
    for each in PAGES:
        look(page, shown[each])
        page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true })")
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found[each] = page.evaluate(BARRIERS)
    assert {each: barriers for each, barriers in found.items() if barriers} == {}
