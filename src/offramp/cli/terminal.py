"""What commands print with: one JSON object, a console, a table of numbers."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, TextIO

from offramp.errors import unprintable

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

UNICODE = ("utf8", "utf8sig", "utf16", "utf16le", "utf16be", "utf32")
WIDE = 150  # where nobody's window says how wide, as in a pipe


def print_json(body: object) -> None:
    """Print one JSON object, with what the stream or a terminal cannot show written as JSON's escapes."""
    words = json.dumps(body, ensure_ascii=not _shows_all(sys.stdout), indent=1, allow_nan=False)
    print(
        "".join(each if unprintable(each) is None else f"\\u{ord(each):04x}" for each in words)
        if unprintable(words)
        else words
    )


def be_lenient() -> None:
    """Let the streams print a stand-in for what they cannot show, such as an arrow in the code page of a window."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and not _shows_all(stream):
            stream.reconfigure(errors="replace")


def _shows_all(stream: TextIO | Any) -> bool:
    return (getattr(stream, "encoding", None) or "utf-8").lower().replace("-", "").replace("_", "") in UNICODE


def console(wide: int = WIDE) -> Console:
    """A console as wide as the window, or `wide` where there is none; square brackets of names are no markup to it."""
    from rich.console import Console

    return Console(highlight=False, markup=False, emoji=False, width=None if sys.stdout.isatty() else wide)


def table(heads: Sequence[str], rows: Iterable[Sequence[str | Text]]) -> Table:
    """A table of numbers under the names on its left, which may be long; words of a head stand below each other."""
    from rich import box
    from rich.table import Table

    made = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    made.add_column(heads[0], max_width=44)
    for head in heads[1:]:
        made.add_column(head.replace(" ", "\n"), no_wrap=True, justify="right")
    for row in rows:
        made.add_row(*row)
    return made
