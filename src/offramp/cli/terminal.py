"""What commands print with: one JSON object, a console, a table of numbers."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from .stand_ins import json_words

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

WIDE = 150  # where nobody's window says how wide, as in a pipe


def print_json(body: object) -> None:
    """Print one JSON object."""
    print(json_words(body, sys.stdout))


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
