"""A browser that tests can steer: Chromium over its debugging pipe, without any library."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --hide-scrollbars --remote-debugging-pipe"
).split()
DESKTOP, PHONE = (1280, 900), (390, 844)
END = b"\0"


class Browser:
    """One page of one browser."""

    def __init__(self, sends: int, hears: int) -> None:
        self._sends, self._hears, self._rest, self._ids = sends, hears, b"", count(1)
        self.events: list[dict[str, Any]] = []
        target = self._call("Target.createTarget", {"url": "about:blank"})["targetId"]
        self._session = self._call("Target.attachToTarget", {"targetId": target, "flatten": True})["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        """Call a method of the page."""
        return self._call(method, params, self._session)

    def open(self, page: Path, size: tuple[int, int], dark: bool = False, scripts: bool = True, at: str = "") -> None:
        """Open a file at a size, by day or by night."""
        self.call("Emulation.setScriptExecutionDisabled", value=not scripts)
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=size[0],
            height=size[1],
            deviceScaleFactor=1,
            mobile=size[0] < 600,
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        still = {"name": "prefers-reduced-motion", "value": "reduce"}
        self.call("Emulation.setEmulatedMedia", features=[scheme, still])
        self.events.clear()
        self.call("Page.navigate", url="about:blank")
        self._until("Page.loadEventFired")
        self.events.clear()
        self.call("Page.navigate", url=page.as_uri() + at)
        self._until("Page.loadEventFired")

    def run(self, script: str) -> Any:
        """The value of an expression in the page; a promise is waited for."""
        found = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in found:
            raise AssertionError(found["exceptionDetails"])
        return found["result"].get("value")

    def shot(self, place: Path, selector: str | None = None) -> Path:
        """A picture of the window, or of one element."""
        clip: dict[str, Any] = {}
        if selector:
            box = self.run(
                f"(b => ({{x: b.x + scrollX, y: b.y + scrollY, width: b.width, height: b.height}}))"
                f"(document.querySelector({json.dumps(selector)}).getBoundingClientRect())"
            )
            clip = {"clip": {**box, "scale": 1}, "captureBeyondViewport": True}
        data = self.call("Page.captureScreenshot", format="png", **clip)["data"]
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(base64.b64decode(data))
        return place

    def pdf(self, place: Path) -> Path:
        """The page as it prints."""
        data = self.call("Page.printToPDF", preferCSSPageSize=True, printBackground=True)["data"]
        place.write_bytes(base64.b64decode(data))
        return place

    def _until(self, method: str) -> None:
        while not any(event["method"] == method for event in self.events):
            self._hear()

    def _call(self, method: str, params: dict[str, Any], session: str | None = None) -> dict[str, Any]:
        number = next(self._ids)
        told = {"id": number, "method": method, "params": params} | ({"sessionId": session} if session else {})
        os.write(self._sends, json.dumps(told).encode() + END)
        while True:
            answer = self._hear()
            if answer.get("id") == number:
                assert "error" not in answer, answer
                return dict(answer["result"])

    def _hear(self) -> dict[str, Any]:
        while END not in self._rest:
            some = os.read(self._hears, 1 << 20)
            assert some, "the browser went away"
            self._rest += some
        line, _, self._rest = self._rest.partition(END)
        told: dict[str, Any] = json.loads(line)
        if "method" in told:
            self.events.append(told)
        return told


@contextmanager
def browser(profile: Path) -> Iterator[Browser]:
    """Start a browser with a fresh profile, and end it."""
    (hears, out), (into, sends) = os.pipe(), os.pipe()
    command = [str(CHROMIUM), *FLAGS, f"--user-data-dir={profile}"]
    # the browser reads from its descriptor 3 and writes to 4
    shell = ["bash", "-c", f'exec 3<&{into} 4>&{out}; exec "$@"', "-", *command]
    process = subprocess.Popen(shell, pass_fds=(into, out), stderr=subprocess.DEVNULL)
    os.close(into)
    os.close(out)
    try:
        yield Browser(sends, hears)
    finally:
        process.terminate()
        process.wait(30)
        os.close(sends)
        os.close(hears)
