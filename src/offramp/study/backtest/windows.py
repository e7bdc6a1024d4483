"""Starts and windows of a back-test: from which days a world is played, and how many days of it are compared."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from offramp.errors import CaseError, Fault
from offramp.scenario import Scenario

DAY = dt.timedelta(days=1)
Phase = Literal["before", "into"]


@dataclass(frozen=True)
class Window:
    """A stretch of days whose acts are forecast from the evening before its first day.

    Attributes
    ----------
    start : date
        Its first day.
    days : int
        How many days.
    phase : {"before", "into"}
        Whether it ends by the start of the case, or runs into the crisis.
    """

    start: dt.date
    days: int
    phase: Phase

    @property
    def eve(self) -> str:
        """The day as of which the world is played: the one before the first."""
        return (self.start - DAY).isoformat()

    @property
    def end(self) -> dt.date:
        """The first day that is no longer in it."""
        return self.start + self.days * DAY


def windows(case: Scenario) -> list[Window]:
    """List the windows of a case, by length and then by start.

    A window that runs beyond the last event of the aftermath, or the day until which it is whole, is left out: nobody
    can say what came in it.

    Raises
    ------
    CaseError
        If the case declares no back-test, or one without a whole window.
    """
    if case.backtest is None:
        allowed = "first, last and windows, from which days of the record the world is played again"
        raise CaseError(Fault(case.case, None, "backtest", "none", allowed))
    asked = case.backtest
    last = max(event.date for event in (*case.record.values(), *case.aftermath.values()))
    known = max(last, case.aftermath_until or last)
    found = [
        Window(start, days, "before" if start + days * DAY <= case.start_date else "into")
        for days in asked.windows
        for start in _months(dt.date.fromisoformat(asked.first), dt.date.fromisoformat(asked.last))
        if (start + (days - 1) * DAY).isoformat() <= known
    ]
    if not found:
        allowed = f"a first of a month from {asked.first} to {asked.last} whose windows end by the last event, {known}"
        raise CaseError(Fault(case.case, None, "backtest", "no first of a month with a whole window", allowed))
    return found


def _months(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    """Yield the first of every month from one day to another."""
    day = first if first.day == 1 else (first.replace(day=1) + 32 * DAY).replace(day=1)
    while day <= last:
        yield day
        day = (day + 32 * DAY).replace(day=1)
