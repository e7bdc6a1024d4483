"""Types of a story: acts by ids, lines in words, and days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from offramp.scenario.ladder import CONCESSION, FORCE
from offramp.wording.names import date_words

from .reasons import Why

if TYPE_CHECKING:
    from .debts import Cause


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

    @property
    def dead(self) -> int:
        """How many it killed."""
        return self.deaths_military + self.deaths_civilian


@dataclass(frozen=True)
class Line:
    """One act in words.

    Attributes
    ----------
    words : str
        The act, and what it answers.
    rung : int
    deaths : str
        How many died, against what the act was meant to do.
    ordered : str
        Who ordered it.
    why : str
        The reasons as a sentence.
    sums : str
        The reasons with their numbers.
    act : Act
        None in a line that sums up several acts.
    turn : str
        The effect of the move that makes it a turning point whatever its rung.
    cause : Cause
        The act that it answers, if it answers one.
    rare : str
        Why it is a rare event; empty if it is none.
    course : str
        How a campaign went on after it.
    times : int
        How often it was done; of a line that sums up repeated words.
    """

    words: str
    rung: int
    deaths: str = ""
    ordered: str = ""
    why: str = ""
    sums: str = ""
    act: Act | None = None
    turn: str = ""
    cause: Cause | None = None
    rare: str = ""
    course: str = ""
    times: int = 1

    def __str__(self) -> str:
        return " ".join(filter(None, (self.words, self.deaths, self.ordered, self.rare, self.course)))

    def plain(self) -> dict[str, Any]:
        """Return the act for a machine, by its ids and in words; of a line that sums up several, the words alone."""
        known = asdict(self.act) if self.act else {}
        known.pop("day", None)
        answers = self.cause.words if self.cause else None
        return {"words": str(self), "rung": self.rung, "answers": answers, "rare": bool(self.rare), **known}

    @property
    def is_loud(self) -> bool:
        """Whether a short telling keeps it."""
        return self.rung >= FORCE or self.rung <= CONCESSION or bool(self.deaths or self.turn)


@dataclass(frozen=True)
class Day:
    """What happened on one day; `silent` days before it had nothing at all.

    In turns of a week a day stands for its round, the days around it: then it is only `about` right. `marks` say what
    the day is to the whole story, such as "the highest act", and `key` are the lines that make it so; `during` says
    that a campaign goes on around it.
    """

    day: int
    date: dt.date
    lines: tuple[Line, ...]
    silent: int = 0
    about: bool = False
    during: str = ""
    marks: tuple[str, ...] = ()
    key: tuple[Line, ...] = ()

    @property
    def rung(self) -> int:
        """The highest rung of the day."""
        return max(line.rung for line in self.lines)

    @property
    def dead(self) -> int:
        """How many were killed on the day."""
        return sum(line.act.dead for line in self.lines if line.act)

    @property
    def when(self) -> str:
        """`Day 5 · 8 January 2020`."""
        return f"{'Around day' if self.about else 'Day'} {self.day} · {date_words(self.date)}"

    @property
    def heading(self) -> str:
        """`Day 5 · 8 January 2020 · the first violent answer`."""
        return " · ".join(filter(None, (self.when, *self.marks, self.during)))

    def brief(self) -> Day:
        """The day without its words and messages, where it has more to tell."""
        return replace(self, lines=self.loud or self.lines[:1])

    def pointed(self) -> Day:
        """The day with the lines alone that make it what it is to the whole story, or its highest."""
        words = {line.words for line in self.key}
        return replace(self, lines=tuple(line for line in self.lines if line.words in words) or self.brief().lines[:1])

    @property
    def turns(self) -> set[str]:
        """What may turn the course on this day, whatever its rung."""
        return {line.turn for line in self.lines if line.turn}

    @property
    def loud(self) -> tuple[Line, ...]:
        """What a short telling keeps of the day."""
        return tuple(line for line in self.lines if line.is_loud)


def act(row: Mapping[str, Any], why: Why | None = None) -> Act:
    """One row of the table of acts."""
    fields: dict[str, Any] = {name: int(row[name]) for name in ("day", "deaths_military", "deaths_civilian")}
    fields |= {name: row[name] for name in ("actor", "move", "target", "arena")}
    return Act(**fields, ordered=bool(row["ordered"]), why=why)
