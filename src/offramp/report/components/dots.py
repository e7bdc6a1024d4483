"""Draw one hundred futures as dots, coloured and shaped by their endings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from offramp.report.components.markup import element, joined, mark


@dataclass(frozen=True)
class Dot:
    """One future.

    Attributes
    ----------
    tone, shape : str
        Its colour and its form.
    href : str
        What the dot leads to, if anything.
    name : str
        What a reader of links hears. Of dots that lead to the same place, one alone needs a name.
    title : str
        What a pointer shows.
    """

    tone: str
    shape: str = "circle"
    href: str = ""
    name: str = ""
    title: str = ""


@dataclass(frozen=True)
class Key:
    """What a colour and a shape stand for, and how many there are."""

    tone: str
    shape: str
    count: str
    name: str
    says: str = ""


def dots(futures: Sequence[Dot], summary: str) -> Markup:
    """Draw futures as a grid of dots.

    Parameters
    ----------
    futures : sequence of Dot
    summary : str
        What the grid shows, in words.
    """
    return element("div", joined(map(_dot, futures)), class_="dots", role="group", aria_label=summary)


def key(rows: Sequence[Key]) -> Markup:
    """Say what the dots stand for."""
    return element("ul", joined(map(_key, rows)), class_="key")


def _dot(each: Dot) -> Markup:
    drawn = mark(each.tone, each.shape)
    if not each.href:
        return element("span", drawn, class_="dot", title=each.title)
    silent = None if each.name else "true"
    tab = None if each.name else "-1"
    return element(
        "a",
        drawn,
        class_="dot",
        href=each.href,
        title=each.title,
        aria_label=each.name,
        aria_hidden=silent,
        tabindex=tab,
    )


def _key(each: Key) -> Markup:
    words = element("span", each.says, class_="mut") if each.says else None
    return element("li", mark(each.tone, each.shape), element("b", each.count), element("span", each.name, " ", words))
