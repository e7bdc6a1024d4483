"""A future as a dated story in plain words, and why each actor chose as it did."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from offramp.wording.names import count, deaths_words, name_of, sentence, with_article

from .reasons import Why

if TYPE_CHECKING:
    from offramp.scenario import Scenario

__all__ = ["Act", "Day", "Line", "Story", "Why", "act", "date_words", "tell"]

VIOLENT, MILITARISED, CONCESSION = 5, 3, -2
TURNS = ("mishap", "settle", "expel", "withdraw")  # effects of acts that may turn the course, whatever their rung


@dataclass(frozen=True)
class Act:
    """One act of one future, by ids."""

    day: int
    actor: str
    move: str
    target: str
    arena: str | None = None
    deaths_military: int = 0
    deaths_civilian: int = 0
    ordered: bool = False
    why: Why | None = None


@dataclass(frozen=True)
class Line:
    """One act in words."""

    words: str
    rung: int
    deaths: str = ""
    ordered: str = ""
    why: str = ""
    act: Act | None = None
    turn: str = ""  # the effect that makes it a turning point whatever its rung

    def __str__(self) -> str:
        return " ".join(filter(None, (self.words, self.deaths, self.ordered)))


@dataclass(frozen=True)
class Day:
    """What happened on one day; `silent` days before it had nothing at all.

    In turns of a week a day stands for its round, the days around it: then it is only `about` right.
    """

    day: int
    date: dt.date
    lines: tuple[Line, ...]
    silent: int = 0
    about: bool = False

    @property
    def rung(self) -> int:
        """The highest rung of the day."""
        return max(line.rung for line in self.lines)

    @property
    def heading(self) -> str:
        """`Day 5 · 8 January 2020`."""
        return f"{'Around day' if self.about else 'Day'} {self.day} · {date_words(self.date)}"

    def brief(self) -> Day:
        """The day without its words and messages, where it has more to tell."""
        return replace(self, lines=self.loud or self.lines[:1])

    @property
    def turns(self) -> set[str]:
        """What may turn the course on this day, whatever its rung."""
        return {line.turn for line in self.lines if line.turn}

    @property
    def loud(self) -> tuple[Line, ...]:
        """What a short telling keeps of the day."""
        return tuple(x for x in self.lines if x.rung >= MILITARISED or x.rung <= CONCESSION or x.deaths or x.turn)


@dataclass(frozen=True)
class Story:
    """One future, told."""

    address: str
    days: tuple[Day, ...]
    ending: str
    rung: int = 0  # the highest
    dead: int = 0

    def turning_points(self, most: int = 12) -> tuple[Day, ...]:
        """The days that a short telling keeps: the first vote, exit or mistake, the highest, the deadliest.

        And the first and last step towards peace.
        """
        if len(self.days) <= most:
            return self.days
        loud = [day for day in self.days if day.loud] or list(self.days)
        peace = [day for day in loud if any(line.rung <= CONCESSION for line in day.lines)]
        kept = {day.day for day in (loud[0], loud[-1], *peace[:1], *peace[-1:])}
        kept |= {next(day.day for day in loud if turn in day.turns) for turn in {t for day in loud for t in day.turns}}
        for day in sorted(self.days, key=lambda day: (-day.rung, -sum(bool(x.deaths) for x in day.lines), day.day)):
            if len(kept) >= most:
                break
            kept.add(day.day)
        return tuple(day.brief() for day in self.days if day.day in kept)

    def text(self, why: bool = True) -> str:
        """The story as plain lines for a terminal."""
        return "\n".join([*self._lines(why), "", self.ending])

    def _lines(self, why: bool) -> Iterator[str]:
        for day in self.days:
            if day.silent > 1:
                yield f"  … {count(day.silent)} days without an act …"
            yield day.heading
            for line in day.lines:
                yield f"  [{line.rung:>2}] {line}"
                if why and line.why:
                    yield f"       {line.why[:1].upper()}{line.why[1:]}."


def tell(
    scenario: Scenario, acts: Iterable[Act], days: int | None = None, address: str = "", span: float = 1.0
) -> Story:
    """Tell the acts of one future.

    Parameters
    ----------
    scenario : Scenario
        The case, for names and for the sentences of its moves.
    acts : iterable of Act
        What was done, in any order.
    days : int, optional
        How many days the future lasted; the case's own length if left out.
    address : str
        The address of the future.
    span : float
        Days of a round: more than one, where turns are weeks.
    """
    ordered = sorted(acts, key=lambda each: each.day)
    told, last = [], 0
    for day, group in groupby(ordered, key=lambda each: each.day):
        lines = _merged(_line(scenario, each) for each in group)
        date = scenario.start_date + dt.timedelta(days=day)
        silent = day - last - 1 if day - last > math.ceil(span) else 0
        told.append(Day(day, date, tuple(lines), silent, about=span > 1))
        last = day
    return Story(
        address,
        tuple(told),
        _ending(ordered, told, days or scenario.days),
        rung=max((day.rung for day in told), default=0),
        dead=sum(each.deaths_military + each.deaths_civilian for each in ordered),
    )


def act(row: Mapping[str, Any], why: Why | None = None) -> Act:
    """One row of the table of acts."""
    fields: dict[str, Any] = {name: int(row[name]) for name in ("day", "deaths_military", "deaths_civilian")}
    fields |= {name: row[name] for name in ("actor", "move", "target", "arena")}
    return Act(**fields, ordered=bool(row["ordered"]), why=why)


def date_words(date: dt.date) -> str:
    """`8 January 2020`."""
    return f"{date.day} {date:%B %Y}"


def _line(scenario: Scenario, act: Act) -> Line:
    kind = scenario.moves.get(act.move)
    patron = _patron(scenario, act.actor)
    order = f"Ordered by {with_article(patron)}." if patron else "Ordered."
    return Line(
        words=sentence(scenario, act.actor, act.move, act.target, act.arena),
        rung=kind.rung if kind else 0,
        deaths=deaths_words(act.deaths_military, act.deaths_civilian),
        ordered=order if act.ordered else "",
        why=act.why.words(kind) if act.why else "",
        act=act,
        turn=next((effect for effect in TURNS if kind and effect in kind.does), ""),
    )


def _merged(lines: Iterable[Line]) -> list[Line]:
    """Say once what was done twice on a day and cost nobody's life."""
    kept: list[Line] = []
    for line in lines:
        if line.deaths or all(line.words != other.words for other in kept):
            kept.append(line)
    return sorted(kept, key=lambda line: -line.rung)


def _ending(acts: list[Act], told: list[Day], days: int) -> str:
    if not acts:
        return f"Nothing happened in {days} days."
    top = max(told, key=lambda day: day.rung)
    military, civilian = (sum(getattr(each, f"deaths_{who}") for each in acts) for who in ("military", "civilian"))
    dead = deaths_words(military, civilian)
    militarised = [day.day for day in told if day.rung >= MILITARISED]
    if not militarised:
        quiet = "No act was militarised."
    elif days - militarised[-1] >= 14:
        quiet = f"The last militarised act was on day {militarised[-1]}; then it was quiet."
    else:
        quiet = f"It was still going on at the end: the last militarised act was on day {militarised[-1]}."
    total = f"In all, {dead[:1].lower()}{dead[1:]}" if dead else "Nobody was killed."
    return f"The highest rung was {top.rung}, on day {top.day}. {total} {quiet}"


def _patron(scenario: Scenario, proxy: str) -> str:
    for tie in scenario.ties.values():
        if tie.kind == "patronage" and tie.proxy == proxy:
            return name_of(scenario.actors, tie.patron)
    return ""
