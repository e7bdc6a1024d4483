"""The report as a reader's browser sees it: every screen, by day and by night, on a telephone and on paper."""

from __future__ import annotations

import base64
import csv
import io
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from offramp.report.assumptions import assumptions
from offramp.report.page import brief, page
from offramp.report.sections import sections
from tests.report import factory
from tests.report.browser import CHROMIUM, DESKTOP, PHONE, Browser, browser
from tests.report.shipped import shipped

SHOTS = Path("out/screens")  # where pictures are kept for a reader to look at
SIZES = {
    "desktop": (DESKTOP, False),
    "desktop-dark": (DESKTOP, True),
    "phone": (PHONE, False),
    "phone-dark": (PHONE, True),
}

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here"),
    pytest.mark.slow,
]

WIDE = """
[...document.querySelectorAll("body *")].filter((each) => !each.closest(".scroll, .hide, thead, .skip, .topbar, .brief")
  && each.checkVisibility() && each.getBoundingClientRect().right > innerWidth + 1)
  .map((each) => each.tagName + "." + each.className).slice(0, 5)
"""
SMALL = """
[...document.querySelectorAll("body *")].filter((each) => each.checkVisibility() && !each.closest(".brief")
  && [...each.childNodes].some((node) => node.nodeType === 3 && node.data.trim())
  && parseFloat(getComputedStyle(each).fontSize) < 12)
  .map((each) => each.className + ": " + each.textContent.slice(0, 30)).slice(0, 5)
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder, everything = tmp_path_factory.mktemp("browser"), factory.everything()
    (folder / "report.html").write_text(page(everything), encoding="utf-8")
    (folder / "brief.html").write_text(brief(everything), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser(tmp_path_factory.mktemp("profile")) as made:
        yield made


def test_the_console_stays_silent_and_no_request_leaves_the_page(chromium: Browser, place: Path) -> None:
    chromium.open(place / "report.html", DESKTOP)
    said = ("Log.entryAdded", "Runtime.exceptionThrown", "Runtime.consoleAPICalled")
    assert [event for event in chromium.events if event["method"] in said] == []
    asked = [event["params"]["request"]["url"] for event in chromium.events if "requestWillBeSent" in event["method"]]
    assert {url.partition(":")[0] for url in asked} <= {"file", "data"}
    assert [url for url in asked if url.startswith("file")] == [(place / "report.html").as_uri()]


@pytest.mark.proof
@pytest.mark.parametrize("name", SIZES)
def test_every_section_fits_its_screen_and_is_pictured(chromium: Browser, place: Path, name: str) -> None:
    size, dark = SIZES[name]
    chromium.open(place / "report.html", size, dark)
    assert chromium.run(WIDE) == []
    assert chromium.run("document.documentElement.scrollWidth") <= size[0]
    assert chromium.run(SMALL) == []
    ids = chromium.run("[...document.querySelectorAll('main > section')].map((each) => each.id)")
    assert len(ids) >= 12
    chromium.shot(SHOTS / name / "first.png")
    for each in ids:
        assert chromium.shot(SHOTS / name / f"{each}.png", f'[id="{each}"]').stat().st_size > 1_000


def test_the_first_screen_answers(chromium: Browser, place: Path) -> None:
    bottom = "(s) => [...document.querySelectorAll(s)].map((each) => each.getBoundingClientRect().bottom)"
    chromium.open(place / "report.html", DESKTOP)
    for what, count in (("h1", 1), (".outlook .dots", 1), (".outlook .answers dd", 5)):
        found = chromium.run(f"({bottom})({what!r})")
        assert len(found) == count and max(found) <= DESKTOP[1], what
    chromium.open(place / "report.html", PHONE)
    assert chromium.run(f"({bottom})('h1')")[0] < chromium.run(f"({bottom})('.outlook .answers dd')")[0] <= PHONE[1]


def test_without_scripts_nothing_is_missing_but_the_search(chromium: Browser, place: Path) -> None:
    text = "document.querySelector('main').innerText"
    chromium.open(place / "report.html", DESKTOP)
    full = chromium.run(text)
    bare = re.sub(r"<script>.*?</script>", "", (place / "report.html").read_text(encoding="utf-8"), flags=re.S)
    (place / "bare.html").write_text(bare, encoding="utf-8")
    chromium.open(place / "bare.html", DESKTOP)
    without = chromium.run(text)
    assert [line for line in full.splitlines() if line not in without.splitlines()] == [
        line for line in full.splitlines() if line.startswith("Find") or "only those without a source" in line
    ]
    assert len(without) > 5_000


def test_a_link_to_an_assumption_unfolds_it(chromium: Browser, place: Path) -> None:
    last = assumptions(factory.everything().scenario)[-1].path
    chromium.open(place / "report.html", DESKTOP, at=f"#dial-{last}")
    box = chromium.run(f"document.getElementById('dial-{last}').getBoundingClientRect().height")
    assert box > 10


def test_the_search_finds_and_says_when_it_finds_nothing(chromium: Browser, place: Path) -> None:
    chromium.open(place / "report.html", DESKTOP)
    ask = "(w => {{ find.value = w; find.dispatchEvent(new Event('input')); return found.textContent }})({!r})"
    assert re.fullmatch(r"\d+ of \d+", chromium.run(ask.format("resolve")))
    assert chromium.run("[...dials.querySelectorAll('.group:not([hidden])')].every((each) => each.open)")
    assert chromium.run(ask.format("xyzzy")).startswith("No assumption has “xyzzy”")


def test_a_command_is_copied_by_a_press(chromium: Browser, place: Path) -> None:
    chromium.open(place / "report.html", DESKTOP)
    chromium.run("document.querySelectorAll('details').forEach((each) => { each.open = true })")
    code = "document.querySelector('.address code')"
    chromium.run(f"{code}.nextElementSibling.click()")
    assert chromium.run("getSelection().toString()") == chromium.run(f"{code}.textContent") != ""
    assert chromium.run(f"{code}.nextElementSibling.dataset.words") in ("copy", "copied")
    assert chromium.run("document.querySelectorAll('main .address code + .press').length") == chromium.run(
        "document.querySelectorAll('main .address code').length"
    )


def test_every_chart_is_saved_as_numbers_and_as_a_picture(chromium: Browser, place: Path) -> None:
    chromium.open(place / "report.html", DESKTOP)
    assert chromium.run("document.querySelectorAll('main figure').length") == chromium.run(
        "document.querySelectorAll('main figure .files').length"
    )
    numbers = chromium.run("csv(document.querySelector('#chart-arenas table'))")
    rows = list(csv.reader(io.StringIO(numbers)))
    (chart,) = (chart for each in sections(factory.everything()) for chart in each.charts if chart.id == "arenas")
    assert [tuple(row) for row in rows] == [chart.head, *chart.rows]
    for each in ("arenas", "deaths"):  # rows of the page, and a drawing
        png = base64.b64decode(chromium.run(f"picture(document.querySelector('#chart-{each}'))").partition(",")[2])
        assert png.startswith(b"\x89PNG") and len(png) > 10_000
        SHOTS.mkdir(parents=True, exist_ok=True)
        (SHOTS / f"saved-{each}.png").write_bytes(png)


def test_a_meaning_is_shown_by_a_press_without_a_script(chromium: Browser, place: Path) -> None:
    chromium.open(place / "report.html", DESKTOP)
    assert not chromium.run("document.getElementById('ladder').checkVisibility()")
    chromium.run("document.querySelector('[popovertarget=ladder]').click()")
    assert chromium.run("document.getElementById('ladder').checkVisibility()")


AXE = Path(os.environ.get("OFFRAMP_AXE", ".venv/axe/node_modules/axe-core/axe.min.js"))
BARRIERS = """
axe.run(document, { resultTypes: ["violations"] }).then((found) => found.violations
  .filter((each) => ["serious", "critical"].includes(each.impact))
  .map((each) => each.id + ": " + each.nodes.slice(0, 3).map((node) => node.html.slice(0, 120)).join(" | ")))
"""


@pytest.mark.skipif(not AXE.is_file(), reason="no axe-core here: npm install --prefix .venv/axe axe-core")
@pytest.mark.parametrize("unfolded", (False, True), ids=("folded", "unfolded"))
@pytest.mark.parametrize("name", ("desktop", "phone-dark"))
def test_axe_finds_no_serious_barrier(chromium: Browser, place: Path, name: str, unfolded: bool) -> None:
    chromium.open(place / "report.html", *SIZES[name])
    chromium.run(AXE.read_text(encoding="utf-8"))
    if unfolded:
        chromium.run("document.querySelectorAll('details').forEach((each) => { each.open = true })")
    assert chromium.run(BARRIERS) == []


def pages(pdf: Path) -> int:
    """How many pages a PDF has."""
    return max(int(count) for count in re.findall(rb"/Type /Pages\b.*?/Count (\d+)", pdf.read_bytes(), re.S))


@pytest.mark.parametrize("name", ("report", "brief"))
def test_what_is_printed_is_a_brief_of_two_pages(chromium: Browser, place: Path, name: str) -> None:
    chromium.open(place / f"{name}.html", DESKTOP)
    SHOTS.mkdir(parents=True, exist_ok=True)
    assert pages(chromium.pdf(SHOTS / f"printed-{name}.pdf")) == 2


def test_the_whole_is_printed_on_request(chromium: Browser, place: Path) -> None:
    chromium.open(place / "report.html", DESKTOP)
    chromium.run("document.getElementById('appendix').click()")
    assert pages(chromium.pdf(place / "whole.pdf")) > 4
    figures = sum(len(each.charts) for each in sections(factory.everything()))
    assert chromium.run("document.querySelectorAll('main figure').length") == figures >= 11


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shipped")
    (folder / "report.html").write_text(page(shipped()), encoding="utf-8")
    (folder / "brief.html").write_text(brief(shipped()), encoding="utf-8")
    return folder / "report.html"


WORDS = """
(() => {
  const rows = "table, .bars, .tracks, .strips, .daybands";  // tables of numbers, and charts made of rows
  const count = (each) => each.innerText.split(/\\s+/).filter(Boolean).length;
  const some = [...document.querySelectorAll(rows)].filter((each) => each.checkVisibility() && !each.parentElement.closest(rows));
  return count(document.body) - some.reduce((sum, each) => sum + count(each), 0);
})()
"""  # noqa: E501


def test_the_report_of_the_shipped_case_is_short(chromium: Browser, real: Path) -> None:
    assert real.stat().st_size < 1_000_000
    chromium.open(real, DESKTOP)
    assert chromium.run(WORDS) <= 2_500
    top = "Math.round(document.getElementById({!r}).getBoundingClientRect().top)"
    assert chromium.run(top.format("futures")) <= 4 * DESKTOP[1]
    chromium.open(real, PHONE)
    assert chromium.run(top.format("assumptions")) <= 12 * PHONE[1]


@pytest.mark.parametrize("name", ("report", "brief"))
def test_the_brief_of_the_shipped_case_has_two_pages(chromium: Browser, real: Path, name: str) -> None:
    chromium.open(real.with_name(f"{name}.html"), DESKTOP)
    SHOTS.mkdir(parents=True, exist_ok=True)
    assert pages(chromium.pdf(SHOTS / f"printed-shipped-{name}.pdf")) == 2
