"""Text from bytes: the encodings that spreadsheets and archives write, recognised or asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from offramp.errors import DataError, Fault
from offramp.scenario.words import nearest

# The names that may be asked for, and what they are to Python.
ENCODINGS = {"utf-8": "utf-8-sig", "utf-16": "utf-16", "windows-1252": "cp1252", "latin-1": "latin-1"}
_MARKS = {b"\xef\xbb\xbf": ("utf-8-sig", "UTF-8 with a byte-order mark")}
_MARKS |= {b"\xff\xfe": ("utf-16", "UTF-16"), b"\xfe\xff": ("utf-16", "UTF-16")}
_ASK = "text in UTF-8, UTF-16, Windows-1252 or Latin-1; or say which with --encoding"
_LETTERS = re.compile(r"[^\W\d_a-zA-Z]{3}")  # no western language has three letters with accents in a row
_SAMPLE = 4096  # bytes that are looked at for zeros


@dataclass(frozen=True)
class Decoded:
    """The text of a file, and what it was read as, in words."""

    text: str
    read_as: str


def decoded(data: bytes, name: str, encoding: str | None = None) -> Decoded:
    """Decode a file whose encoding is known or can be told; a file of several, line by line.

    Parameters
    ----------
    data : bytes
    name : str
        Of the file, for faults.
    encoding : str, optional
        One of `ENCODINGS`; it is recognised if left out.

    Raises
    ------
    DataError
        If it is not in that encoding, or cannot be told.
    """
    if encoding is not None:
        return _asked(data, name, encoding)
    for mark, (codec, words) in _MARKS.items():
        if data.startswith(mark):
            return Decoded(_strict(data, name, codec), words)
    if wide := _wide(data[:_SAMPLE]):
        return Decoded(_strict(data, name, wide), "UTF-16 without a mark")
    try:
        return Decoded(data.decode("utf-8"), "UTF-8")
    except UnicodeDecodeError:
        return _by_lines(data, name)


def _asked(data: bytes, name: str, encoding: str) -> Decoded:
    if encoding not in ENCODINGS:
        allowed = ", ".join(ENCODINGS)
        raise DataError(Fault(name, None, "--encoding", repr(encoding), allowed, nearest(encoding, ENCODINGS)))
    return Decoded(_strict(data, name, ENCODINGS[encoding]), encoding)


def _strict(data: bytes, name: str, codec: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeError as error:
        at = error.start if isinstance(error, UnicodeDecodeError) else 0
        found = f"byte 0x{data[at]:02x}" if at < len(data) else "half a character"
        raise DataError(Fault(name, data.count(b"\n", 0, at) + 1, "", found, f"text in {codec}, or {_ASK}")) from None


def _wide(sample: bytes) -> str | None:
    """The byte order of UTF-16 without a mark, by where its zeros stand; None where they are too few for that."""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) <= len(sample) // 4 or min(even, odd) > len(sample) // 20:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _by_lines(data: bytes, name: str) -> Decoded:
    """Files that were put together are in UTF-8 in some lines and in Windows-1252 in others."""
    used: dict[str, int] = {}
    lines = []
    for text, words in _lines(data, name):
        lines.append(text)
        if words:
            used[words] = used.get(words, 0) + 1
    told = " and ".join(f"{words} ({number:,} lines)" for words, number in used.items()) if len(used) > 1 else ""
    return Decoded("".join(lines), told or next(iter(used)))


def _lines(data: bytes, name: str) -> Iterator[tuple[str, str]]:
    """Each line with what it was read as; nothing is said of plain ASCII, which is the same in all."""
    for number, line in enumerate(data.splitlines(keepends=True), 1):
        if line.isascii():
            yield line.decode("ascii"), ""
            continue
        try:
            yield line.decode("utf-8"), "UTF-8"
        except UnicodeDecodeError:
            yield _western(line, number, name)


def _western(line: bytes, number: int, name: str) -> tuple[str, str]:
    try:
        text = line.decode("cp1252")
    except UnicodeDecodeError as error:
        raise DataError(Fault(name, number, "", f"byte 0x{line[error.start]:02x}", _ASK)) from None
    if strange := _LETTERS.search(text):
        raise DataError(Fault(name, number, "", f"letters that make no word in Windows-1252 ({strange[0]!r})", _ASK))
    return text, "Windows-1252"
