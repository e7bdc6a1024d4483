"""What the streams of a terminal can show, and what stands in for the rest."""

from __future__ import annotations

import io
import json
import sys
from typing import TextIO

from offramp.errors import unprintable

UNICODE = ("utf8", "utf8sig", "utf16", "utf16le", "utf16be", "utf32")


def be_lenient() -> None:
    """Let the streams print a question mark for what they cannot show, such as an arrow in an old code page."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and not _shows_all(stream):
            stream.reconfigure(errors="replace")


def json_words(body: object, stream: TextIO) -> str:
    """Return JSON in which what the stream cannot show, or a terminal would obey, is written as JSON's escapes."""
    words = json.dumps(body, ensure_ascii=not _shows_all(stream), indent=1, allow_nan=False)
    if unprintable(words) is None:
        return words
    return "".join(each if unprintable(each) is None else f"\\u{ord(each):04x}" for each in words)


def _shows_all(stream: TextIO) -> bool:
    encoding = (getattr(stream, "encoding", None) or "utf-8").lower()
    return encoding.replace("-", "").replace("_", "") in UNICODE
