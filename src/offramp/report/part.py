"""A section of the report as a part of another page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Numbers:
    """The numbers behind a chart: its finding, the heads of the columns, and the rows."""

    finding: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Part:
    """One section.

    Attributes
    ----------
    id, nav, title : str
        Its anchor, its name among the others, and its heading.
    html : str
        What stands below the heading; links within the report lead to anchors by their ids.
    numbers : mapping of str to Numbers
        Those of its charts, by the charts' ids.
    """

    id: str
    nav: str
    title: str
    html: str
    numbers: Mapping[str, Numbers]


@dataclass(frozen=True)
class Future:
    """One future in a row.

    Attributes
    ----------
    draw, run : int
    ending : str
        Its key.
    rung, dead : int
        The highest rung, and how many were killed.
    first : str
        Who did the first violent act; empty if there is none.
    day : int
        The day of that act; 0 if there is none.
    """

    draw: int
    run: int
    ending: str
    rung: int
    dead: int
    first: str
    day: int


@dataclass(frozen=True)
class Parts:
    """All sections of the report of a run, and what a page says around them.

    Attributes
    ----------
    headline, asked, facts : str
        The answer in one sentence, the question, and with what it was asked.
    sections : tuple of Part
    terms, ladder : mapping, list
        For the macro `popovers`: words with their meanings, and the rungs.
    endings : mapping of str to mapping
        The ways to end by their keys: name, says, tone, shape.
    futures : tuple of Future
        Those whose acts were kept.
    leading : tuple of str
        The paths of the assumptions that move the answer most, as far as that is known.
    labels : mapping of str to str
        What each assumption is called, by its path.
    """

    headline: str
    asked: str
    facts: str
    sections: tuple[Part, ...]
    terms: Mapping[str, tuple[str, str]]
    ladder: Any
    endings: Mapping[str, Mapping[str, str]]
    futures: tuple[Future, ...]
    leading: tuple[str, ...]
    labels: Mapping[str, str]
