"""Shorten a story: say repeated words once and tell the acts of a campaign with its first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from offramp.scenario.ladder import VIOLENT, WORDS
from offramp.wording.names import count, date_words

from .campaigns import is_within
from .chronicle import Day, Line

Place = tuple[int, int]


def folded(days: Iterable[Day]) -> tuple[Day, ...]:
    """Fold the days of a story.

    Words that were said again before the next violence are told once, with how often; the acts of a campaign stand
    with the first of them. A day with nothing left is left out.
    """
    kept: list[tuple[Day, list[Line]]] = []
    said: dict[str, Place] = {}
    last: dict[Place, Day] = {}
    for day in days:
        lines: list[Line] = []
        kept.append((day, lines))
        for line in day.lines:
            if is_within(line, day):
                continue
            if not _is_words(line):
                lines.append(line)
            elif at := said.get(line.words):
                before = kept[at[0]][1]
                before[at[1]] = replace(before[at[1]], times=before[at[1]].times + 1)
                last[at] = day
            else:
                said[line.words] = len(kept) - 1, len(lines)
                lines.append(line)
        if day.rung >= VIOLENT:
            said = {}
    for at, day in last.items():
        lines = kept[at[0]][1]
        lines[at[1]] = _repeated(lines[at[1]], day)
    return tuple(replace(day, lines=tuple(lines)) for day, lines in kept if lines)


def _is_words(line: Line) -> bool:
    low, high = WORDS
    return low <= line.rung <= high and not (line.deaths or line.turn or line.cause)


def _repeated(line: Line, day: Day) -> Line:
    times = "twice" if line.times == 2 else f"{count(line.times)} times"
    return replace(line, words=f"{line.words.rstrip('.')} {times} by {date_words(day.date)}.")
