"""A case as it stood on another day: the record up to that day, and the start moved there.

A case plays from its own start and never reads its aftermath. Only who asks for a later day gets the events up to that
day as further record: they are merged here, so that whatever plays a case still reads nothing but its record.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from offramp.errors import CaseError, Fault
from offramp.scenario.ladder import VIOLENT

from .passing import sides
from .questions import Measure
from .record.events import Event
from .scenario import Scenario, Span
from .words import show

WHERE = "--as-of"  # stands for the file in faults
# The measures of every case that are about one of the principals: who acted last, or whose answer is awaited.
OF_ONE = frozenset(
    "violent_answer_30d_prob open_violent_answer_30d_prob first_violent_answer_day violent_acts_first "
    "violent_acts_second peak_rung_first peak_rung_second".split()
)
MARGIN = dt.timedelta(days=30)  # how long after its last event a case still says something of the day


def as_of(scenario: Scenario, date: str | dt.date) -> Scenario:
    """Move the start of a case, with no more and no less in the record than had happened by then.

    Parameters
    ----------
    scenario : Scenario
        A loaded case.
    date : str or datetime.date
        The day before the first turn. The case's own start gives the case itself. Where by another day the second
        principal has answered with violence, the measures of every case ask about the first one's answer.

    Raises
    ------
    CaseError
        If it is no day, or one of which the case says nothing.
    """
    day = _day(date)
    if day == scenario.start_date:
        return scenario
    events = sorted((*scenario.record.items(), *scenario.aftermath.items()), key=lambda item: item[1].date)
    _refuse_far(scenario, day, [event for _, event in events])
    text = day.isoformat()
    happened = [event for _, event in events if event.date <= text]
    later = {key: event for key, event in events if event.date > text}
    return scenario.model_copy(
        update={
            "start": text,
            "information_date": text,
            "record": {key: event for key, event in events if key not in later},
            "aftermath": later,
            "complete": spans_to(scenario, text),
            "plots": scenario.plots if _may_go_on(scenario, day) else {},
            "measures": _measures(scenario, awaited(scenario, happened)),
        }
    )


def awaited(scenario: Scenario, events: Iterable[Event]) -> str:
    """The principal whose answer is awaited after some events.

    It is the second one of the case, unless that one has answered: was itself violent to the other's side after the
    other's side last was to its own. What a proxy does meanwhile is not yet the answer of its patron.
    """
    one, other = scenario.principals
    side = sides(scenario)
    violent = [e for e in events if scenario.moves[e.move].rung >= VIOLENT]
    struck = [e.date for e in violent if side[e.actor] == one and side[e.target] == other]
    answered = [e.date for e in violent if e.actor == other and side[e.target] == one]
    return one if max(answered, default="") > max(struck, default="") else other


def _measures(scenario: Scenario, second: str) -> Mapping[str, Measure]:
    """The measures of the case, those that every case has with another second principal."""
    swapped = dict(zip(scenario.principals, reversed(scenario.principals), strict=True))
    if second == scenario.principals[1]:
        return scenario.measures

    def other(measure: Measure) -> Measure:
        where = measure.where
        names = {field: tuple(swapped[name] for name in getattr(where, field)) for field in ("actors", "sides")}
        return measure.model_copy(update={"where": where.model_copy(update=names)})

    return {name: other(each) if name in OF_ONE else each for name, each in scenario.measures.items()}


def leaks(scenario: Scenario) -> list[str]:
    """Name the uncertain quantities that rest on a source from after the start, by their paths.

    None do in a case as its author wrote it. At an earlier day some do: the ranges were chosen by somebody who knew
    what came next, which no moving of dates can undo.
    """
    late = {key for key, source in scenario.sources.items() if (source.date or "") > scenario.start}
    dials = scenario.dials().items()
    # What the record says of an event is known with the event, whenever the text was written that is cited for it.
    return [path for path, each in dials if late.intersection(each.source) and not path.startswith("record.")]


def _day(date: str | dt.date) -> dt.date:
    try:
        day = dt.date.fromisoformat(date) if isinstance(date, str) else date
        if isinstance(date, str) and day.isoformat() != date:
            raise ValueError(date)
    except ValueError:
        raise _refusal(show(date), "a day of the calendar, such as 2020-01-03") from None
    return day


def _refuse_far(scenario: Scenario, day: dt.date, events: list[Event]) -> None:
    known, until = [*map(_date_of, events), scenario.start_date], _day(scenario.aftermath_until or scenario.start)
    first, last = min(known), max(max(known) + MARGIN, until)
    if not first <= day <= last:
        end = "its aftermath_until" if last == until else f"{MARGIN.days} days after its last one"
        raise _refusal(day.isoformat(), f"{first} to {last}: from the first event of {scenario.case} to {end}")


def _date_of(event: Event) -> dt.date:
    return dt.date.fromisoformat(event.date)


def spans_to(scenario: Scenario, day: str) -> tuple[Span, ...]:
    """The spans for which the record claims to be whole, up to a day; a count says nothing of a part of its span."""
    begun = [span for span in scenario.complete if span.start <= day and (span.counted is None or span.end <= day)]
    return tuple(span.model_copy(update={"end": min(span.end, day)}) for span in begun)


def _may_go_on(scenario: Scenario, day: dt.date) -> bool:
    """Whether a plot of the case's start can still be under way: not before it, nor after its longest window."""
    longest = max((plot.window.high for plot in scenario.plots.values()), default=0.0)
    return dt.timedelta(0) <= day - scenario.start_date <= dt.timedelta(days=longest)


def _refusal(found: Any, allowed: str) -> CaseError:
    return CaseError(Fault(WHERE, None, "", str(found), allowed))
