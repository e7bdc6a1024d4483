"""Draw named marks on a plane, with lines between them: a network, or a map that is a plain grid."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from offramp.report.components.markup import element, joined, percent

LETTER, LINE = 0.0115, 0.035  # the width of a letter and the height of a line, in widths of the plane


@dataclass(frozen=True)
class Spot:
    """A named mark at a place of the plane, right and down from its corner, each between 0 and 1."""

    x: float
    y: float
    name: str
    tone: str = "other"
    shape: str = "circle"
    size: float = 1.0  # of its area, against the usual


@dataclass(frozen=True)
class Link:
    """A line from one spot to another, by their places in the list; `kind` is thick, arrow, dashed or dotted."""

    start: int
    end: int
    kind: str = "thick"


@dataclass(frozen=True)
class Rule:
    """A thin line across the whole plane with words at its beginning; upright at x, or level at y."""

    at: float
    words: str
    upright: bool = True


def plane(
    spots: Sequence[Spot], links: Sequence[Link] = (), rules: Sequence[Rule] = (), ratio: float = 0.6, summary: str = ""
) -> Markup:
    """Draw spots, links and rules.

    Parameters
    ----------
    spots : sequence of Spot
    links : sequence of Link
    rules : sequence of Rule
        Of a grid.
    ratio : float
        The height, against the width.
    summary : str
        What the drawing shows, in words.
    """
    height = 100 * ratio
    lines = [_line(spots[each.start], spots[each.end], each.kind, height) for each in links]
    marks = [_mark(each, height) for each in spots]
    drawn = joined([*(_rule(each, height) for each in rules), *lines, *marks])
    picture = element("svg", drawn, viewBox=f"0 0 100 {height:g}", aria_hidden="true", focusable="false")
    said = [_words(each) for each in rules if each.words]
    said += [_name(each, above, ratio) for each, above in zip(spots, _above(spots, ratio), strict=True)]
    body = element("div", picture, joined(said), class_="plane-body", style=f"aspect-ratio:1/{ratio:.3g}")
    return element("div", body, class_="plane", role="img", tabindex="0", aria_label=summary)


def _mark(each: Spot, height: float) -> Markup:
    x, y, radius = 100 * each.x, height * each.y, _radius(each)
    if each.shape == "square":
        told = f"M{x - radius:.2f} {y - radius:.2f}h{2 * radius:.2f}v{2 * radius:.2f}h{-2 * radius:.2f}z"
        return element("path", d=told, class_=f"f t-{each.tone}")
    if each.shape == "diamond":
        told = f"M{x:.2f} {y - 1.3 * radius:.2f}l{1.3 * radius:.2f} {1.3 * radius:.2f}l{-1.3 * radius:.2f} "
        told += f"{1.3 * radius:.2f}l{-1.3 * radius:.2f} {-1.3 * radius:.2f}z"
        return element("path", d=told, class_=f"f t-{each.tone}")
    return element("circle", cx=f"{x:.2f}", cy=f"{y:.2f}", r=f"{radius:.2f}", class_=f"f t-{each.tone}")


def _radius(each: Spot) -> float:
    """In hundredths of the width."""
    return 1.1 * math.sqrt(min(max(each.size, 0.3), 12.0))


def _line(start: Spot, end: Spot, kind: str, height: float) -> Markup:
    x, y, to_x, to_y = 100 * start.x, height * start.y, 100 * end.x, height * end.y
    drawn = element("line", x1=f"{x:.2f}", y1=f"{y:.2f}", x2=f"{to_x:.2f}", y2=f"{to_y:.2f}", class_=f"tie {kind}")
    length = max(((to_x - x) ** 2 + (to_y - y) ** 2) ** 0.5, 1e-9)
    if kind != "arrow" or length < 4:
        return drawn
    right, down = (to_x - x) / length, (to_y - y) / length  # the head of the arrow, at the rim of the mark
    tip_x, tip_y = to_x - 1.4 * right, to_y - 1.4 * down
    back_x, back_y = tip_x - 1.8 * right, tip_y - 1.8 * down
    told = f"M{tip_x:.2f} {tip_y:.2f}L{back_x - 0.8 * down:.2f} {back_y + 0.8 * right:.2f}"
    return drawn + element("path", d=f"{told}L{back_x + 0.8 * down:.2f} {back_y - 0.8 * right:.2f}z", class_="tip")


def _rule(each: Rule, height: float) -> Markup:
    if each.upright:
        return element(
            "line", x1=f"{100 * each.at:.2f}", x2=f"{100 * each.at:.2f}", y1="0", y2=f"{height:g}", class_="rule"
        )
    return element("line", x1="0", x2="100", y1=f"{height * each.at:.2f}", y2=f"{height * each.at:.2f}", class_="rule")


def _words(each: Rule) -> Markup:
    place = f"left:{percent(each.at)};bottom:0" if each.upright else f"left:0;top:{percent(each.at)}"
    return element("span", each.words, class_="degree upright" if each.upright else "degree", style=place)


def _name(each: Spot, above: bool, ratio: float) -> Markup:
    side = "left" if each.x > 0.8 else "right" if each.x < 0.2 else "middle"
    edge = each.y + (-1 if above else 1) * _radius(each) / 100 / ratio
    place = f"left:{percent(each.x)};top:{percent(edge)}"
    return element("span", each.name, class_=f"named {side} {'above' if above else 'below'}", style=place)


def _above(spots: Sequence[Spot], ratio: float) -> list[bool]:
    """Whether each name stands above its mark: below unless another name is there already."""
    taken: list[tuple[float, float, float]] = []
    found = []
    for each in spots:
        width = LETTER * len(each.name)
        below, over = (each.x, each.y * ratio + LINE, width), (each.x, each.y * ratio - LINE, width)
        above = _crossed(below, taken) and not _crossed(over, taken)
        taken.append(over if above else below)
        found.append(above)
    return found


def _crossed(one: tuple[float, float, float], others: Sequence[tuple[float, float, float]]) -> bool:
    return any(abs(one[0] - x) < (one[2] + width) / 2 and abs(one[1] - y) < LINE for x, y, width in others)
