"""docs/tables.md says what the code does: its example, its layouts, its columns, its bounds."""

from __future__ import annotations

from pathlib import Path

import pytest

from offramp.interchange import excel, sheet
from offramp.interchange.account import beside
from offramp.interchange.columns import PARTS, columns
from offramp.interchange.importing import Wishes, import_table
from offramp.interchange.layout import layouts
from tests.interchange.tables import a_case

PAGE = (Path(__file__).parents[2] / "docs" / "tables.md").read_text(encoding="utf-8")
EVENTS = """Date;Actor;Move;Target;Arena;Deaths military;What;Source
2031-01-02;aland;deployment;borduria;pass;;"=HYPERLINK(""x"")";gazette
2031-01-02;aland;deployment;borduria;pass;;again;gazette
2031-02-30;aland;deployment;borduria;pass;;x;gazette
soon;aland;deployment;borduria;pass;;x;gazette
4 April 2031;alandd;deployment;borduria;pass;;x;gazette
4 April 2031;aland;limited-strike;borduria;pass;4;x: "y";gazette
4 June 2031;aland;limited-strike;borduria;pass;4;x;gazette
4 May 2031;aland;limited-strike;aland;pass;4;x;gazette
4 May 2031;aland;limited-strike;borduria;pass;4;x;later
"""


def test_the_example_of_a_summary_is_what_is_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    a_case(tmp_path)
    Path("events.csv").write_text(EVENTS, encoding="utf-8")
    said = import_table(Path("events.csv"), Wishes("record"), Path("case.yaml")).says(None)
    start = PAGE.index("    events.csv: UTF-8")
    shown = [line[4:] for line in PAGE[start:].split("\n\n")[0].splitlines()]
    assert [line for line in shown if line.strip() != "…"] == [*said[:5], said[-1]]
    assert beside(Path("events.csv")).read_text(encoding="utf-8").count("\n") == 8


def test_every_column_and_layout_is_on_the_page() -> None:
    names = {column.name for model in PARTS.values() for column in columns(model)}
    assert [name for name in [*names, *layouts()] if f"`{name}`" not in PAGE] == []


def test_the_bounds_are_on_the_page() -> None:
    assert f"{sheet.MOST_BYTES // 10**6} MB or {sheet.MOST_ROWS:,} rows" in PAGE
    assert f"unpack to more than {excel.MOST_UNPACKED // 10**6} MB" in PAGE
    assert f"more than {sheet.MOST_LETTERS:,} letters" in PAGE
