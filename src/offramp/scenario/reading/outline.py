"""Where a line of a YAML text belongs, by its indentation: which field it is, and in which column it should begin."""

from __future__ import annotations

import re

_ROW = re.compile(r"^([ \t]*)((?:- +)?)([\w.>~+\-]+)?")
_KEY = re.compile(r"([\w.>~+\-]+)[ ]*:(?=\s|$)")


def field_at(rows: list[str], number: int, column: int | None = None) -> str:
    """Return the path of the field in a line, with dots.

    Parameters
    ----------
    rows : list of str
        The lines of the text.
    number : int
        Of the line, counted from 1.
    column : int, optional
        A place within the line: then also the fields within braces that it lies in.
    """
    steps: list[str] = []
    limit: int | None = None
    for at in range(number - 1, -1, -1):
        if _is_empty(rows[at]):
            continue
        blank, dash, key = _parts(rows[at])
        indent = len(blank)
        if limit is None or indent + len(dash) < limit:
            steps += [key] if key else []
            limit = indent + len(dash)
            if dash:
                steps.append(str(_place(rows, at, indent)))
                limit = indent + 1  # a list may stand in the column of its name
        if limit == 0:
            break
    inner = _within(rows[number - 1], column) if column is not None else []
    return ".".join([*reversed(steps), *inner])


def _is_empty(row: str) -> bool:
    return not row.strip() or row.lstrip().startswith("#")


def _parts(row: str) -> tuple[str, str, str | None]:
    match = _ROW.match(row)
    assert match is not None
    return match[1].replace("\t", "  "), match[2], match[3]


def _place(rows: list[str], at: int, indent: int) -> int:
    """Which entry of its list a line begins, counted from 0."""
    count = 0
    for row in reversed(rows[:at]):
        if _is_empty(row):
            continue
        blank, dash, _ = _parts(row)
        if len(blank) < indent or (len(blank) == indent and not dash):
            break
        count += len(blank) == indent
    return count


def _within(row: str, column: int) -> list[str]:
    """The fields within braces that a place of a line lies in."""
    stack: list[str] = []
    at = _ROW.match(row).end(2)  # type: ignore[union-attr]
    while at < column:
        if row[at] in "{[":
            stack.append("" if row[at] == "{" else "0")
        elif row[at] in "}]" and stack:
            stack.pop()
        elif row[at] == "," and stack:
            stack[-1] = str(int(stack[-1]) + 1) if stack[-1].isdecimal() else ""
        elif stack and not stack[-1] and (match := _KEY.match(row, at)):
            stack[-1] = match[1]
            at = match.end() - 1
        at += 1
    return [step for step in stack if step]


def columns(rows: list[str], number: int) -> list[int]:
    """The columns in which the field of a line may begin; none where any column does."""
    above = [at for at in range(number - 1) if not _is_empty(rows[at])]
    if not above:
        return [0]
    blank, dash, key = _parts(rows[above[-1]])
    if re.search(r":\s*([|>][+-]?)?\s*(#.*)?$", rows[above[-1]]) or not key:
        return []
    allowed = [len(blank) + len(dash)]
    for at in reversed(above):
        blank, dash, _ = _parts(rows[at])
        allowed += [each for each in (len(blank) + len(dash), len(blank)) if each < allowed[-1]]
        if allowed[-1] == 0:
            break
    return allowed
