"""The blind study: weeks that happened and weeks that were played, mixed, with the key apart.

Weeks are drawn from those of the record and the aftermath in which something is told. Half of them, by lot, are shown
as they happened; in the place of each other one stands a week that was played from its eve, with what was known then.
So both kinds come from like circumstances, have at least one act, and are told alike.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from offramp import __version__
from offramp.engine import Clock
from offramp.ensemble import Address
from offramp.ensemble.address import HASH_LETTERS
from offramp.ensemble.design import draws
from offramp.ensemble.engine import Engine, OfframpEngine
from offramp.ensemble.summary import summarise
from offramp.ensemble.work import Progress, Work
from offramp.errors import CaseError, Fault, OfframpError
from offramp.scenario import Scenario, case_hash, load
from offramp.scenario.asof import as_of
from offramp.scenario.record.events import Event
from offramp.study.shared.record import Record

from .acts import WEEK, WeekAct, possible, recorded, reporting, thinned, told

FUTURES = 64  # played from an eve, one of each setting; the first that is drawn and has something to tell is shown
RULE = "quantal"
DAY = dt.timedelta(days=1)
Days = tuple[tuple[str, tuple[str, ...]], ...]  # weekday, and what was done on it


@dataclass(frozen=True)
class Week(Record):
    """A week as a reader sees it.

    Attributes
    ----------
    number : int
    days : tuple of (weekday, sentences)
    """

    KEYS = "week:number days:by_day"

    number: int
    days: Days

    @property
    def by_day(self) -> Mapping[str, tuple[str, ...]]:
        """What was done, by weekday."""
        return dict(self.days)


@dataclass(frozen=True)
class KeyLine(Record):
    """What a week was.

    Attributes
    ----------
    number : int
    real : bool
    monday : str
        The first day of the week that happened, or in the place of which it was played.
    events : tuple of str
        Ids of the events that are told; empty for a week that was played.
    address : str
        Of the future; empty for a week that happened.
    """

    number: int
    real: bool
    monday: str
    events: tuple[str, ...]
    address: str


@dataclass(frozen=True)
class Blind(Record):
    """Weeks for a class, and their key, which is not in the JSON object.

    Attributes
    ----------
    case, title, hash : str
    sets : mapping
    seed : int
    left_out : int
        Events of the record and aftermath that are never shown, since no future could hold them.
    weeks : tuple of Week
    key : tuple of KeyLine
    """

    KEYS = "case title seed left_out sets weeks"

    case: str
    title: str
    hash: str
    sets: Mapping[str, str]
    seed: int
    left_out: int
    weeks: tuple[Week, ...]
    key: tuple[KeyLine, ...]

    def answers(self) -> dict[str, Any]:
        """The object that the file of the key holds."""
        lines = [each.summary() for each in self.key]
        return {"case": self.case, "hash": self.hash, "seed": self.seed, "version": __version__, "weeks": lines}


def blind(
    case: str | Path,
    *,
    weeks: int = 20,
    seed: int = 1,
    sets: Mapping[str, str] | None = None,
    progress: Progress | None = None,
    engine: Engine | None = None,
) -> Blind:
    """Mix weeks that happened with weeks that were played; the same seed gives the same weeks.

    Parameters
    ----------
    case : str or Path
    weeks : int
        How many, an even number: half of them happened.
    seed : int
    sets : mapping, optional
        Quantities and switches to set, by their paths.
    progress : callable or Work, optional
        Called with the played weeks done and in all.
    engine : Engine, optional
        Another engine, for tests.

    Raises
    ------
    CaseError
        If the case is faulty, or has not so many weeks in which something is told.
    OfframpError
        If no future from an eve has anything to tell.
    """
    as_set = load(case, sets=dict(sets or {}))
    listed = _listed(as_set)
    known = _weeks(possible(as_set, listed), dt.date.fromisoformat(listed[0][1].date) if listed else None)
    _refuse(as_set, weeks, seed, len(known))
    work = Work.of(progress)
    work.expect(weeks // 2)
    lot = np.random.default_rng([seed, *_code("lot")])
    mondays = [sorted(known)[n] for n in lot.permutation(len(known))[:weeks]]
    real = lot.permutation(np.arange(weeks) < weeks // 2)
    played = Eves(as_set, seed, engine or OfframpEngine(), work)
    made = [
        _real(as_set, n, monday, known[monday]) if happened else played.week(n, monday)
        for n, (monday, happened) in enumerate(zip(mondays, real, strict=True), 1)
    ]
    return Blind(
        case=as_set.case,
        title=as_set.title,
        hash=case_hash(as_set),
        sets=dict(sets or {}),
        seed=seed,
        left_out=len(listed) - len(possible(as_set, listed)),
        weeks=tuple(week for week, _ in made),
        key=tuple(line for _, line in made),
    )


class Eves:
    """Plays weeks from their eves.

    Parameters
    ----------
    case : Scenario
        After what was set.
    seed : int
    engine : Engine
    work : Work
        Counts the weeks.
    """

    def __init__(self, case: Scenario, seed: int, engine: Engine, work: Work) -> None:
        self.case, self.seed, self.engine, self.work = case, seed, engine, work
        self.reporting = reporting(case, seed, FUTURES)

    def week(self, number: int, monday: dt.date) -> tuple[Week, KeyLine]:
        """Play futures of a week and take the first, in an order by lot, that has something to tell."""
        eve = (monday - DAY).isoformat()
        lot = np.random.default_rng([self.seed, *_code(eve)])
        order, futures = lot.permutation(FUTURES), self.futures(eve)
        for draw in order:
            luck = np.random.default_rng([self.seed, *_code(eve), int(draw)])
            acts = thinned(self.case, futures[draw], self.reporting[draw], luck)
            if acts:
                self.work.add(1)
                return Week(number, told(self.case, acts)), self._line(number, monday, int(draw))
        raise OfframpError(f"{eve}: none of {FUTURES} futures has an act in its first week that a record would tell")

    def futures(self, eve: str) -> list[list[WeekAct]]:
        """Return the acts of the futures from an eve, one future of each draw."""
        then = as_of(self.case, eve).model_copy(update={"measures": {}})  # measures cost time, and nobody reads them
        clock, draw = Clock(WEEK), np.arange(FUTURES, dtype=np.int32)
        game = self.engine.compile(then, draws(then, self.seed, FUTURES), RULE, clock)
        found: list[list[WeekAct]] = [[] for _ in draw]
        for at in range(0, FUTURES, self.engine.block):
            some = draw[at : at + self.engine.block]
            chunk = self.engine.rollout(game, self.seed, some, 0 * some, self.engine.devices()[0])
            columns = summarise(chunk, some, 0 * some, 1, clock).acts
            for row in zip(*(columns[name].tolist() for name in COLUMNS), strict=True):
                act = _played(game.names.options, row)
                found[row[0]].append(act)
        return found

    def _line(self, number: int, monday: dt.date, draw: int) -> KeyLine:
        place = Address(
            case=self.case.case,
            hash=case_hash(self.case)[:HASH_LETTERS],
            version=__version__,
            seed=self.seed,
            as_of=monday - DAY,
            turns=WEEK,
            draw=draw,
            run=0,
            rule=RULE,
        )
        return KeyLine(number, False, monday.isoformat(), (), str(place))


COLUMNS = ("draw", "day", "option", "deaths_military", "deaths_civilian")


def _played(options: Sequence[str], row: Sequence[int]) -> WeekAct:
    _, day, option, military, civilian = row
    actor, move, target, arena = options[option].split("/")
    return WeekAct(int(day) - 1, actor, move, target, None if arena == "-" else arena, military, civilian)


def _real(case: Scenario, number: int, monday: dt.date, events: Mapping[str, Event]) -> tuple[Week, KeyLine]:
    days = told(case, recorded(events.values(), monday))
    return Week(number, days), KeyLine(number, True, monday.isoformat(), tuple(events), "")


def _listed(case: Scenario) -> list[tuple[str, Event]]:
    """List all events of the record and the aftermath, by date."""
    return sorted((*case.record.items(), *case.aftermath.items()), key=lambda item: (item[1].date, item[0]))


def _weeks(events: Sequence[tuple[str, Event]], first: dt.date | None) -> dict[dt.date, dict[str, Event]]:
    """Sort events into weeks by their Mondays; weeks whose eve lies before the first event are left out."""
    found: dict[dt.date, dict[str, Event]] = {}
    for key, event in events:
        day = dt.date.fromisoformat(event.date)
        monday = day - day.weekday() * DAY
        if first is not None and monday - DAY >= first:
            found.setdefault(monday, {})[key] = event
    return found


def _refuse(case: Scenario, weeks: int, seed: int, known: int) -> None:
    """Refuse an odd number, too many weeks, and a seed below 0."""
    most = known - known % 2
    faults = list(_faults(case, weeks, seed, most))
    if faults:
        raise CaseError(faults)


def _faults(case: Scenario, weeks: int, seed: int, most: int) -> Iterator[Fault]:
    if most < 2:
        yield Fault(case.case, None, "record", "too few weeks with acts", "two weeks at least after its first event")
    elif weeks < 2 or weeks % 2 or weeks > most:
        told = f"an even number from 2 to {most}: the case has so many weeks in which something is told"
        yield Fault("--weeks", None, "", str(weeks), told)
    if seed < 0:
        yield Fault("--seed", None, "", str(seed), "a whole number from 0")


def _code(text: str) -> list[int]:
    """Turn a name into numbers for a seed."""
    return list(np.frombuffer(hashlib.sha256(text.encode()).digest()[:16], "<u4").tolist())
