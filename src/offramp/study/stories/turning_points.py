"""Choose the days on which a future turned: the first answer, the highest act, the deadliest day, steps to peace."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from offramp.scenario.ladder import CONCESSION, FORCE, VIOLENT

from .chronicle import Day, Line
from .summary import answer_of

if TYPE_CHECKING:
    from offramp.scenario import Scenario

    from .endings import Ending

Mark = tuple[Day, str, Line]
MARKS = {
    "mishap": "a deadly mistake",
    "settle": "an agreement",
    "expel": "a vote to send forces home",
    "withdraw": "a timetable for leaving",
}
# What a day may be to a story, what says most of it first.
RANKED = (
    "it becomes war",
    "the first violent answer",
    "the first violence of the struck side",
    "the highest act",
    "the deadliest day",
    "an agreement",
    "a deadly mistake",
    "a vote to send forces home",
    "the last violence",
)


def marked(scenario: Scenario, days: Sequence[Day], end: Ending) -> list[Day]:
    """Write on each day what it is to the whole story, and which of its lines make it so.

    Parameters
    ----------
    scenario : Scenario
    days : sequence of Day
        As they are told.
    end : Ending
    """
    marks: dict[int, dict[str, Line]] = defaultdict(dict)
    for day, mark, line in _marks(scenario, days, end):
        marks[day.day].setdefault(mark, line)
    return [_with(day, marks[day.day]) if day.day in marks else day for day in days]


def _with(day: Day, marks: dict[str, Line]) -> Day:
    return replace(day, marks=tuple(marks), key=tuple({id(line): line for line in marks.values()}.values()))


def _marks(scenario: Scenario, days: Sequence[Day], end: Ending) -> Iterator[Mark]:
    violent = [day for day in days if day.rung >= VIOLENT]
    if answer := answer_of(scenario, days):
        day, line = answer
        yield day, "the first violent answer" if line.cause else "the first violence of the struck side", line
    if violent and not (answer and answer[0].day == violent[0].day):
        yield violent[0], "the first violence", _highest(violent[0])
    top = max(days, key=lambda day: day.rung, default=None)
    if top and top.rung >= FORCE:
        yield top, "the highest act", _highest(top)
    if end.war is not None:
        yield from ((day, "it becomes war", _highest(day)) for day in days if day.day == end.war)
    by_dead = sorted(days, key=lambda day: -day.dead)
    if by_dead and by_dead[0].dead > (by_dead[1].dead if len(by_dead) > 1 else 0):  # and no other as deadly
        worst = by_dead[0]
        yield worst, "the deadliest day", max(worst.lines, key=lambda line: line.act.dead if line.act else 0)
    yield from _steps(scenario, days)
    if len(violent) > 1:
        yield violent[-1], "the last violence", _highest(violent[-1])


def _steps(scenario: Scenario, days: Sequence[Day]) -> Iterator[Mark]:
    """The first step towards peace between the principals, and the first of each kind of turn."""
    peace, turns = "the first step towards peace", set(MARKS)
    for day in days:
        for line in day.lines:
            if peace and line.rung <= CONCESSION and _between(line, scenario.principals):
                yield day, peace, line
                peace = ""
            if line.turn in turns:
                yield day, MARKS[line.turn], line
                turns.discard(line.turn)


def _highest(day: Day) -> Line:
    return max(day.lines, key=lambda line: line.rung)


def _between(line: Line, principals: Sequence[str]) -> bool:
    return line.act is not None and {line.act.actor, line.act.target} == set(principals)


def turning_points(days: Sequence[Day], most: int) -> tuple[Day, ...]:
    """The days that a short telling keeps, in their order, without their words and messages.

    All that are marked; then the highest and deadliest of the others, up to `most`.
    """
    if len(days) <= most:
        return tuple(days)
    kept = {day.day for day in days if day.marks}
    loud = [day for day in days if day.loud] or list(days)
    kept |= {loud[0].day, loud[-1].day} if len(kept) < most - 1 else set()
    for day in sorted(loud, key=lambda day: (-day.rung, -day.dead, day.day)):
        if len(kept) >= most:
            break
        kept.add(day.day)
    return tuple(replace(day.brief(), silent=0) for day in days if day.day in kept)


def few(days: Sequence[Day], most: int) -> list[Day]:
    """The days that say most of a story, in their order: by what they are to it, then the gravest.

    Parameters
    ----------
    days : sequence of Day
        Its turning points.
    most : int
        How many at most.
    """
    places = {mark: place for place, mark in enumerate(RANKED)}

    def weight(day: Day) -> tuple[int, int]:
        return min((places[mark] for mark in day.marks if mark in places), default=len(places)), -day.rung

    kept = {day.day for day in sorted(days, key=weight)[:most]}
    return [day for day in days if day.day in kept]
