"""`docs/class.md`, followed step by step in browsers: what it says to press is pressed, and what it says is seen."""

from __future__ import annotations

import re
import shlex
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.report.browser import CHROMIUM
from tests.web.table.served import CASE, settings
from tests.web.table.test_browser import SOON

pytestmark = [pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here"), pytest.mark.slow, pytest.mark.proof]
ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "class.md").read_text(encoding="utf-8")
DOES = re.compile(
    r"\b(?P<who>You|Players)\b|\b(?P<do>press|unfold|tick|see) \*\*(?P<what>.+?)\*\*"
    r"|\b(?P<fill>choose|write) \*\*(?P<value>.+?)\*\*(?: at \*\*(?P<at>.+?)\*\*)|and \*\*(?P<too>.+?)\*\*"
)
SEATS = ("Aland", "Borduria")
EVENT = "mountain-league/rocket-attack/aland/pass"


def steps() -> list[dict[str, str]]:
    """Everything that the page says is done, in its order, with who does it."""
    text, who, found = " ".join(PAGE.partition("## Before")[2].split()), "", []
    for each in DOES.finditer(text):
        told = {key: value for key, value in each.groupdict().items() if value}
        if "who" in told:
            who = told["who"].lower()
        else:
            found.append({"who": who, **told})
    return found


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Started by the page's own command, with a port that is free; the link that it prints."""
    folder = tmp_path_factory.mktemp("class")
    settings(folder / "class")
    command = next(line.strip() for line in PAGE.splitlines() if line.strip().startswith("offramp serve"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    words = [sys.executable, "-c", "from offramp.cli import main; main()", *shlex.split(command)[1:], "--port", port]
    with subprocess.Popen(words, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        assert process.stdout is not None
        try:
            link = next(found[0] for line in process.stdout if (found := re.search(r"http\S+#token=\S+", line)))
            yield link.replace("0.0.0.0", "127.0.0.1")
        finally:
            process.kill()


class Class:
    """A facilitator and the players, each with a page."""

    def __init__(self, you: Any, players: list[Any]) -> None:
        self.you, self.players, self.game = you, players, ""

    def do(self, step: dict[str, str]) -> None:
        for number, page in enumerate([self.you] if step["who"] == "you" else self.players):
            if "too" in step or step.get("do", "").lower() == "press":
                self.press(page, step.get("too") or step["what"], number)
            elif "fill" in step:
                self.fill(page, step["value"], step["at"])
            elif step["do"] == "tick":
                for seat in SEATS:
                    page.get_by_label(seat, exact=True).check()
            elif step["do"] == "unfold":
                page.locator("summary", has_text=step["what"]).click()
            else:
                page.get_by_text(step["what"]).first.wait_for()

    def press(self, page: Any, words: str, number: int) -> None:
        name = re.compile("^" + re.escape(words))
        found = page.get_by_role("button", name=name).or_(page.get_by_role("link", name=name))
        if words == "Take this seat":
            found = page.get_by_role("button", name=f"{words}: {SEATS[number]}")
        elif words == "Give the seat of":
            found = page.get_by_role("button", name="Give the seat of Coria")
        found.first.wait_for()
        if words.startswith("Export"):
            with page.expect_download() as file:
                found.first.click()
            assert file.value.suggested_filename.endswith(".zip")
            return
        found.first.click()
        if words == "Begin":
            link = page.locator("code.link-text").first.text_content()
            for each in self.players:
                each.goto(link.replace("0.0.0.0", "127.0.0.1"))

    def fill(self, page: Any, value: str, at: str) -> None:
        if at == "Write":
            value = re.search(r"/table/(\w+)/", page.url)[1]  # type: ignore[index]
        field = page.get_by_label(re.compile(f"^{re.escape(at)}")).and_(page.locator("input, select")).first
        field.wait_for()
        if value == "your case":
            field.select_option(CASE)
        elif value == "an event":
            field.select_option(EVENT)
        elif at == "Who decides for":
            page.get_by_label("Who decides for Coria").select_option(label=value)
        elif field.evaluate("each => each.tagName") == "SELECT":
            field.select_option(label=value)
        else:
            field.fill(value)


def test_the_page_says_enough_to_be_followed() -> None:
    found = steps()
    assert len(found) >= 35 and {each["who"] for each in found} == {"you", "players"}
    bold = set(re.findall(r"\*\*(.+?)\*\*", PAGE.partition("## Before")[2])) - {"Replace"}
    done = {each.get(key, "") for each in found for key in ("what", "value", "at", "too")}
    assert {" ".join(each.split()) for each in bold} <= done, "all that stands in bold is done"


def test_a_class_is_run_by_the_page(server: str) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        pages = []
        for _ in range(3):
            context = browser.new_context(accept_downloads=True)
            context.set_default_timeout(SOON)
            pages.append(context.new_page())
        room = Class(pages[0], pages[1:])
        room.you.goto(server)
        for number, step in enumerate(steps()):
            try:
                room.do(step)
            except Exception as error:
                raise AssertionError(f"step {number}: {step}, at {room.you.url}: {error}") from error
        browser.close()
