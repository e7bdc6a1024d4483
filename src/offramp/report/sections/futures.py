"""Four of the futures, told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from offramp.report.made import replay_command
from offramp.report.material import Material
from offramp.report.sections.section import Section
from offramp.report.words import BANDS, band
from offramp.study.stories.story import Day, Line, Story


def sections(material: Material) -> Iterator[Section]:
    """The typical futures and the worst plausible one, where acts were kept."""
    if material.stories:
        stories = [_story(material, title, story) for title, story in material.stories]
        yield Section("futures", "Four futures", "Four futures, told", "futures", {"stories": stories})


def _story(material: Material, title: str, story: Story) -> dict[str, Any]:
    short = story.turning_points()
    whole = story.days if len(story.days) > len(short) else ()
    return {"title": title, "ending": story.ending, "replay": replay_command(material.manifest, story.address),
            "short": [_day(each) for each in short],
            "whole": [_day(each) for each in whole],
            "why": any(line.why for day in story.days for line in day.lines)}  # fmt: skip


def _day(day: Day) -> dict[str, Any]:
    words, _, when = day.heading.partition(" · ")
    return {"day": words, "when": when, "lines": [_line(line) for line in day.lines]}


def _line(line: Line) -> dict[str, Any]:
    dark = line.rung >= 5 or line.rung < 0
    body = {name: getattr(line, name) for name in ("words", "deaths", "ordered", "why")}
    return {**body, "rung": f"{line.rung}".replace("-", "−"), "colour": BANDS[band(line.rung)][2],
            "ink": "#fff" if dark else "#1d2430"}  # fmt: skip
