"""Draw single futures as strips of days coloured by rung."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from offramp.report.components.markup import element, joined, mark


@dataclass(frozen=True)
class Strip:
    """One future.

    Attributes
    ----------
    days : sequence of int
        The band of the ladder of each day.
    tone, shape : str
        How it ends.
    words : str
        Its number, such as its dead.
    name : str
        What a reader of links hears.
    href, title : str
        What it leads to, and what a pointer shows.
    """

    days: Sequence[int]
    tone: str
    shape: str
    words: str
    name: str
    href: str = ""
    title: str = ""


def strips(futures: Sequence[Strip], ticks: Sequence[tuple[float, str]], summary: str) -> Markup:
    """Draw futures one below the other.

    Parameters
    ----------
    futures : sequence of Strip
    ticks : sequence of (float, str)
        Places along the days, from 0 to 1, and their words.
    summary : str
        What the strips show, in words.
    """
    scale = joined(element("span", words, style=f"left:{100 * at:.1f}%") for at, words in ticks)
    rows = element("ul", joined(map(_strip, futures)), aria_label=summary)
    return element("div", rows, element("div", scale, class_="ticks", aria_hidden="true"), class_="strips")


def _strip(each: Strip) -> Markup:
    paths: dict[int, str] = {}
    at = 0
    for band, days in groupby(each.days):
        width = len([*days])
        paths[band] = paths.get(band, "") + f"M{at} 0h{width}v1h-{width}z"
        at += width
    drawn = joined(element("path", d=path, class_=f"f b-{band}") for band, path in paths.items())
    picture = element(
        "svg", drawn, viewBox=f"0 0 {max(at, 1)} 1", preserveAspectRatio="none", aria_hidden="true", focusable="false"
    )
    inner = (mark(each.tone, each.shape), picture, element("b", each.words, aria_hidden="true"))
    if not each.href:
        return element("li", element("span", *inner, title=each.title, role="img", aria_label=each.name))
    return element("li", element("a", *inner, href=each.href, title=each.title, aria_label=each.name))
