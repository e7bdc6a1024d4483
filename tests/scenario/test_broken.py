"""Broken case files, one fault each: one error with file, line, field, finding, what is allowed, nearest word."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from offramp.errors import CaseError, Fault
from offramp.scenario import load
from tests.scenario.broken import ALL, GOOD, Broken
from tests.scenario.broken_questions import QUESTIONS


def faults_of(path: Path) -> tuple[Fault, ...]:
    with pytest.raises(CaseError) as error:
        load(path)
    return error.value.faults


def test_the_good_case_is_good() -> None:
    assert load(GOOD).case == "two-neighbours"


@pytest.mark.parametrize("broken", [*ALL, *QUESTIONS], ids=lambda broken: broken.name.replace(" ", "-"))
def test_one_fault_with_all_that_helps(broken: Broken, tmp_path: Path) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text(broken.text(), encoding="utf-8")
    (fault,) = faults_of(path)
    assert (fault.file, fault.line, fault.field) == (str(path), broken.line(), broken.field)
    assert fault.found == broken.found
    assert broken.allowed in fault.allowed
    assert fault.hint == broken.hint


@pytest.mark.parametrize(
    ("data", "line", "found"),
    [
        (b"", 1, "an empty file"),
        (b"# nothing\n", 1, "an empty file"),
        (b"- one\n- two\n", 1, "a list"),
        (b"just words\n", 1, "'just words'"),
        (b"title: caf\xe9\n", 1, "byte 0xe9"),
        (b"case: x\ntitle: \x00\n", 2, "special characters are not allowed"),
        (b"a: " + b"[" * 100_000, 1, "fields nested more than 30 deep"),
        (b"a: " + b"{b: " * 30_000, 1, "fields nested more than 30 deep"),
        (b"x:\n" + b"- 1\n" * 100_001, 100_000, "more than 100000 values"),
        (b"#" * 5_000_000, None, "5000000 bytes"),
        (b"a:\r\n  " + b"!" * 300_000, 2, "a line of 300002 characters"),
        (b'a: b\nc: "\\ud800"\n', 2, "half a character (a surrogate)"),
        (b'a: b\n"\\udfff": c\n', 2, "half a character (a surrogate)"),
    ],
    ids="empty comment list words latin null deep-list deep-mapping many large long half half-name".split(),
)
def test_files_that_are_no_case(data: bytes, line: int | None, found: str, tmp_path: Path) -> None:
    path = tmp_path / "broken.yaml"
    path.write_bytes(data)
    (fault,) = faults_of(path)
    assert (fault.file, fault.line, fault.found) == (str(path), line, found)


def test_places_that_are_no_file(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    found = {path: faults_of(path)[0].found for path in (tmp_path / "none.yaml", tmp_path, pipe)}
    assert list(found.values()) == ["no such file", "a directory", "a device or a pipe"]
    assert faults_of(Path("x" * 5000))[0].found == "file name too long"
    assert faults_of(Path("a\0b"))[0].field == ""


def test_huge_numbers_end_soon(tmp_path: Path) -> None:
    path = tmp_path / "broken.yaml"
    good = GOOD.read_text(encoding="utf-8")
    for old, new in (("days: 60", "days: " + "9" * 100_000), ("stature: 0.6", "stature: " + "9" * 100_000)):
        path.write_text(good.replace(old, new), encoding="utf-8")
        (fault,) = faults_of(path)
        assert len(str(fault)) < 500


def test_several_faults_are_told_together_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = GOOD.read_text(encoding="utf-8")
    for old, new in (("days: 60", "days: 0"), ("host: coria", "host: korea"), ("per: crisis", "per: crsis")):
        text = text.replace(old, new)
    path = tmp_path / "broken.yaml"
    path.write_text(text, encoding="utf-8")
    assert [fault.field for fault in faults_of(path)] == ["days", "arenas.pass.host", "plots.raid.under_way.per"]
