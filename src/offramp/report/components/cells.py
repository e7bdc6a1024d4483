"""Draw a table of changes, in which more and less differ by sign, weight and colour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from offramp.report.components.markup import element, joined


@dataclass(frozen=True)
class Cell:
    """One change: its words with their sign, and its strength from -1 to 1."""

    words: str
    strength: float = 0.0


def cells(corner: str, head: Sequence[str], rows: Sequence[tuple[str, Sequence[Cell]]], caption: str) -> Markup:
    """Draw a table of changes.

    Parameters
    ----------
    corner, head : str and sequence of str
        The heading of the names, and those of the columns.
    rows : sequence of (str, sequence of Cell)
    caption : str
        What the table shows, for readers who hear it.
    """
    top = element("tr", joined(element("th", words, scope="col") for words in (corner, *head)))
    body = joined(element("tr", element("th", name, scope="row"), joined(map(_cell, row))) for name, row in rows)
    table = element(
        "table",
        element("caption", caption, class_="hide"),
        element("thead", top),
        element("tbody", body),
        class_="cells",
    )
    return element("div", table, class_="scroll", tabindex="0", role="region", aria_label=caption)


def _cell(each: Cell) -> Markup:
    if not each.words:
        return element("td", element("span", "·", class_="mut"))
    kind = "more" if each.strength > 0 else "less"
    share = f"{min(1.0, abs(each.strength)) * 45 + 8:.0f}%"
    return element("td", each.words, class_=kind, style=f"--s:{share}")
