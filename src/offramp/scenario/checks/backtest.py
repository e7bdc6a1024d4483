"""The back-test that a case declares: starts in order, after the first event and before the start of the case."""

from __future__ import annotations

from offramp.scenario.scenario import Scenario

from .problem import Problem, Problems


def backtest(scenario: Scenario) -> Problems:
    """Check the first and the last start."""
    declared = scenario.backtest
    if declared is None:
        return
    oldest = min((event.date for event in scenario.record.values()), default=scenario.start)
    for field in ("first", "last"):
        day = getattr(declared, field)
        if not oldest < day <= scenario.start:
            allowed = f"a day after the first event of the record, {oldest}, up to the start, {scenario.start}"
            yield Problem(("backtest", field), day, allowed)
    if declared.last < declared.first:
        yield Problem(("backtest", "last"), declared.last, f"a day from the first start on, {declared.first}")
