"""Remarks on days that are asked for and not there: beyond what is played, or beyond what the aftermath tells."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from offramp.scenario.reading.tree import Node
from offramp.scenario.scenario import Scenario

from .note import Note, note

BEYOND = "days that are asked for and not there"


def on_measures(scenario: Scenario, tree: Node) -> Iterator[Note]:
    """Remark on the case's own measures whose window the days of the case do not hold."""
    for name, measure in scenario.measures.items():
        part = tree.get("measures", name)
        first, last = measure.window
        if part is None or part.file != tree.file or _is_tested(scenario, name):
            continue
        days = _played(scenario, name)
        if first > days:
            says = f"its window begins on day {first}, and {days} days are played: it is empty"
            yield note(scenario, tree, BEYOND, ("measures", name, "from_day"), says)
        elif last and last > days:
            says = f"its window ends on day {last}, and {days} days are played: the rest is cut off"
            yield note(scenario, tree, BEYOND, ("measures", name, "within"), says)


def _is_tested(scenario: Scenario, measure: str) -> bool:
    """Whether a claim tests a measure: then the remark is on the test, which says how many days are played."""
    return any(measure == test.measure for claim in scenario.claims.values() for test in claim.tests)


def _played(scenario: Scenario, measure: str) -> int:
    """The most days for which a measure is played: those of the case, or of a question or a test that reads it."""
    tests = (test for claim in scenario.claims.values() for test in claim.tests)
    days = [test.within for test in tests if measure in (test.minus, test.given)]
    days += [question.within for question in scenario.questions.values() if question.measure == measure]
    return max([scenario.days, *days])


def on_questions(scenario: Scenario, tree: Node) -> Iterator[Note]:
    """Remark on questions whose last day the aftermath does not reach: nobody can tell a no from silence."""
    latest, until = max((event.date for event in scenario.aftermath.values()), default=None), scenario.aftermath_until
    for name, question in scenario.questions.items():
        end = (scenario.start_date + dt.timedelta(days=question.within)).isoformat()
        if (until or latest or "") < end:
            known = f"the aftermath ends on {latest}" if latest else "there is no aftermath"
            known = f"the aftermath is whole until {until}" if until else known
            says = f"it is open until {end}, and {known}: a no is not known"
            yield note(scenario, tree, BEYOND, ("questions", name, "within"), says)
