"""Progress goes to stderr: a bar on a terminal, plain lines elsewhere, nothing for what is quick."""

from __future__ import annotations

import sys
import time

import pytest

from offramp.cli import progress as part
from offramp.cli.progress import progress


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [0.0]
    monkeypatch.setattr(part.time, "monotonic", lambda: now[0])
    return now


def test_what_is_quick_says_nothing(clock: list[float], capsys: pytest.CaptureFixture[str]) -> None:
    with progress() as tell:
        clock[0] = 1.9
        tell(50, 100)
        clock[0] = 9.0
        tell(100, 100)
    assert capsys.readouterr() == ("", "")


def test_what_is_slow_says_so_now_and_then(clock: list[float], capsys: pytest.CaptureFixture[str]) -> None:
    with progress() as tell:
        for second in range(1, 14):
            clock[0] = float(second)
            tell(1000 * second, 20_000)
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines() == [
        "2,000 of 20,000 futures, 2 s",
        "7,000 of 20,000 futures, 7 s",
        "12,000 of 20,000 futures, 12 s",
    ]


def test_a_terminal_gets_a_bar_which_says_first_that_it_compiles(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with progress() as tell:
        tell(0, 20)
        assert part.COMPILING.split()[0] in capsys.readouterr().err
        tell(10, 20)
    said = capsys.readouterr()
    assert said.out == "" and "futures" in said.err


def test_where_nothing_is_done_for_long_it_says_that_it_compiles(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(part, "QUICK", 0.01)
    with progress() as tell:
        time.sleep(0.1)
        tell(0, 20)
    assert capsys.readouterr().err == f"{part.COMPILING}\n"
    with progress() as tell:
        tell(20, 20)
        time.sleep(0.05)
    assert capsys.readouterr().err == ""
