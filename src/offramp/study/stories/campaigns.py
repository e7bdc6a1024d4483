"""Join acts at rung 9 or more between two sides that follow one another into campaigns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from offramp.scenario.ladder import CAMPAIGN
from offramp.scenario.passing import sides
from offramp.wording.names import count, deaths_words
from offramp.wording.sentences import named

from .chronicle import Act, Day, Line

if TYPE_CHECKING:
    from offramp.scenario import Scenario

GAP = 14  # days within which the next such act belongs to the same campaign
GOES_ON = "the campaign goes on"


@dataclass(frozen=True)
class Campaign:
    """Acts at rung 9 or more between two sides, none more than two weeks after the one before."""

    acts: tuple[Act, ...]

    @property
    def first(self) -> int:
        """Its first day."""
        return self.acts[0].day

    @property
    def last(self) -> int:
        """Its last day."""
        return self.acts[-1].day


def campaigns(scenario: Scenario, days: Sequence[Day]) -> list[Campaign]:
    """Find the campaigns of a future, in the order of their first acts."""
    side = sides(scenario)
    running: dict[frozenset[str], list[list[Act]]] = {}
    for act in _heavy(days):
        pair = frozenset(side.get(who, who) for who in (act.actor, act.target))
        found = running.setdefault(pair, [])
        if found and act.day - found[-1][-1].day <= GAP:
            found[-1].append(act)
        else:
            found.append([act])
    return sorted((Campaign(tuple(acts)) for each in running.values() for acts in each), key=lambda each: each.first)


def with_campaigns(scenario: Scenario, days: Sequence[Day], last_day: int) -> list[Day]:
    """Say after the first act of a campaign how it went on, and on the days within it that it does.

    Parameters
    ----------
    scenario : Scenario
    days : sequence of Day
        As they are told without campaigns.
    last_day : int
        Of the future.
    """
    found = campaigns(scenario, days)
    if not found:
        return list(days)
    course = {id(each.acts[0]): _course(scenario, each, last_day) for each in found}
    return [_told(day, course, any(each.first < day.day <= each.last for each in found)) for day in days]


def _told(day: Day, course: dict[int, str], during: bool) -> Day:
    lines = tuple(replace(line, course=course.get(id(line.act), "")) if line.act else line for line in day.lines)
    return replace(day, lines=lines, during=GOES_ON if during else "")


def _course(scenario: Scenario, campaign: Campaign, last_day: int) -> str:
    more = campaign.acts[1:]
    if not more:
        return "No second such attack followed." if last_day - campaign.first >= GAP else ""
    by = Counter(act.actor for act in more)
    times = [f"{_times(number)} by {named(scenario, actor)}" for actor, number in by.most_common()]
    who = " and ".join(filter(None, [", ".join(times[:-1]), times[-1]]))
    military, civilian = (sum(getattr(act, f"deaths_{kind}") for act in more) for kind in ("military", "civilian"))
    dead = deaths_words(military, civilian).removesuffix(" died.")
    toll = f"; {dead[:1].lower()}{dead[1:]} died in {'it' if len(more) == 1 else 'them'}" if dead else ""
    return f"The campaign goes on until day {campaign.last}: {who}{toll}."


def _times(number: int) -> str:
    return "one more attack" if number == 1 else f"{count(number)} more attacks"


def _heavy(days: Sequence[Day]) -> Iterator[Act]:
    for day in days:
        yield from (line.act for line in day.lines if line.act and line.rung >= CAMPAIGN)


def is_within(line: Line, day: Day) -> bool:
    """Whether a line is an act of a campaign that an earlier line has summed up."""
    return bool(day.during) and line.rung >= CAMPAIGN and not line.course
