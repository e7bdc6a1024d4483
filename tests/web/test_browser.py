"""The pages in a real browser: what a reader does, on a desk and on a telephone, by day and by night."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.report.browser import CHROMIUM, DESKTOP, PHONE
from tests.report.test_browser import AXE, BARRIERS, SMALL
from tests.web.serving import CASE, EVENT, FUTURE, RUN, application, served

SHOTS = Path("out/screens/web")  # where pictures are kept for a reader to look at
SIZES = {
    "desktop": (DESKTOP, "light"),
    "desktop-dark": (DESKTOP, "dark"),
    "phone": (PHONE, "light"),
    "phone-dark": (PHONE, "dark"),
}
AT = f"/runs/{RUN}"
PAGES = {
    "start": "/",
    "about": "/about",
    "enter": "/enter",
    "cases": "/cases",
    "case": f"/cases/{CASE}",
    "runs": "/runs",
    "outlook": AT,
    "futures": f"{AT}/futures",
    "future": f"{AT}/futures/{FUTURE}",
    "ways-out": f"{AT}/ways-out",
    "what-if": f"{AT}/what-if",
    "claims": f"{AT}/claims",
    "assumptions": f"{AT}/assumptions",
    "back-test": f"{AT}/back-test",
    "forecasts": f"{AT}/forecasts",
    "sources": f"{AT}/sources",
    "chart": f"{AT}/charts/outlook/endings",
    "jobs": "/jobs",
    "tokens": "/tokens",
    "audit": "/audit",
    "nothing": "/nothing",
}
WIDE = """
[...document.querySelectorAll("body *")].filter((each) => !each.closest(".scroll, .hide, thead, .skip, .topbar, .pages")
  && each.checkVisibility() && each.getBoundingClientRect().right > innerWidth + 1)
  .map((each) => each.tagName + "." + each.className).slice(0, 5)
"""
HALF = """
(each) => {
  each.value = (Number(each.min) + Number(each.max)) / 2;
  each.dispatchEvent(new Event("input", {bubbles: true}));
}
"""
SLOW = 60_000  # milliseconds, for what is played

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here"),
    pytest.mark.slow,
]


@pytest.fixture(scope="module")
def address(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    own = tmp_path_factory.mktemp("browser")
    shutil.copytree(folder / RUN, own / RUN)
    with served(application(own)) as found:
        yield found


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as made:
        browser = made.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def tab(chromium: Browser, address: str) -> Iterator[Page]:
    context = chromium.new_context(base_url=address, viewport={"width": DESKTOP[0], "height": DESKTOP[1]})
    context.set_default_timeout(SLOW)
    yield context.new_page()
    context.close()


def sized(chromium: Browser, address: str, name: str, **more: Any) -> Page:
    (width, height), scheme = SIZES[name]
    context = chromium.new_context(
        base_url=address, viewport={"width": width, "height": height}, color_scheme=scheme, **more
    )
    return context.new_page()


@pytest.mark.parametrize("name", ["desktop", "phone-dark"])
def test_every_page_fits_and_is_silent(chromium: Browser, address: str, name: str) -> None:
    page, said = sized(chromium, address, name), list[str]()
    page.on("console", lambda each: said.append(f"{page.url}: {each.text}"))
    page.on("pageerror", lambda each: said.append(f"{page.url}: {each}"))
    asked: set[str] = set()
    page.on("request", lambda each: asked.add(each.url))
    for where, path in PAGES.items():
        page.goto(path)
        assert page.evaluate(WIDE) == [], where
        assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[name][0][0], where
        assert page.evaluate(SMALL) == [], where
    assert [each for each in said if "/nothing" not in each] == []
    assert {each for each in asked if not each.startswith((address, "data:"))} == set()
    page.context.close()


@pytest.mark.skipif(not AXE.is_file(), reason="no axe-core here: npm install --prefix .venv/axe axe-core")
@pytest.mark.parametrize("name", ["desktop", "phone-dark"])
def test_axe_finds_no_serious_barrier(chromium: Browser, address: str, name: str) -> None:
    page = sized(chromium, address, name, bypass_csp=True)
    for where, path in PAGES.items():
        page.goto(path)
        page.evaluate(AXE.read_text(encoding="utf-8"))
        page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true })")
        assert page.evaluate(BARRIERS) == [], where
    page.context.close()


@pytest.mark.proof
@pytest.mark.parametrize("name", SIZES)
def test_every_page_is_pictured(chromium: Browser, address: str, name: str) -> None:
    page = sized(chromium, address, name)
    for where, path in PAGES.items():
        page.goto(path)
        place = SHOTS / name / f"{where}.png"
        page.screenshot(path=place, full_page=True)
        assert place.stat().st_size > 5_000
    page.context.close()


def test_the_policy_of_content_stops_what_is_not_ours(tab: Page) -> None:
    said: list[str] = []
    tab.on("console", lambda each: said.append(each.text))
    tab.goto("/about")
    tab.evaluate(
        "document.head.append(Object.assign(document.createElement('script'), {textContent: 'document.title = \"x\"'}))"
    )
    assert tab.title() != "x" and any("Content Security Policy" in each for each in said)


def test_reading_needs_no_script(chromium: Browser, address: str) -> None:
    with_it, without = (
        sized(chromium, address, "desktop"),
        sized(chromium, address, "desktop", java_script_enabled=False),
    )
    for path in (AT, f"{AT}/futures/{FUTURE}", f"{AT}/assumptions", "/cases"):
        texts = []
        for page in (with_it, without):
            page.goto(path)
            texts.append(set(page.locator("main").inner_text().splitlines()))
        missing = {
            line for line in texts[0] - texts[1] if line.strip() and not re.match(r"Find|Day before|Next day", line)
        }
        assert {line for line in missing if "only those without a source" not in line} == set(), path
    without.goto(f"{AT}/futures?rung=5&sort=rung")
    without.get_by_role("button", name="Find").click()
    expect(without.locator("#find-title")).to_be_visible()
    for page in (with_it, without):
        page.context.close()


def test_a_case_is_played_through_a_reload_and_a_lost_connection_and_opens_its_outlook(tab: Page) -> None:
    tab.goto("/")
    tab.get_by_role("link", name="Play a case").click()
    tab.get_by_role("link", name="Two neighbours and a pass").click()
    tab.get_by_label("Futures").fill("400")
    tab.get_by_label("Settings of the assumptions").fill("16")
    tab.get_by_role("button", name="Play").click()
    expect(tab).to_have_url(re.compile(r"/jobs/[0-9a-f]{12}$"))
    expect(tab.locator("#state")).to_contain_text(re.compile(r"\d+ of 400 are done"), timeout=SLOW)
    tab.reload()  # in the middle
    tab.context.set_offline(True)
    tab.wait_for_timeout(500)
    tab.context.set_offline(False)
    expect(tab).to_have_url(re.compile(rf"/runs/{CASE}-\d+$"), timeout=SLOW)
    expect(tab.locator("#answer")).to_be_visible()
    tab.goto("/runs")
    expect(tab.locator("main")).to_contain_text("400")


def test_a_job_is_cancelled_from_its_page(tab: Page) -> None:
    tab.goto(f"/cases/{CASE}")
    tab.get_by_label("Futures").fill("20000")
    tab.get_by_role("button", name="Play").click()
    tab.get_by_role("button", name="Cancel it").click()
    expect(tab.locator("#state")).to_contain_text("It was cancelled", timeout=SLOW)


def test_an_assumption_is_narrowed_and_the_numbers_move(tab: Page) -> None:
    tab.goto(f"{AT}/assumptions?dial=actors.aland.tempo&low=-1e300&high=1e300")
    shown = tab.locator("#reweighed")
    before = shown.inner_text()
    assert "24 of 24 settings are left" in before and "Too few" not in before
    slider = tab.locator("input[name=low]").first
    slider.evaluate(HALF)
    expect(shown).to_contain_text(re.compile(r"^\s*([1-9]|1\d|2[0-3]) of 24 settings"), timeout=SLOW)
    expect(shown).to_contain_text("Too few to trust")
    assert shown.inner_text() != before
    assert "low=" in tab.url and tab.url != before
    kept = shown.inner_text()
    tab.reload()
    assert tab.locator("#reweighed").inner_text() == kept
    expect(tab.get_by_role("button", name="Play afresh with these ranges")).to_be_visible()


def test_what_if_is_asked_and_answered(tab: Page) -> None:
    tab.goto(f"{AT}/what-if")
    tab.get_by_label("Futures of each world").fill("64")
    tab.get_by_label("Settings of the assumptions").fill("8")
    tab.get_by_label("Leave an event out").select_option(EVENT)
    tab.get_by_role("button", name="Play both worlds").click()
    expect(tab).to_have_url(re.compile(rf"{AT}/what-if$"), timeout=SLOW)
    expect(tab.locator(f"#compare-without-{EVENT}")).to_be_visible()


def test_a_future_is_found_opened_stepped_through_and_branched(tab: Page) -> None:
    tab.goto(f"{AT}/futures")
    tab.get_by_label("Highest rung at least").fill("5")
    tab.get_by_role("button", name="Find").click()
    tab.locator("tbody th a").first.click()
    expect(tab.locator(".dayline")).to_be_visible()
    tab.get_by_role("button", name="Next day").click()
    first = tab.locator(".days > li").first
    assert tab.url.endswith(f"#{first.get_attribute('id')}")
    tab.get_by_label("Day", exact=True).fill("1")
    tab.get_by_label("Who").select_option("aland")
    tab.get_by_role("button", name="Branch", exact=True).click()
    expect(tab.locator("#other-title")).to_be_visible(timeout=SLOW)
    expect(tab.locator("header")).to_contain_text(re.compile(r"They (part on day \d+|never part)"))


def test_a_future_tells_its_reasons(tab: Page) -> None:
    tab.goto(f"{AT}/futures/{FUTURE}")
    tab.get_by_role("button", name="Tell it with reasons").click()
    expect(tab.locator("h1")).to_contain_text(re.compile("^Future .* and why$"), timeout=SLOW)
    expect(tab.locator(".act small").first).to_be_visible()


def test_a_broken_case_is_told_with_its_line_and_a_good_one_is_taken(tab: Page, tmp_path: Path) -> None:
    from tests.web.serving import TWO_NEIGHBOURS

    text = TWO_NEIGHBOURS.read_text(encoding="utf-8")
    bad = tmp_path / "mine.yaml"
    bad.write_text(text.replace("kind: state", "kind: stat", 1), encoding="utf-8")
    line = 1 + bad.read_text(encoding="utf-8").split("kind: stat\n")[0].count("\n")
    for changed, words in ((False, f"mine.yaml:{line}: actors.aland.kind: found 'stat'; allowed: state"), (True, "")):
        if changed:
            bad.write_text(text.replace("title: Two neighbours", "title: Three neighbours"), encoding="utf-8")
        tab.goto("/cases")
        tab.get_by_label("Case file").set_input_files(bad)
        tab.get_by_role("button", name="Check and take it").click()
        if words:
            expect(tab.locator(".error")).to_contain_text(words, timeout=SLOW)
    expect(tab.locator("h1")).to_contain_text("Three neighbours", timeout=SLOW)


def test_the_keyboard_reaches_the_content_first(tab: Page) -> None:
    tab.goto(AT)
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.className") == "skip"
    tab.keyboard.press("Enter")
    assert tab.url.endswith("#main")
