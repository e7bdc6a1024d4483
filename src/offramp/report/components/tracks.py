"""Draw rows of marks on a common scale: ranges, pairs of points, and a level to compare with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from offramp.report.components.markup import element, joined, percent


@dataclass(frozen=True)
class Span:
    """From one place of a scale to another, each between 0 and 1."""

    start: float
    end: float
    tone: str = "band"
    kind: str = "band"  # band, line or bar
    words: str = ""


@dataclass(frozen=True)
class Point:
    """A mark at a place of a scale, with words beside it if it has any."""

    at: float
    tone: str = "point"
    shape: str = "circle"
    words: str = ""


@dataclass(frozen=True)
class Line:
    """An upright line at a place of a scale."""

    at: float
    words: str = ""


Mark = Span | Point | Line


@dataclass(frozen=True)
class Row:
    """One row: what it is, its marks, its number, and what else is to be said."""

    name: str
    marks: Sequence[Mark]
    value: str = ""
    note: str = ""
    tone: str = ""


def tracks(
    rows: Sequence[Row], lines: Sequence[Line] = (), summary: str = "", ends: tuple[str, str] | None = None
) -> Markup:
    """Draw rows on one scale.

    Parameters
    ----------
    rows : sequence of Row
    lines : sequence of Line
        Levels that cross all rows, each with its words at the head.
    summary : str
        What the rows show, in words.
    ends : (str, str), optional
        The words at both ends of the scale.
    """
    head = _head(lines, ends) if lines or ends else None
    drawn = joined(_row(each, lines) for each in rows)
    return element("div", head, element("ul", drawn, aria_label=summary), class_="tracks")


def scale(value: float, low: float, high: float) -> float:
    """The place of a value between the ends of a scale, from 0 to 1.

    Parameters
    ----------
    value : float
        That is placed.
    low : float
        The lower end.
    high : float
        The upper end.
    """
    return min(max((value - low) / (high - low), 0.0), 1.0) if high > low else 0.5


def _head(lines: Sequence[Line], ends: tuple[str, str] | None) -> Markup:
    said = [
        element("span", each.words, class_=_side(each.at), style=f"left:{percent(each.at)}")
        for each in lines
        if each.words
    ]
    if ends:
        said += [element("span", ends[0], class_="first"), element("span", ends[1], class_="last")]
    return element("div", element("span", joined(said), class_="track"), class_="head", aria_hidden="true")


def _row(each: Row, lines: Sequence[Line]) -> Markup:
    drawn = joined([*(_mark(Line(line.at)) for line in lines), *map(_mark, each.marks)])
    name = element("span", each.name, class_="name")
    value = element("b", each.value) if each.value else None
    note = element("small", each.note) if each.note else None
    return element(
        "li",
        name,
        element("span", drawn, class_="track", aria_hidden="true"),
        value,
        note,
        class_=f"t-{each.tone}" if each.tone else None,
    )


def _mark(each: Mark) -> Markup:
    if isinstance(each, Line):
        return element("i", class_="level", style=f"left:{percent(each.at)}")
    if isinstance(each, Point):
        words = element("em", each.words, class_=_side(each.at)) if each.words else None
        return element("i", words, class_=f"mark {each.shape} t-{each.tone}", style=f"left:{percent(each.at)}")
    low, high = sorted((each.start, each.end))
    words = element("em", each.words, class_=_side((low + high) / 2)) if each.words else None
    return element(
        "i", words, class_=f"{each.kind} t-{each.tone}", style=f"left:{percent(low)};width:{percent(high - low)}"
    )


def _side(at: float) -> str:
    return "left" if at > 0.8 else "right" if at < 0.2 else "middle"
