"""The report section of told futures: one for every group, and a bad one that is still plausible."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from offramp.report.findings.endings import Endings
from offramp.report.made import replay_command
from offramp.report.material import Material, Told
from offramp.report.sections.section import Section
from offramp.report.words import band
from offramp.study.stories.story import Day, Line, Story
from offramp.study.stories.turning_points import few
from offramp.wording.rungs import rung_name

OPEN, DAYS = 4, 3  # stories that need no unfolding, and their turning points


def sections(material: Material) -> Iterator[Section]:
    """The stories, where acts were kept: the largest groups first, and the gravest of all among the open ones."""
    if not material.stories:
        return
    order = sorted(material.stories, key=lambda each: -(each.group.share if each.group else 0.0))
    gravest = max(order[OPEN - 1 :], key=lambda each: each.story.dead, default=None)
    first = [*order[: OPEN - 1], *([gravest] if gravest else [])]
    rest = [each for each in order if each not in first]
    endings = material.endings
    shown = {
        "first": [_story(material, endings, each) for each in first],
        "rest": [_story(material, endings, each) for each in rest],
        "count": len(order),
    }
    yield Section("futures", "Futures", f"{_number(len(order))} of the futures, told", "futures", shown)


def summary_words(story: Story) -> str:
    """The summary of a story as one paragraph; its ending if it has none."""
    return " ".join(getattr(story, "summary", ())) or story.ending


def pointed(day: Day) -> Day:
    """A day with the lines alone that make it what it is to the story."""
    return day.pointed() if hasattr(day, "pointed") else day


def shown(story: Story) -> dict[str, Any]:
    """A story for a page of its own: its summary and every day."""
    days = [_day(each) for each in story.days]
    return {
        "summary": summary_words(story),
        "days": days,
        "why": any(line.why for each in story.days for line in each.lines),
    }


def _number(count: int) -> str:
    words = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
    return words[count] if count < len(words) else f"{count}"


def _story(material: Material, endings: Endings, told: Told) -> dict[str, Any]:
    story, group = told.story, told.group
    short = few(story.turning_points(DAYS), DAYS)
    whole = story.days if len(story.days) > len(short) else ()
    kind = endings.kinds[group.ending] if group else endings.kinds["war"]
    return {
        "id": told.id,
        "title": told.title,
        "kind": kind if group else None,
        "share": f"like {100 * group.share:.0f} in 100" if group and group.share >= 0.005 else "",
        "summary": summary_words(story),
        "replay": replay_command(material.manifest, story.address),
        "short": [_day(pointed(each)) for each in short],
        "whole": [_day(each) for each in whole],
        "why": any(line.why for day in story.days for line in day.lines),
    }


def _day(day: Day) -> dict[str, Any]:
    words, _, when = day.heading.partition(" · ")
    return {"day": words, "when": when, "lines": [_line(line) for line in day.lines]}


def _line(line: Line) -> dict[str, Any]:
    body = {name: getattr(line, name, "") for name in ("words", "deaths", "ordered", "rare", "course", "why")}
    number = f"{line.rung}".replace("-", "−")
    return {**body, "rung": number, "name": rung_name(line.rung), "band": band(line.rung)}
