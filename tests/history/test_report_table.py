"""The page on history is that of the code."""

from pathlib import Path

import pytest

from offramp.history import report_table as document

PAGE = Path(__file__).parents[2] / "docs" / "evidence.md"


@pytest.mark.parametrize("part", [document.quirks, document.codes, document.targets, document.tables])
def test_the_documentation_is_the_code(part: object) -> None:
    assert callable(part) and part() in PAGE.read_text(encoding="utf-8")
