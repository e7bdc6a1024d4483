"""Draw a quantile dotplot: fifty equally likely futures on a tenfold scale."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from offramp.report.components.markup import element, joined, percent

STEPS = 8  # columns of dots to a tenfold step
GAP = 2  # empty columns after those of nothing at all
TALLEST = 12  # dots of nothing at all, one above the other; more of them stand side by side
LEAST = 0.5  # below this a value is nothing at all


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
    zeros = max(1, -(-sum(value < LEAST for value in values) // TALLEST))
    first = zeros + GAP  # the column of one
    columns = first + decades * STEPS + 1
    nothing = iter(range(len(values)))
    places = [next(nothing) % zeros if value < LEAST else first + _steps(value) for value in values]
    height = max(Counter(places).values(), default=1)
    stacked: Counter[int] = Counter()
    drawn = []
    for place, tone in sorted(zip(places, tones, strict=True)):
        y = height - stacked[place] - 0.5
        stacked[place] += 1
        drawn.append(_dot(place + 0.5, y, tone, tone in pointed))
    ticks = [("none", zeros / 2), *((f"{10**n:,}", first + 0.5 + n * STEPS) for n in range(decades + 1))]
    said = [_note(each, (first + _steps(each.value) + 0.5) / columns) for each in notes]
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


def _steps(value: float) -> int:
    return round(math.log10(max(value, 1)) * STEPS)


def _note(each: Note, at: float) -> Markup:
    side = "left" if at > 0.55 else "right"
    return element("p", element("span", each.words), class_=f"note {side}", style=f"left:{percent(at)}")


def _tick(words: str, at: float) -> Markup:
    return element("span", words, style=f"left:{percent(at)}")
