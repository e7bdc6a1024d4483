"""Gather the contents of the two-page brief."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from offramp.report.charts.cost import deaths
from offramp.report.charts.endings import endings as dots
from offramp.report.charts.offramps import drawn
from offramp.report.charts.places import arenas, pairs
from offramp.report.findings.headline import answers, headline
from offramp.report.findings.ways import Ways
from offramp.report.made import command
from offramp.report.sections.futures import summary_words

if TYPE_CHECKING:
    from offramp.report.material import Material, Told

FUTURES, UNKNOWNS = 4, 7  # stories, and what is not known
EXITS = 8


def brief(material: Material) -> dict[str, Any]:
    """What the two pages show."""
    endings, shares = material.endings, material.shares
    ways = Ways.of(material, endings)
    return {
        "headline": headline(material, endings),
        "dots": dots(material, endings),
        "answers": answers(material, endings, shares, ways),
        "places": [arenas(material, shares), pairs(material, shares)],
        "deaths": deaths(material, shares),
        "ways": ways,
        "exits": drawn(ways.tried, EXITS, folded=False) if ways.tried else None,
        "stories": [_story(each) for each in _chosen(material.stories)],
        "unknowns": material.scenario.unknowns[:UNKNOWNS],
        "command": command(material.manifest, len(material.rules) > 1),
    }


def _chosen(stories: Sequence[Told]) -> list[Told]:
    """The largest groups, and the gravest of all."""
    standing = sorted((each for each in stories if each.group), key=lambda each: -each.group.share)  # type: ignore[union-attr]
    first = standing[: FUTURES - 1]
    grave = max((each for each in stories if each not in first), key=lambda each: each.story.dead, default=None)
    return [*first, *([grave] if grave else [])]


def _story(told: Told) -> dict[str, Any]:
    """A title, its weight, and the future in a few sentences."""
    share = f"like {100 * told.group.share:.0f} in 100" if told.group else ""
    return {"title": told.title, "share": share, "summary": summary_words(told.story)}
