"""Fifty equally likely futures by a number, on a scale that grows tenfold at each step."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from offramp.report.components.markup import element, joined, percent

STEPS = 8  # columns of dots to a tenfold step
ZERO = 1.6  # the room of nothing at all, in steps of ten
GAP = 2  # empty columns after it


@dataclass(frozen=True)
class Note:
    """Words at a value of the scale."""

    value: float
    words: str


def dotplot(
    values: Sequence[float], tones: Sequence[str], notes: Sequence[Note], summary: str, pointed: Sequence[str] = ()
) -> Markup:
    """Draw values as stacked dots; what is nothing stands apart, since no such scale has a zero.

    Parameters
    ----------
    values : sequence of float
        Equally likely values, none below zero.
    tones : sequence of str
        The colour of each.
    notes : sequence of Note
        What is said at some values, above the dots.
    summary : str
        What the plot shows, in words.
    pointed : sequence of str
        The colours whose dots are diamonds.
    """
    decades = max(2, math.ceil(math.log10(max([*values, 10]) * 1.0001)))
    columns = GAP + 1 + decades * STEPS + 1
    places = [_column(value) for value in values]
    height = max(Counter(places).values(), default=1)
    stacked: Counter[int] = Counter()
    drawn = []
    for place, tone in sorted(zip(places, tones, strict=True)):
        y = height - stacked[place] - 0.5
        stacked[place] += 1
        drawn.append(_dot(place + 0.5, y, tone, tone in pointed))
    ticks = [("none", 0.5), *((f"{10**n:,}", GAP + 1.5 + n * STEPS) for n in range(decades + 1))]
    said = [_note(each, columns) for each in notes]
    picture = element("svg", joined(drawn), viewBox=f"0 0 {columns} {height}", aria_hidden="true", focusable="false")
    scale = element(
        "div", joined(_tick(words, at / columns) for words, at in ticks), class_="ticks", aria_hidden="true"
    )
    body = element("div", joined(said), picture, class_="dotplot-body")
    return element("div", body, scale, class_="dotplot", role="img", aria_label=summary)


def _dot(x: float, y: float, tone: str, pointed: bool) -> Markup:
    if pointed:
        return element("path", d=f"M{x:g} {y - 0.5:g}l.5 .5l-.5 .5l-.5 -.5z", class_=f"f t-{tone}")
    return element("circle", cx=f"{x:g}", cy=f"{y:g}", r="0.44", class_=f"f t-{tone}")


def _column(value: float) -> int:
    return 0 if value < 0.5 else GAP + 1 + round(math.log10(max(value, 1)) * STEPS)


def _note(each: Note, columns: int) -> Markup:
    at = (_column(each.value) + 0.5) / columns
    side = "left" if at > 0.55 else "right"
    return element("p", element("span", each.words), class_=f"note {side}", style=f"left:{percent(at)}")


def _tick(words: str, at: float) -> Markup:
    return element("span", words, style=f"left:{percent(at)}")
