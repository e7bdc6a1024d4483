"""Slips of the pen in YAML, named as what they are and in the line where they were made."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from offramp.errors import Fault
from offramp.scenario.words import SPACES

NARROW_DOWN = 200  # lines above an error in which its cause is looked for
_STRANGE = "".join(SPACES)
# Before a field or between its colon and its value: places where YAML wants spaces and takes no other blank.
_BLANK = re.compile(rf"^[ \-]*([{_STRANGE}])|^[ \-]*[\w\-]+[ ]?:[ ]*([{_STRANGE}])|[,{{\[] *([{_STRANGE}])")
_CURLY = re.compile(r"(?:[:,\[{\-] *)([“”„‟‘’‚«»])")
_OPENED = re.compile(r"""(?:^ *|[:\-,] +|[\[{] *)(["'])""")
_NO_SPACE = re.compile(r"^ *(?:- +)?([A-Za-z][\w\-]*):[^ \n/]")
STARTERS = {"@": "an @", "`": "a backtick", "%": "a per cent sign"}


class Slip(NamedTuple):
    """What was found in which line, and what may stand there."""

    line: int
    found: str
    allowed: str


def slip(file: str, text: str, line: int | None, problem: str) -> Fault:
    """Name the slip behind a syntax error, or tell the error where none is known.

    Parameters
    ----------
    file, text : str
        The file as the reader named it, and what stands in it.
    line : int or None
        Where the parser gave up, counted from 1.
    problem : str
        Why, in the parser's words.
    """
    rows = text.split("\n")
    last = min(line or len(rows), len(rows))
    found = next(_slips(rows, last), None)
    if found:
        return Fault(file, found.line, "", found.found, found.allowed)
    return Fault(file, line, "", problem.replace("\n", " ").strip()[:200], "YAML")


def _slips(rows: list[str], last: int) -> Iterator[Slip]:
    """The slips in the lines up to an error: those of its own line first, then those above it from the nearest on."""
    here = rows[last - 1]
    if re.match(r"\s*\t", here):
        yield Slip(last, "a tab", "spaces before a field")
    near = range(last, max(0, last - NARROW_DOWN), -1)
    for look in (_blank, _open_quote, _curly):
        yield from (each for number in near if (each := look(number, rows[number - 1])))
    for look in (_starter, _colon, _no_space):
        if each := look(last, here):
            yield each


def _blank(number: int, row: str) -> Slip | None:
    match = _BLANK.search(row)
    if not match:
        return None
    return Slip(number, SPACES[next(filter(None, match.groups()))], "plain spaces around fields")


def _open_quote(number: int, row: str) -> Slip | None:
    """A quotation mark that opens a text and is not closed in its line."""
    at = 0
    while match := _OPENED.search(row, at):
        mark = match[1]
        end = _end(row, match.end(), mark)
        if end is None:
            return Slip(number, f"a quotation mark ({mark}) that is not closed", f"{mark} at the end of the text, too")
        at = end
    return None


def _end(row: str, at: int, mark: str) -> int | None:
    """The place behind the mark that closes a text."""
    while at < len(row):
        if (row[at] == "\\" and mark == '"') or (row[at] == mark and row[at + 1 : at + 2] == mark == "'"):
            at += 2
        elif row[at] == mark:
            return at + 1
        else:
            at += 1
    return None


def _curly(number: int, row: str) -> Slip | None:
    match = _CURLY.search(row)
    return Slip(number, f"a curly quotation mark ({match[1]})", "straight ones: \" or '") if match else None


def _starter(number: int, row: str) -> Slip | None:
    match = re.search(r"(?:[:,\[{\-] +)([@`%])", row)
    return Slip(number, f"a text that begins with {STARTERS[match[1]]}", 'such a text in "quotes"') if match else None


def _colon(number: int, row: str) -> Slip | None:
    """A second colon before a blank in what must be one field and its value."""
    if any(part.count(": ") > 1 and not set("\"'") & set(part) for part in re.split(r"[,{}\[\]]", row)):
        return Slip(number, "a colon within a text", 'a text that holds ": " in "quotes"')
    return None


def _no_space(number: int, row: str) -> Slip | None:
    match = _NO_SPACE.search(row)
    return Slip(number, f"{match[1]}: without a space after the colon", "a space after it") if match else None
