"""The good case with one thing changed, and what is said about it."""

from __future__ import annotations

from pathlib import Path

from offramp.scenario import check
from offramp.scenario.lint import Note
from offramp.scenario.lint.numbers import BARE
from tests.scenario.broken import GOOD

Edit = tuple[str, str]
USUAL = frozenset({BARE})  # remarks that the good case has: on bare numbers


def edited(folder: Path, *edits: Edit) -> Path:
    """Write the good case with some edits, of which each finds its place once."""
    text = GOOD.read_text(encoding="utf-8")
    for old, new in edits:
        assert text.count(old) == 1, f"{old!r} is there {text.count(old)} times"
        text = text.replace(old, new)
    path = folder / "case.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def remarks(folder: Path, *edits: Edit) -> list[Note]:
    """The remarks on the good case with some edits, but for the usual ones."""
    return [note for note in check(edited(folder, *edits)).notes if note.kind not in USUAL]
