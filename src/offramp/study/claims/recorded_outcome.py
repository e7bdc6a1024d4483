"""Compute the measures of a claim from the dated events after the start: the one future that came about.

It never decides: one outcome neither makes nor breaks a probability, and of an effect it shows one world only.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Any

from offramp.analysis.truth import Bound
from offramp.game.board import WAR_RUNG
from offramp.scenario import Scenario
from offramp.scenario.asof import MARGIN, as_of
from offramp.scenario.passing import events_of, sides
from offramp.scenario.questions import Event, Measure, Test
from offramp.scenario.recorded import recorded

WAR_DAYS, WAR_DEAD = 14, 1000  # as `offramp words` defines it


@dataclass(frozen=True)
class Later:
    """What the record after the start says of one test.

    Attributes
    ----------
    value : float or None
        The test's number as it came about; None where the record cannot say it.
    until : str
        The last day that counts.
    whole : bool
        Whether the record reaches so far.
    as_claimed : bool or None
        Whether the number is on the claimed side; None where it says nothing of the claim.
    why : str
        Why it says nothing.
    """

    value: float | None
    until: str
    whole: bool
    as_claimed: bool | None
    why: str = ""

    def summary(self) -> dict[str, Any]:
        """As it stands in the JSON object."""
        return asdict(self)


def later(case: Scenario, test: Test, start: str | None = None) -> Later:
    """Read a test's measure off the events that came after its start.

    Parameters
    ----------
    case : Scenario
    test : Test
    start : str, optional
        The day before the first that counts, if the test names none.
    """
    day = test.as_of or start or case.start
    first = dt.date.fromisoformat(day)
    last = first + dt.timedelta(days=test.within)
    after = sorted((*case.record.items(), *case.aftermath.items()), key=lambda item: item[1].date)
    told = as_of(case, day).model_copy(update={"record": {name: event for name, event in after if event.date > day}})
    ends = max((event.date for event in told.record.values()), default=day)
    whole = last <= dt.date.fromisoformat(ends) + MARGIN
    value = None if test.under else _value(told, test, first)
    if value is not None and test.minus_record is not None:
        where = told.measures[test.measure].where
        value -= recorded(as_of(case, day), where, test.minus_record) or 0
    right, why = _speaks(test, value, whole, ends)
    return Later(value, last.isoformat(), whole, right, why)


def _speaks(test: Test, value: float | None, whole: bool, ends: str) -> tuple[bool | None, str]:
    """Whether the number is on the claimed side, or why that says nothing."""
    bound = Bound.read(test.holds)
    if test.effect_of:
        return None, "of an effect the record shows one of the two worlds only"
    if test.under:
        return None, "it is about a world that did not come about"
    if value is None:
        return None, "no event can say it"
    if test.minus and test.statistic == "probability":
        return None, "two outcomes do not compare two probabilities"
    right = bool(bound.met(value if not test.passes else float(Bound.read(test.passes).met(value))))
    if not whole and not (bound.above and right):
        return None, f"the later record ends on {ends}"
    if test.statistic == "probability" and not right and bound.above == (bound.number < 0.5):
        return None, "a chance that is claimed to be no more than that may well not come about"
    return right, ""


def _value(told: Scenario, test: Test, start: dt.date) -> float | None:
    """The test's number; None where no event can say it, or where its condition did not come about."""
    names = (test.measure, test.minus, test.given)
    found = [of_events(told, told.measures[name], start, test.within) if name else 0.0 for name in names]
    if found[0] is None or found[1] is None or (test.given and not found[2]):
        return None
    return found[0] - found[1]


def of_events(told: Scenario, measure: Measure, start: dt.date, days: int) -> float | None:
    """A measure of the events of a record after a day; None where events cannot say it, or where it is empty."""
    if measure.kind not in KINDS:
        return None
    begin, end = measure.window
    first, last = (start + dt.timedelta(days=n) for n in (begin, min(end or days, days)))
    every = list(events_of(told, measure.where, first.isoformat(), last.isoformat()))
    return KINDS[measure.kind](told, measure, every, start)


def _day(event: Event, start: dt.date) -> int:
    return (dt.date.fromisoformat(event.date) - start).days


def _deaths(measure: Measure, events: Sequence[Event]) -> float:
    dead = {"military": sum(e.deaths.military for e in events), "civilian": sum(e.deaths.civilian for e in events)}
    return float(sum(dead.values()) if measure.of == "both" else dead[measure.of])


def _war(told: Scenario, events: Sequence[Event], start: dt.date) -> float:
    """Both principals at war level within 14 days of each other, or 1,000 dead between their sides."""
    side, (one, other) = sides(told), told.principals
    across = [e for e in events if {side[e.actor], side[e.target]} == {one, other}]
    top = [e for e in across if told.moves[e.move].rung >= WAR_RUNG]
    days = [[_day(e, start) for e in top if e.actor == who] for who in (one, other)]
    near = any(abs(a - b) <= WAR_DAYS for a in days[0] for b in days[1])
    battle = [e for e in across if "mishap" not in told.moves[e.move].does]
    return float(near or sum(e.deaths.military + e.deaths.civilian for e in battle) >= WAR_DEAD)


def _alternations(told: Scenario, events: Sequence[Event]) -> float:
    """How often the principals' sides strike in turn."""
    side = sides(told)
    acts = [side[e.actor] for e in events if {side[e.actor], side[e.target]} == {*told.principals}]
    return float(sum(a != b for a, b in pairwise(acts)))


Read = Callable[[Scenario, Measure, Sequence[Event], dt.date], float | None]
KINDS: Mapping[str, Read] = {
    "any": lambda told, m, events, start: float(bool(events)),
    "count": lambda told, m, events, start: float(len(events)),
    "first": lambda told, m, events, start: float(_day(events[0], start)) if events else None,
    "highest": lambda told, m, events, start: float(max((told.moves[e.move].rung for e in events), default=0)),
    "deaths": lambda told, m, events, start: _deaths(m, events),
    "arenas": lambda told, m, events, start: float(len({e.arena for e in events if e.arena})),
    "spread": lambda told, m, events, start: (
        float(_day(events[-1], start) - _day(events[0], start)) if events else None
    ),
    "war": lambda told, m, events, start: _war(told, events, start),
    "alternations": lambda told, m, events, start: _alternations(told, events),
}
