"""Merge two stories of the same luck, with a change and without it, day by day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from .story import Line, Story

BOTH, WITH, WITHOUT = "both", "with", "without"
Told = tuple[str, Line]


@dataclass(frozen=True)
class Beside:
    """One future in two worlds.

    Attributes
    ----------
    with_it, without : Story
    """

    with_it: Story
    without: Story

    @property
    def parted(self) -> int | None:
        """The first day on which something happened in one of the two alone; None if they never part."""
        return next((day for day, _, lines in self.days() if any(world != BOTH for world, _ in lines)), None)

    def days(self) -> Iterator[tuple[int, str, list[Told]]]:
        """Each day on which something happened: its number, its heading, and each line with the world that it is of."""
        one, other = ({day.day: day for day in story.days} for story in (self.with_it, self.without))
        for day in sorted(one.keys() | other.keys()):
            here, there = (each[day].lines if day in each else () for each in (one, other))
            yield day, (one.get(day) or other[day]).when, list(_lines(here, there))

    def text(self) -> str:
        """The two as plain lines for a terminal."""
        return "\n".join(self._text())

    def _text(self) -> Iterator[str]:
        for day, heading, lines in self.days():
            yield heading + (" · here they part" if day == self.parted else "")
            yield from (f"  {world:<7} [{line.rung:>2}] {line}" for world, line in lines)
        yield ""
        yield f"With:    {self.with_it.ending}"
        yield f"Without: {self.without.ending}"


def _lines(one: tuple[Line, ...], other: tuple[Line, ...]) -> Iterator[Told]:
    """What both did first, then what is of one alone; the dead tell two acts apart."""
    same = {_key(line) for line in one} & {_key(line) for line in other}
    yield from ((BOTH, line) for line in one if _key(line) in same)
    yield from ((WITH, line) for line in one if _key(line) not in same)
    yield from ((WITHOUT, line) for line in other if _key(line) not in same)


def _key(line: Line) -> object:
    """What an act is in either world: what it answers may differ, and what its reasons were."""
    return replace(line.act, why=None) if line.act else line.words
