"""The page on the fit says of every fitted number whether a case simulates it."""

import re
from fnmatch import fnmatchcase

from offramp.fit.parameters import MEMBERS, parameters
from tests.guards.source import ROOT

PAGE = (ROOT / "docs" / "fit.md").read_text(encoding="utf-8")
ROWS = PAGE.partition("### Which numbers a case simulates\n")[2].partition("\n### ")[0]


def said(name: str) -> list[str]:
    """What the table says of a number, row by row: the cell on where a case has it."""
    rows = [row.strip("| ").split(" | ") for row in ROWS.splitlines() if row.startswith("| `")]
    return [row[1] for row in rows if any(fnmatchcase(name, each) for each in re.findall(r"`([^`]+)`", row[0]))]


def test_the_table_tells_of_every_number() -> None:
    missing = [name for name in parameters() if not said(name.removeprefix("world."))]
    assert missing == []


def test_what_a_system_takes_is_said_to_be_taken() -> None:
    taken = {number.removeprefix("log ").removeprefix("world.") for number in MEMBERS.values()}
    assert [name for name in taken if said(name) == ["no"]] == []
    others = {name.removeprefix("world.") for name in parameters()} - taken
    assert [name for name in others if said(name) != ["no"]] == []
