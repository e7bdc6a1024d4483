"""Slips of the pen within braces and brackets: not closed, closed too early, without a comma, a text without quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator

CLOSES = {"{": "}", "[": "]"}
_NUMBER = r"[-+]?\d[\d.]*%?(?: *\.\. *\d[\d.]*)?"
_JOINED = re.compile(rf"[{{,] *[\w>~+\-]+: +({_NUMBER}|[a-z\d\-]+) +([\w>~+\-]+): ")
_INNER = re.compile(r"[:,] +[^\"'{}\[\],:]*\w +([\[{][^\[\]{}]*[\]}])")


def open_brackets(row: str) -> str:
    """The brackets that a line opens and does not close, by what would close them, the innermost first."""
    stack = ""
    for _, letter in _outside_quotes(row):
        if letter in CLOSES:
            stack = CLOSES[letter] + stack
        elif stack and letter == stack[0]:
            stack = stack[1:]
    return stack


def stray(row: str) -> int | None:
    """The place of a bracket that closes a part of a line too early, so that a later one closes nothing."""
    depth, early = 0, None
    for at, letter in _outside_quotes(row):
        if letter in CLOSES:
            depth += 1
        elif letter in CLOSES.values():
            depth -= 1
            if depth < 0:
                return early
            early = at if depth == 0 and early is None else early
    return None


def joined(row: str) -> re.Match[str] | None:
    """Two fields within braces without a comma between them."""
    return _JOINED.search(row)


def bracket_in_text(row: str) -> re.Match[str] | None:
    """A bracket within a text that stands within braces without quotation marks."""
    return _INNER.search(row) if "{" in row.partition(":")[2] or row.lstrip().startswith(("{", "- {")) else None


def _outside_quotes(row: str) -> Iterator[tuple[int, str]]:
    """The letters of a line that stand in no quotation marks and in no comment, with their places."""
    mark = ""
    for at, letter in enumerate(row):
        if mark:
            mark = "" if letter == mark else mark
        elif letter in "\"'" and (at == 0 or row[at - 1] in " [{,:"):
            mark = letter
        elif letter == "#" and (at == 0 or row[at - 1] == " "):
            return
        else:
            yield at, letter
