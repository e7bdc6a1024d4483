"""Compute the measures of a claim from the dated events after the start: the one future that came about.

It never decides: one outcome neither makes nor breaks a probability, and of an effect it shows one world only.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from offramp.analysis.truth import Bound
from offramp.scenario import Scenario
from offramp.scenario.asof import MARGIN, as_of
from offramp.scenario.measure_kinds.future_acts import FutureActs
from offramp.scenario.questions import Test
from offramp.scenario.recorded import recorded
from offramp.study.shared.recorded_future import of_acts, recorded_future, silence


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
    future = recorded_future(case, day, test.within)
    told = future.case
    known, whole = _known(told, day, last)
    unread = silence(told, _names(test))
    value = None if test.under or unread else _value(test, future)
    if value is not None and test.minus_record is not None:
        where = told.measures[test.measure].where
        value -= recorded(as_of(case, day), where, test.minus_record) or 0
    right, why = _speaks(test, value, whole, known, unread)
    return Later(value, last.isoformat(), whole, right, why)


def _known(told: Scenario, day: str, last: dt.date) -> tuple[str, bool]:
    """How far the later record goes, in words, and whether to the last day: by what the case says, or by its events."""
    if until := told.aftermath_until:
        return f"the later record is whole until {until}", last.isoformat() <= until
    ends = max((event.date for event in told.record.values()), default=day)
    return f"the later record ends on {ends}", last <= dt.date.fromisoformat(ends) + MARGIN


def _speaks(test: Test, value: float | None, whole: bool, known: str, unread: str) -> tuple[bool | None, str]:
    """Whether the number is on the claimed side, or why that says nothing."""
    bound = Bound.read(test.holds)
    if test.effect_of:
        return None, "of an effect the record shows one of the two worlds only"
    if test.under:
        return None, "it is about a world that did not come about"
    if value is None:
        return None, unread or "nothing came about of which it could be said"
    if test.minus and test.statistic == "probability":
        return None, "two outcomes do not compare two probabilities"
    right = bool(bound.met(value if not test.passes else float(Bound.read(test.passes).met(value))))
    if not whole and not (bound.above and right):
        return None, known
    if test.statistic == "probability" and not right and bound.above == (bound.number < 0.5):
        return None, "a chance that is claimed to be no more than that may well not come about"
    return right, ""


def _value(test: Test, future: FutureActs) -> float | None:
    """The test's number; None where its condition did not come about, or where a measure is empty."""
    found = [of_acts(name, future) if name else 0.0 for name in _names(test)]
    if found[0] is None or found[1] is None or (test.given and not found[2]):
        return None
    return found[0] - found[1]


def _names(test: Test) -> tuple[str, str | None, str | None]:
    return test.measure, test.minus, test.given
