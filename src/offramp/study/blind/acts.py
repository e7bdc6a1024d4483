"""Acts of a week in one form, whether they happened or were played, and their thinning by what a record would tell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from offramp.scenario import Scenario
from offramp.scenario.options import Option, feasible
from offramp.scenario.record.events import Event
from offramp.study.backtest.cells import cells, groups
from offramp.study.backtest.reporting import chances
from offramp.wording.names import deaths_words
from offramp.wording.sentences import sentence

WEEK = 7  # days
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
Chances = Mapping[Option, float]


@dataclass(frozen=True)
class WeekAct:
    """An act of a week.

    Attributes
    ----------
    day : int
        0 for Monday to 6 for Sunday.
    actor, move, target : str
    arena : str or None
    military, civilian : int
        The dead.
    """

    day: int
    actor: str
    move: str
    target: str
    arena: str | None
    military: int
    civilian: int


def recorded(events: Iterable[Event], monday: dt.date) -> list[WeekAct]:
    """Return the events of a week as acts."""
    return [
        WeekAct(
            (dt.date.fromisoformat(each.date) - monday).days,
            each.actor,
            each.move,
            each.target,
            each.arena,
            round(each.deaths.middle("military")),
            round(each.deaths.middle("civilian")),
        )
        for each in events
    ]


def possible(case: Scenario, events: Iterable[tuple[str, Event]]) -> list[tuple[str, Event]]:
    """Return the events that a future could hold, too; any other would tell the real weeks at a glance."""
    options = set(feasible(case))
    return [(key, each) for key, each in events if (each.actor, each.move, each.target, each.arena) in options]


def reporting(case: Scenario, seed: int, draws: int) -> list[Chances]:
    """Return, for each draw, the chance that an act of each option enters a record, as the back-test has it.

    Parameters
    ----------
    case : Scenario
    seed : int
        Of the draws.
    draws : int
        How many.
    """
    listed = cells(case)
    found, group_of = groups(case, listed)
    table = chances(case, case, listed, found, seed, draws)[group_of]
    return [dict(zip(feasible(case), column, strict=True)) for column in table.T.tolist()]


def thinned(case: Scenario, acts: Iterable[WeekAct], chance: Chances, luck: np.random.Generator) -> list[WeekAct]:
    """Keep of some acts what a record would tell.

    Parameters
    ----------
    case : Scenario
    acts : iterable of WeekAct
    chance : mapping of option to float
        The chance that an act enters the record, by actor, move, target and arena; one without it is told in full.
    luck : Generator
        Gives every actor a number for each day, whether it acts or not.
    """
    names = sorted(case.actors)
    numbers = luck.random((WEEK, len(names)))

    def tells(act: WeekAct) -> bool:
        option = act.actor, act.move, act.target, act.arena
        return bool(numbers[act.day, names.index(act.actor)] < chance.get(option, 1.0))

    return [act for act in acts if tells(act)]


def told(case: Scenario, acts: Iterable[WeekAct]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Tell acts by weekday, in the words of their moves; those of a day in the order of the alphabet."""
    days: dict[int, list[str]] = {}
    for act in acts:
        words = sentence(case, act.actor, act.move, act.target, act.arena)
        days.setdefault(act.day, []).append(f"{words} {deaths_words(act.military, act.civilian)}".strip())
    return tuple((WEEKDAYS[day], tuple(sorted(days[day]))) for day in sorted(days))
