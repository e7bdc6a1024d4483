"""The tutorial is followed word by word in an empty folder: it ends in a case that passes, and in a report."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from offramp.scenario import check
from tests.cli.window import offramp_of

PAGE = Path(__file__).parents[2] / "docs" / "tutorial.md"
STEP = re.compile(r"^    (offramp .+?)(?: +# exit (\d))?$|^```diff\n(.*?)^```$", re.M | re.S)
MOST = 60  # commands and edits
CASE = "my-crisis.yaml"


class Step(NamedTuple):
    """A command with the code that it leaves with, or an edit of the case."""

    command: str = ""
    code: int = 0
    old: str = ""
    new: str = ""


def steps() -> Iterator[Step]:
    """What the page tells its reader to do, in order."""
    for command, code, edit in STEP.findall(PAGE.read_text(encoding="utf-8")):
        rows = edit.splitlines()
        old, new = ("\n".join(row[1:] for row in rows if row[0] == mark) for mark in "-+")
        yield Step(command, int(code or 0), old, new)


def follow(step: Step) -> str:
    """Do a step as a reader would, and return what is shown."""
    if step.command:
        done = offramp_of(*shlex.split(step.command)[1:])
        assert done.exit_code == step.code, f"{step.command}: {done.output}"
        return done.output
    text = Path(CASE).read_text(encoding="utf-8")
    assert text.count(step.old) == 1, f"{step.old!r} is there {text.count(step.old)} times"
    Path(CASE).write_text(text.replace(step.old, step.new), encoding="utf-8")
    return ""


def test_it_is_short_and_has_commands_and_edits() -> None:
    found = [*steps()]
    assert 10 < len(found) <= MOST
    assert sum(bool(step.command) for step in found) >= 10 and sum(bool(step.old) for step in found) >= 8


def test_its_edits_make_a_case_without_fault_or_remark(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    told = [follow(step) for step in steps() if not step.command.endswith(("--play", "32", "out/my-crisis"))]
    faults = next(each for each in told if "line-sheling" in each)
    for words in ("did you mean line-shelling?", "did you mean 2031-05-02?", 'put a text in "quotes"'):
        assert words in faults
    assert check(CASE).notes == ()


@pytest.mark.proof
def test_it_ends_in_a_case_that_passes_and_in_a_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for step in steps():
        follow(step)
    assert Path("out/my-crisis/report.html").stat().st_size > 100_000
