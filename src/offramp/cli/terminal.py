"""What commands print with: one JSON object, a console as wide as the window, and tables that fit it."""

from __future__ import annotations

import os
import sys
import textwrap
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from .stand_ins import json_words

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

WIDE = 150  # where nobody's window says how wide, as in a pipe
NARROW = 110  # columns below which a row of a table takes lines of its own
BOUNDLESS = 100_000
LEAST = 40  # columns below which nothing is laid out
INDENT = 4


def print_json(body: object) -> None:
    """Print one JSON object."""
    print(json_words(body, sys.stdout))


def console(wide: int = WIDE) -> Console:
    """Return a console as wide as COLUMNS says or the window is, or `wide` where there is neither.

    Square brackets in names are no markup to it.
    """
    from rich.console import Console

    return Console(highlight=False, markup=False, emoji=False, width=max(LEAST, columns() or wide))


def columns() -> int:
    """Return the columns that COLUMNS names, or those of the window; 0 where there is neither, as in a pipe."""
    asked = os.environ.get("COLUMNS", "")
    if asked.isdecimal() and int(asked):
        return int(asked)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns if sys.stdout.isatty() else 0
    except (OSError, ValueError):
        return 0


def fill(screen: Console, words: str, wide: int = WIDE, first: str = "", rest: str = "") -> str:
    """Wrap words to the window, or to `wide` where it is wider, and never within a word.

    Parameters
    ----------
    screen : Console
    words : str
    wide : int
        Columns at most.
    first, rest : str
        What stands before the first line and before the others.
    """
    wrapper = textwrap.TextWrapper(min(screen.width, wide), break_long_words=False, break_on_hyphens=False)
    wrapper.initial_indent, wrapper.subsequent_indent = first, rest
    return wrapper.fill(words)


def print_table(screen: Console, heads: Sequence[str], rows: Iterable[Sequence[str | Text]]) -> None:
    """Print a table of numbers under the names on its left, which may be long.

    Below 110 columns, and wherever the table would not fit, each row is printed as lines of its own: the name with
    its first number, as the line above all rows says, then the other numbers, each after its head. No word is broken.

    Parameters
    ----------
    screen : Console
    heads : sequence of str
        Names of the columns.
    rows : iterable
        Cells of each row, the name first.
    """
    rows = [tuple(row) for row in rows]
    made = table(heads, rows)
    whole = screen.measure(made, options=screen.options.update(width=BOUNDLESS)).maximum
    if screen.width >= NARROW and whole <= screen.width:
        screen.print(made)
        return
    from offramp.wording.measures import spoken

    screen.print(f"\n{heads[0]} · {spoken(heads[1])}", style="dim")
    for row in rows:
        _print_row(screen, heads, row)
    screen.print()


def _print_row(screen: Console, heads: Sequence[str], row: Sequence[str | Text]) -> None:
    from rich.text import Text

    from offramp.wording.measures import spoken

    name, first, *rest = [each if isinstance(each, Text) else Text(each) for each in row] + [Text()] * (2 - len(row))
    head = Text.assemble((name.plain, "bold"), "  " if first.plain else "", first)
    screen.print(head)
    said = [
        Text.assemble((f"{spoken(head)} ", "dim"), cell)
        for head, cell in zip(heads[2:], rest, strict=False)
        if _says(cell)
    ]
    for line in Text(" · ").join(said).wrap(screen, screen.width - INDENT):
        line.rstrip()
        screen.print(Text(" " * INDENT) + line)


def _says(cell: Text) -> bool:
    """Whether a cell holds anything but a mark for nothing."""
    return cell.plain.strip() not in ("", "·")


def table(heads: Sequence[str], rows: Iterable[Sequence[str | Text]]) -> Table:
    """Return a table of numbers under the names on its left; words of a head stand below each other."""
    from rich import box
    from rich.table import Table

    made = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    made.add_column(heads[0], max_width=44, min_width=max(map(len, heads[0].split()), default=0))
    for head in heads[1:]:
        made.add_column(head.replace(" ", "\n"), no_wrap=True, justify="right")
    for row in rows:
        made.add_row(*row)
    return made
