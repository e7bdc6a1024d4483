"""The report as a reader's browser sees it: no complaint, every figure drawn, room enough on a telephone."""

from __future__ import annotations

import re
import shutil
import subprocess
from html import unescape
from pathlib import Path

import pytest

from offramp.report.assumptions import assumptions
from offramp.report.page import page
from offramp.report.sections import sections
from tests.report import factory

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --hide-scrollbars --virtual-time-budget=8000 --enable-logging=stderr"
).split()
PHONE = 360  # pixels; Chromium's own window cannot be as narrow, so the page is made to be

# What reaches beyond the edge, and is not meant to be scrolled by itself.
PROBE = """
<script>
const wide = [...document.querySelectorAll("body *")].filter((each) => !each.closest(".scroll, .hide, thead, .skip")
  && each.getBoundingClientRect().right > EDGE + 1);
document.documentElement.dataset.wide = wide.map((each) => each.tagName + "." + each.className).join(" ") || "none";
</script>
"""

ROW = r'<tr id="dial-[^"]*"[^>]*>'

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here"),
    pytest.mark.slow,
]


def browse(page: Path, profile: Path, *flags: str, at: str = "") -> subprocess.CompletedProcess[str]:
    """Open a page in a fresh browser, at one of its addresses."""
    command = [str(CHROMIUM), *FLAGS, f"--user-data-dir={profile}", *flags, page.as_uri() + at]
    return subprocess.run(command, capture_output=True, text=True, timeout=120)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder, html = tmp_path_factory.mktemp("browser"), page(factory.everything())
    (folder / "report.html").write_text(html, encoding="utf-8")
    narrow = html.replace("<head>", f"<head><style>html {{ width: {PHONE}px }}</style>", 1)
    probe = PROBE.replace("EDGE", str(PHONE))
    (folder / "phone.html").write_text(narrow.replace("</body>", f"{probe}</body>"), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def seen(place: Path) -> subprocess.CompletedProcess[str]:
    return browse(place / "report.html", place / "wide", "--window-size=1280,2000", "--dump-dom")


def test_the_console_stays_silent(seen: subprocess.CompletedProcess[str]) -> None:
    assert seen.returncode == 0
    assert [line for line in seen.stderr.splitlines() if "CONSOLE" in line] == []


def test_every_figure_is_drawn(seen: subprocess.CompletedProcess[str]) -> None:
    figures = sum(len(each.charts) for each in sections(factory.everything()))
    assert figures >= 11 and re.search(rf'<html[^>]* data-ready="{figures}"', seen.stdout)
    assert seen.stdout.count('class="main-svg"') >= figures


def test_the_first_assumptions_are_shown_and_the_rest_on_demand(seen: subprocess.CompletedProcess[str]) -> None:
    assert re.search(r'<button type="button" id="more">Show all \d+</button>', seen.stdout)
    rows = re.findall(ROW, seen.stdout)
    assert sum("hidden" not in row for row in rows) == 25 < len(rows)


def test_a_link_to_an_assumption_finds_it_though_it_was_not_shown(place: Path) -> None:
    last = assumptions(factory.everything().scenario)[-1].path
    seen = browse(place / "report.html", place / "linked", "--dump-dom", at=f"#dial-{last}")
    rows = [unescape(row) for row in re.findall(ROW, seen.stdout)]
    (row,) = (row for row in rows if f'"dial-{last}"' in row)
    assert len(rows) > 25 and "hidden" not in row


def test_a_telephone_need_not_scroll_sideways(place: Path) -> None:
    seen = browse(place / "phone.html", place / "narrow", "--window-size=500,2000", "--dump-dom")
    assert re.search(r'data-wide="([^"]*)"', seen.stdout)[1] == "none"  # type: ignore[index]


def test_it_prints(place: Path) -> None:
    made = place / "report.pdf"
    browse(place / "report.html", place / "print", "--no-pdf-header-footer", f"--print-to-pdf={made}")
    assert made.stat().st_size > 50_000
