"""The page of everything that a case file may say is that of today, and names all of it."""

from __future__ import annotations

import offramp
from docs import reference
from offramp.scenario.measure_kinds import KINDS
from offramp.scenario.reading.catalogue import built_in, catalogue
from offramp.scenario.reading.merge import library


def test_the_page_is_up_to_date() -> None:
    assert reference.PAGE.read_text(encoding="utf-8") == reference.page(), "python docs/reference.py makes it anew"


def test_every_field_move_measure_and_public_name_has_a_row_with_words() -> None:
    rows = [line.split(" | ") for line in reference.page().splitlines() if line.startswith("| `")]
    named = {row[0].removeprefix("| ").strip("`") for row in rows}
    models = library("fields").items()
    fields = {name for model, body in models.items() if model != "Quantity" for name in body.items()}
    dials = {dial for system in library("world").plain().values() for dial in system["dials"]}
    functions = {f"offramp.{name}" for name in set(offramp.__all__) - {"__version__"}}
    assert {*fields, *dials, *catalogue(), *built_in(), *KINDS, *functions} <= named
    assert [row for row in rows if not row[1].strip(" |")] == []
