"""What a slip of the pen is, and the slips of columns and of punctuation of other scripts."""

from __future__ import annotations

import re
from typing import NamedTuple

from .outline import columns

WIDE = {ord(wide): plain for wide, plain in {"，": ", ", "、": ", ", "；": ", ", "：": ": "}.items()}
_WIDE = re.compile(r"""^[^"']*?[\w.\]}"]([，、；：]) *[\w"'{\[]""")


class Slip(NamedTuple):
    """What was found in which line and column, what may stand there, its right form, and the line as it was meant."""

    line: int
    column: int
    found: str
    allowed: str
    hint: str | None
    mended: str


def wide(number: int, row: str) -> Slip | None:
    """A comma or a colon of another script, which YAML takes for a letter."""
    match = _WIDE.search(row)
    if not match:
        return None
    mended = re.sub(r"(?<=\S) +", " ", row.translate(WIDE))
    found = f"a wide {'colon' if WIDE[ord(match[1])] == ': ' else 'comma'} ({match[1]})"
    return Slip(number, match.start(1), found, "a plain one: , or :", mended.strip(), mended)


def column(number: int, rows: list[str]) -> Slip | None:
    """A field that begins in another column than those beside it."""
    row = rows[number - 1]
    indent, allowed = len(row) - len(row.lstrip(" ")), columns(rows, number)
    if not allowed or indent in allowed or not row.strip():
        return None
    if before := _out_of_column(number, rows):
        return before
    below = len(rows[number]) - len(rows[number].lstrip(" ")) if number < len(rows) and row.rstrip()[-1] == ":" else 99
    right = min((each for each in allowed if each < below), key=lambda each: abs(each - indent), default=0)
    found = f"{indent} space{'s' * (indent != 1)} before a field where those beside it have {right}"
    return Slip(number, 0, found, "the fields of one part in one column", None, " " * right + row.lstrip(" "))


def _out_of_column(number: int, rows: list[str]) -> Slip | None:
    """The field above a line, where it alone begins in another column than those before and behind it."""
    if number < 3:
        return None
    first, odd, last = (len(each) - len(each.lstrip(" ")) for each in rows[number - 3 : number])
    if not odd < first == last or rows[number - 2].rstrip().endswith(":"):
        return None
    found = f"{odd} space{'s' * (odd != 1)} before a field where those beside it have {first}"
    mended = " " * first + rows[number - 2].lstrip(" ")
    return Slip(number - 1, 0, found, f"the fields of one part in one column: {first} spaces", None, mended)
