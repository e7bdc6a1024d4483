"""Codes of event data as strategic classes: a code's moves in the catalogue, the one that fits best first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from offramp.errors import DataError, Fault
from offramp.scenario.reading.tree import read

from .sheet import Sheet

FOLDER = Path(__file__).parent
CAMEO, PLOVER = "cameo", "plover"
_LAST_ROOT = 20  # of CAMEO


@dataclass(frozen=True)
class Class:
    """What a code means: in words, and as moves; no moves where it is no act on the ladder."""

    code: str
    says: str
    moves: tuple[str, ...]


@cache
def data(name: str) -> Mapping[str, Any]:
    """One data file of this folder."""
    found: Mapping[str, Any] = read(FOLDER / f"{name}.yaml", f"interchange/{name}.yaml").plain()
    return found


def classes(codebook: str) -> dict[str, Class]:
    """All codes of a codebook."""
    codes = data(f"codes/{codebook}")["codes"]
    return {code: Class(code, each["says"], tuple(each["moves"])) for code, each in codes.items()}


def class_of(codebook: str, words: Sequence[str]) -> Class | None:
    """Find what the coded cells of a row mean.

    Parameters
    ----------
    codebook : {"cameo", "plover", "acled", "ucdp"}
    words : sequence of str
        From the finest to the coarsest; the first that is known counts.
    """
    known = classes(codebook)
    for word in filter(None, map(str.strip, words)):
        if codebook == CAMEO:
            whole = whole_code(word)
            fits = [code for code in known if whole.startswith(code)]
            found = known[max(fits, key=len)] if fits else None
        else:
            found = known.get(spelt(codebook, word))
        if found:
            return found
    return None


def spelt(codebook: str, word: str) -> str:
    """Write a code as its codebook does."""
    if codebook != PLOVER:
        return word.strip().lower()
    kind, dash, mode = word.strip().partition("-")
    return kind.upper() + dash + mode.lower()


def whole_code(code: str) -> str:
    """Return a CAMEO code with the zero that a spreadsheet takes away: 36 is 036, 841 is 0841."""
    if not code.isascii() or not code.isdecimal() or code.startswith("0"):
        return code
    short = len(code) == 2 or (len(code) > 2 and int(code[:2]) > _LAST_ROOT)
    return f"0{code}" if short else code


def own_codes(sheet: Sheet, moves: Sequence[str]) -> dict[str, str]:
    """Read a user's table of codes: the move of each, or nothing where it is to be left out.

    Parameters
    ----------
    sheet : Sheet
        With the columns `code` and `move`.
    moves : sequence of str
        Of the case.

    Raises
    ------
    DataError
    """
    if not {"code", "move"} <= set(sheet.columns):
        raise DataError(Fault(sheet.name, 1, "", f"the columns {', '.join(sheet.columns)}", "the columns code, move"))
    for row in sheet.rows:
        if (move := row.cells["move"].strip()) and move not in moves:
            raise DataError(Fault(sheet.name, row.line, "move", repr(move), f"one of the moves: {', '.join(moves)}"))
    return {row.cells["code"].strip().lower(): row.cells["move"].strip() for row in sheet.rows}
