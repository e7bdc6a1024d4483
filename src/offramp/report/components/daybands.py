"""Draw days as stacked areas, labelled directly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from offramp.report.components.markup import element, joined, percent


@dataclass(frozen=True)
class Area:
    """One area: its name, its band of the ladder, and its share of each day."""

    name: str
    band: int
    shares: Sequence[float]


def daybands(areas: Sequence[Area], ticks: Sequence[tuple[float, str]], summary: str) -> Markup:
    """Stack areas over days, the first at the bottom.

    Parameters
    ----------
    areas : sequence of Area
        Their shares add up to 1 on each day.
    ticks : sequence of (float, str)
        Places along the days, from 0 to 1, and their words.
    summary : str
        What the areas show, in words.
    """
    count = max((len(each.shares) for each in areas), default=0)
    if count == 1:
        areas, count = [Area(each.name, each.band, [*each.shares] * 2) for each in areas], 2
    below = [0.0] * count
    drawn, names = [], []
    for each in areas:
        above = [low + share for low, share in zip(below, each.shares, strict=True)]
        drawn.append(element("path", d=_outline(below, above), class_=f"f b-{each.band}"))
        names.append((1 - (below[-1] + above[-1]) / 2, each))
        below = above
    picture = element(
        "svg",
        joined(drawn),
        viewBox=f"0 0 {max(count - 1, 1)} 100",
        preserveAspectRatio="none",
        aria_hidden="true",
        focusable="false",
    )
    beside = element("div", joined(_name(*each) for each in _apart(names)), class_="names", aria_hidden="true")
    scale = element("div", joined(_tick(*each) for each in ticks), class_="ticks", aria_hidden="true")
    return element("div", picture, beside, scale, class_="daybands", role="img", aria_label=summary)


def _outline(below: Sequence[float], above: Sequence[float]) -> str:
    top = [f"{x} {100 - 100 * y:.2f}" for x, y in enumerate(above)]
    bottom = [f"{x} {100 - 100 * y:.2f}" for x, y in reversed([*enumerate(below)])]
    return f"M{' L'.join([*top, *bottom])}Z"


def _apart(names: list[tuple[float, Area]], least: float = 0.095) -> list[tuple[float, Area]]:
    """Names so far apart that each can be read, in the order of their areas."""
    told = [(at, each) for at, each in sorted(names, key=lambda pair: pair[0]) if each.shares[-1] >= 0.005]
    places: list[float] = []
    for at, _ in told:
        places.append(max(at, places[-1] + least) if places else max(at, least / 2))
    over = places[-1] - (1 - least / 2) if places else 0.0
    for i in reversed(range(len(places))):
        limit = places[i + 1] - least if i + 1 < len(places) else 1 - least / 2
        places[i] = min(places[i], limit) if over > 0 else places[i]
    return [(place, each) for place, (_, each) in zip(places, told, strict=True)]


def _name(at: float, each: Area) -> Markup:
    number = f"{100 * each.shares[-1]:.0f}"
    chip = element("i", class_=f"chip b-{each.band}")
    return element("span", chip, element("b", number), " ", each.name, style=f"top:{percent(at)}")


def _tick(at: float, words: str) -> Markup:
    return element("span", words, style=f"left:{percent(at)}")
