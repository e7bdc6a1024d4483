"""Entries are put where a person would put them, and what cannot take them is refused."""

from __future__ import annotations

import pytest

from offramp.errors import DataError
from offramp.interchange.placing import placed
from tests.interchange.tables import CASE

EVENT = {"date": "2031-04-20", "actor": "aland"}
PLAIN = """offramp: 1
record:
  first: {date: 2031-01-01}  # said twice

  # why the second one matters
  second:
    date: 2031-02-01
    what: >
      folded
      words

# the claims
claims: {}
"""


def test_events_of_one_day_come_after_those_that_are_there() -> None:
    text = CASE.read_text()
    lines = placed(text, "x.yaml", "record", {"new": EVENT}).splitlines()
    at = lines.index("  new: {date: 2031-04-20, actor: aland}")
    assert lines[at - 1] == "    source: [gazette, yearbook]" and lines[at + 1] == "  commander-killed:"


@pytest.mark.parametrize(
    ("day", "before", "after"),
    [
        ("2030-01-01", "record:", "  first: {date: 2031-01-01}  # said twice"),
        ("2031-01-01", "  first: {date: 2031-01-01}  # said twice", ""),
        ("2031-03-01", "      words", ""),
    ],
)
def test_blanks_and_comments_stay_with_what_they_are_about(day: str, before: str, after: str) -> None:
    lines = placed(PLAIN, "x.yaml", "record", {"new": {"date": day}}).split("\n")
    at = lines.index(f"  new: {{date: {day}}}")
    assert (lines[at - 1], lines[at + 1]) == (before, after)


@pytest.mark.parametrize("empty", ["record:", "record: {}", "record: {}  # none yet", "record: null", "about: none"])
def test_a_part_that_is_empty_or_missing_is_begun(empty: str) -> None:
    text = placed(f"offramp: 1\n{empty}\nclaims: {{}}", "x.yaml", "record", {"new": EVENT})
    assert "record:" in text and "  new: {date: 2031-04-20, actor: aland}" in text.splitlines()


@pytest.mark.parametrize(
    "text",
    [
        "record: {first: {date: 2031-01-01}}\n",
        '{"record": {"first": {"date": "2031-01-01"}}}\n',
        "record: {a: {}, b: {}}",
    ],
)
def test_a_part_in_braces_is_refused(text: str) -> None:
    with pytest.raises(DataError, match="an entry in each line"):
        placed(text, "x.yaml", "record", {"new": EVENT})


def test_a_file_of_windows_keeps_its_line_ends(tmp_path: object) -> None:
    from pathlib import Path

    from offramp.interchange.importing import Wishes, import_table

    folder = Path(str(tmp_path))
    case, table = folder / "case.yaml", folder / "events.csv"
    case.write_bytes(CASE.read_bytes().replace(b"\n", b"\r\n"))
    table.write_text("date,actor,move,target,arena,what,source\n2031-01-02,aland,deployment,borduria,pass,x,gazette\n")
    import_table(table, Wishes("record"), case, into=True)
    body = case.read_bytes()
    assert body.count(b"\n") == body.count(b"\r\n") == CASE.read_bytes().count(b"\n") + 1
