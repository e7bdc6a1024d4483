"""Slips of the pen in YAML, named as what they are and in the line where they were made, each with its line mended."""

from __future__ import annotations

import re
from collections.abc import Iterator

from offramp.errors import Fault
from offramp.scenario.words import SPACES

from .brackets import bracket_in_text, joined, open_brackets, stray
from .misplaced import Slip, column, wide
from .outline import columns, field_at

NARROW_DOWN = 200  # lines above an error in which its cause is looked for
LONGEST = 4_000  # characters of a line in which a slip is looked for: nobody writes longer ones by hand
_STRANGE = "".join(SPACES)
# Before a field or between its colon and its value: places where YAML wants spaces and takes no other blank.
_BLANK = re.compile(rf"^[ \-]*([{_STRANGE}])|^[ \-]*[\w\-]+[ ]?:[ ]*([{_STRANGE}])|[,{{\[] *([{_STRANGE}])")
_CURLY = re.compile(r"(?:[:,\[{\-] *)([“”„‟‘’‚«»])")
_OPENED = re.compile(r"""(?:^ *|[:\-,] +|[\[{] *)(["'])""")
_NO_SPACE = re.compile(r"^( *(?:- +)?)([A-Za-z][\w\-]*):([^ \n/].*)")
_NO_COLON = re.compile(r"^( *(?:- +)?)([A-Za-z][\w\-]*)(?: *= *| +)([^ :=].*?) *$")
_STARTS = re.compile(r"(?:[:,\[{\-] +)([@`%>|&*!])(?=[ \w.])[^,}\]]*")
STARTERS = {"@": "an @", "`": "a backtick", "%": "a per cent sign"}


def slip(file: str, text: str, line: int | None, problem: str) -> tuple[Fault, str | None]:
    """Name the slip behind a syntax error, or tell the error where none is known.

    Parameters
    ----------
    file, text : str
        The file as the reader named it, and what stands in it.
    line : int or None
        Where the parser gave up, counted from 1.
    problem : str
        Why, in the parser's words.

    Returns
    -------
    fault : Fault
    mended : str or None
        The text without the slip, so that reading can go on; None where nobody knows how.
    """
    rows = text.split("\n")
    last = min(line or len(rows), len(rows))
    looked = [row if len(row) <= LONGEST else "" for row in rows]
    found = next(_slips(looked, last, problem), None)
    if found is None:
        told = problem.replace("\n", " ").strip()[:200]
        return Fault(file, line, field_at(rows, last) if line else "", told, "YAML"), None
    meant = [*rows[: found.line - 1], found.mended, *rows[found.line :]]
    where = field_at(meant, found.line, min(found.column, len(found.mended)))
    return Fault(file, found.line, where, found.found, found.allowed, found.hint), "\n".join(meant)


def _slips(rows: list[str], last: int, problem: str) -> Iterator[Slip]:
    """The slips in the lines up to an error: those of its own line first, then those above it from the nearest on."""
    here = rows[last - 1]
    if match := re.match(r"([ ]*\t[ \t]*)", here):
        indent = " " * max(columns(rows, last)[:1] or [len(match[1].expandtabs(2))])
        yield Slip(last, 0, "a tab", "spaces before a field", None, indent + here[match.end() :])
    near = range(last, max(0, last - NARROW_DOWN), -1)
    for look in (_blank, wide, _open_quote, _curly, _quote_within):
        yield from (each for number in near if (each := look(number, rows[number - 1])))
    if each := _hyphen(last, rows, problem):
        yield each
    for look in (_braced, _no_braces, _starter, _comma, _bracket, _stray, _colon, _no_space):
        if each := look(last, here):
            yield each
    yield from (each for number in near if (each := _open_bracket(number, rows, last)))
    for number in (last, last - 1):
        if number and (each := column(number, rows)):
            yield each
    for number in (last, last - 1):
        if number and (each := _no_colon(number, rows[number - 1], problem)):
            yield each


def _blank(number: int, row: str) -> Slip | None:
    match = _BLANK.search(row)
    if not match:
        return None
    mended = row.translate(dict.fromkeys(map(ord, SPACES), " "))
    return Slip(
        number, match.end(), SPACES[next(filter(None, match.groups()))], "plain spaces around fields", None, mended
    )


def _open_quote(number: int, row: str) -> Slip | None:
    """A quotation mark that opens a text and is not closed in its line."""
    at = 0
    while match := _OPENED.search(row, at):
        mark = match[1]
        end = _end(row, match.end(), mark)
        if end is None:
            tail = len(row.rstrip(" }],"))
            mended = row[:tail] + mark + row[tail:]
            found, allowed = f"a quotation mark ({mark}) that is not closed", f"{mark} at the end of the text, too"
            return Slip(number, match.end(), found, allowed, None, mended)
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


def _quote_within(number: int, row: str) -> Slip | None:
    """A quotation mark within a text that is quoted by the same mark: 'it's late'."""
    at = 0
    while match := _OPENED.search(row, at):
        at = _end(row, match.end(), match[1]) or len(row)
        if row[at:].lstrip()[:1] not in ("", ",", "}", "]", ":", "#"):
            text = row[match.end() :].rstrip(" }],").removesuffix(match[1])
            whole = '"' + text.replace('"', "'") + '"'
            found = f"a quotation mark ({match[1]}) within a text that it also ends"
            tail = row[match.end() + len(row[match.end() :].rstrip(" }],")) :]
            return Slip(
                number, match.end(), found, 'the text in "double quotes"', whole, row[: match.start(1)] + whole + tail
            )
    return None


def _curly(number: int, row: str) -> Slip | None:
    match = _CURLY.search(row)
    if not match:
        return None
    mended = re.sub("[“”„‟«»]", '"', re.sub("[‘’‚]", "'", row))
    found = f"a curly quotation mark ({match[1]})"
    return Slip(number, match.end(), found, "straight ones: \" or '", None, mended)


def _starter(number: int, row: str) -> Slip | None:
    match = _STARTS.search(row)
    if not match:
        return None
    text = match[0][match.start(1) - match.start() :].rstrip()
    whole = f'"{text}"'
    found = f"a text that begins with {STARTERS.get(match[1], f'a {match[1]}')}"
    mended = row[: match.start(1)] + whole + row[match.start(1) + len(text) :]
    return Slip(number, match.start(1), found, 'such a text in "quotes"', whole, mended)


def _braced(number: int, row: str) -> Slip | None:
    """A text that begins with a brace, as a sentence about an actor does."""
    match = re.match(r"^( *(?:- +)?[\w\-]+: +)((?:\{\w+\}|\[[^\[\]]*\]) *[^\s,}\]#].*)$", row)
    if not match:
        return None
    whole = f'"{match[2].rstrip()}"'
    kind = "brace" if match[2].startswith("{") else "bracket"
    found, mended = f"a text that begins with a {kind}", match[1] + whole
    return Slip(number, 0, found, 'such a text in "quotes"', whole, mended)


def _no_braces(number: int, row: str) -> Slip | None:
    """Several fields in one line without braces around them."""
    match = re.match(r"^( *- +)([\w\-]+: +[^\s{\[\"'][^,{}]*, *[\w\-]+: .*)$", row)
    if not match:
        return None
    right = f"{{{match[2].rstrip()}}}"
    return Slip(number, 0, "several fields in one line", "braces around them", right, match[1] + right)


def _hyphen(number: int, rows: list[str], problem: str) -> Slip | None:
    """A hyphen before an id, where the entries beside it have none."""
    indent = re.match(" *", rows[number - 1])[0]  # type: ignore[index]
    if "'?'" not in problem:
        return None
    for at in range(number - 1, 0, -1):
        row = rows[at - 1]
        if match := re.match(rf"^{indent}- +(?=[\w\-]+:|\{{)", row):
            right, found = row[match.end() :].strip(), "a hyphen before a field, while those beside it have none"
            if right.startswith("{"):  # an entry without its id
                right = f"an-id: {right}"
                return Slip(at, 0, found, "an id before each entry", right, f"{indent}{right}")
            return Slip(at, 0, found, "fields without hyphens", right, indent + row[match.end() :])
        if row.strip() and len(re.match(" *", row)[0]) < len(indent):  # type: ignore[index]
            return None
    return None


def _comma(number: int, row: str) -> Slip | None:
    match = joined(row)
    if not match:
        return None
    found, right = f"no comma between {match[1]} and {match[2]}", f"{match[1]}, {match[2]}:"
    mended = f"{row[: match.end(1)]},{row[match.end(1) :]}"
    return Slip(number, match.start(1) - 1, found, "a comma (,) between fields", right, mended)


def _bracket(number: int, row: str) -> Slip | None:
    match = bracket_in_text(row)
    if not match:
        return None
    mended = row[: match.start(1)] + match[1].strip("[]{}") + row[match.end(1) :]
    found = f"a bracket ({match[1][0]}) within a text"
    return Slip(number, match.start(1), found, 'such a text in "quotes"', None, mended)


def _stray(number: int, row: str) -> Slip | None:
    at = stray(row)
    if at is None:
        return None
    found = f"a bracket ({row[at]}) that closes too early"
    allowed = 'each bracket closed once; a text that holds one in "quotes"'
    return Slip(number, at, found, allowed, None, row[:at] + row[at + 1 :])


def _colon(number: int, row: str) -> Slip | None:
    """A second colon before a blank in what must be one field and its value."""
    at = 0
    for part in re.split(r"([,{}\[\]])", row):
        if part.count(": ") > 1 and not set("\"'") & set(part):
            head, _, text = part.partition(": ")
            whole = '"' + text.rstrip() + '"'
            mended = f"{row[:at]}{head}: {whole}{row[at + len(part.rstrip()) :]}"
            allowed = 'a text that holds ": " in "quotes"'
            return Slip(number, at + len(head) + 1, "a colon within a text", allowed, whole, mended)
        at += len(part)
    return None


def _no_space(number: int, row: str) -> Slip | None:
    match = _NO_SPACE.search(row)
    if not match:
        return None
    right, allowed = f"{match[2]}: {match[3].strip()}", "a space after it"
    if match[3].startswith("\t"):
        return Slip(number, 0, "a tab after a colon", "a space after the colon", right, match[1] + right)
    return Slip(number, 0, f"{match[2]}: without a space after the colon", allowed, right, match[1] + right)


def _open_bracket(number: int, rows: list[str], last: int) -> Slip | None:
    """A brace or bracket that is not closed before a line that is a field of its own."""
    row = rows[number - 1]
    closes = open_brackets(row)
    between = rows[number : last - 1]
    if not closes or len(closes) > len(open_brackets("\n".join([row, *between]))) or number == last:
        return None
    opens = {"}": "{", "]": "["}[closes[0]]
    mended, allowed = f"{row.rstrip()}{closes}", f"{closes} at its end"
    return Slip(number, 0, f"a bracket ({opens}) that is not closed", allowed, None, mended)


def _no_colon(number: int, row: str, problem: str) -> Slip | None:
    match = _NO_COLON.match(row)
    if not match or ("':'" not in problem and "mapping" not in problem and "block" not in problem):
        return None
    right = f"{match[2]}: {match[3]}"
    found = f"{match[2]} without a colon"
    return Slip(number, 0, found, "a colon and a space behind the name of a field", right, match[1] + right)
