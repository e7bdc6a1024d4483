"""Draw ranked bars: so many in 100, each with its name and number as text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from offramp.report.components.markup import element, joined, mark, percent


@dataclass(frozen=True)
class Bar:
    """One row.

    Attributes
    ----------
    name : str or Markup
    value : float
        Between nothing and `top`.
    words : str
        The number as it is written.
    tone, shape : str
        Its colour; a shape before the name says the same, if there is one.
    band : (low, high), optional
        A range of the value.
    """

    name: str
    value: float
    words: str
    tone: str = "on"
    shape: str = ""
    band: tuple[float, float] | None = None


def bars(rows: Sequence[Bar], top: float = 1.0, summary: str = "") -> Markup:
    """Draw rows of bars.

    Parameters
    ----------
    rows : sequence of Bar
    top : float
        The value of a full bar.
    summary : str
        What the bars show, in words.
    """
    return element("ul", joined(_bar(each, top) for each in rows), class_="bars", aria_label=summary)


def _bar(each: Bar, top: float) -> Markup:
    shape = mark(each.tone, each.shape) if each.shape else None
    fill = element("i", class_=f"fill t-{each.tone}", style=f"width:{percent(_share(each.value, top))}")
    ends = [_share(end, top) for end in each.band] if each.band else []
    band = (
        element("i", class_="whisker", style=f"left:{percent(ends[0])};width:{percent(ends[1] - ends[0])}")
        if ends
        else None
    )
    name = element("span", shape, element("span", each.name), class_="name")
    return element(
        "li", name, element("span", fill, band, class_="track", aria_hidden="true"), element("b", each.words)
    )


def _share(value: float, top: float) -> float:
    return min(max(value / top, 0.0), 1.0) if top > 0 else 0.0
