"""Notes of the author: on any entry, found by path, read by no run."""

from __future__ import annotations

from pathlib import Path

import pytest

from offramp.errors import CaseError
from offramp.game.weights import alike, look
from offramp.scenario import Scenario, load
from offramp.scenario.reading.notes import entry, notes
from tests.scenario.broken import GOOD
from tests.scenario.edited import Edit, edited

NOTED = (
    ("name: Aland\n", "name: Aland\n    note: on the actor\n"),
    ("because: it struck first", "because: it struck first, note: on the dial"),
    ("  admission: {}\n", "  admission: {note: on the move}\n"),
    ("fronts: {on: true}", "fronts: {on: true, note: on the system}"),
    ("name: the coast\n", "name: the coast\n    note: on the arena\n"),
)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Scenario:
    return load(edited(tmp_path_factory.mktemp("noted"), *NOTED))


def test_notes_are_found_above_and_below(case: Scenario) -> None:
    both = {"actors.aland": "on the actor", "actors.aland.resolve": "on the dial"}
    assert notes(case, "actors.aland") == notes(case, "actors.aland.resolve") == notes(case, "actors") == both
    assert notes(case, "actors.aland.tempo") == {"actors.aland": "on the actor"}
    assert notes(case, "actors.alan") == notes(case, "actors.borduria") == {}
    assert notes(case, "world.fronts") == {"world.fronts": "on the system"}


def test_an_entry_is_found_by_its_path(case: Scenario) -> None:
    assert entry(case, "arenas.coast") is case.arenas["coast"]
    assert entry(case, "options.0") is case.options[0]
    assert entry(case, "arenas") is entry(case, "arenas.sea") is entry(case, "actors.aland.name") is None


def test_a_note_changes_nothing_that_is_played(case: Scenario) -> None:
    bare = load(GOOD)
    assert {path: each.text() for path, each in case.quantities()} == {p: q.text() for p, q in bare.quantities()}
    assert look(case.moves["admission"]) == look(bare.moves["admission"])
    assert case.moves["admission"].rung == bare.moves["admission"].rung and alike(case) == alike(bare)


@pytest.mark.parametrize(
    "edit",
    [
        ("because: it struck first", "because: it struck first, note: 5"),
        ("name: Aland\n", "name: Aland\n    note: []\n"),
    ],
)
def test_a_note_is_text(edit: Edit, tmp_path: Path) -> None:
    with pytest.raises(CaseError, match=r"note: found .*; allowed: text"):
        load(edited(tmp_path, edit))
