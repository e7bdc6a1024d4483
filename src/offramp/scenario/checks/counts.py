"""What is counted beside the record: rates of acts that it does not list, and what no actor did."""

from __future__ import annotations

import datetime as dt

from offramp.scenario.passing import events_of, options_of
from offramp.scenario.quantity import per_day
from offramp.scenario.record.counts import CountedRate
from offramp.scenario.scenario import Scenario

from .evidence import leaks
from .problem import Problem, Problems


def counts(scenario: Scenario) -> Problems:
    """Check the rates and the background of a case."""
    for name, rate in scenario.rates.items():
        yield from _rate(("rates", name), rate, scenario)
    for name, circumstance in scenario.background.items():
        if circumstance.date <= scenario.start:  # what came later may be told by whoever knew it then
            yield from leaks(scenario, ("background", name, "source"), circumstance.source)


def _rate(at: tuple[str, ...], rate: CountedRate, scenario: Scenario) -> Problems:
    if rate.end < rate.start:
        yield Problem((*at, "end"), rate.end, f"a day from the start of the rate, {rate.start}, on")
        return
    if bool(rate.band) == bool(rate.moves):
        yield Problem(at, "both a band and moves" if rate.band else "no band and no moves", "either a band or moves")
    elif not options_of(scenario, rate.where):
        yield Problem(at, "a rate of acts that are no option of the case", "who, whom, arenas and moves of some option")
    days = (dt.date.fromisoformat(rate.end) - dt.date.fromisoformat(rate.start)).days + 1
    most = float(per_day(rate.acts, rate.acts.ends())[1]) * days
    if most < (named := sum(1 for _ in events_of(scenario, rate.where, rate.start, rate.end))):
        yield Problem(
            (*at, "acts"), f"{most:.1f} acts in {days} days at most", f"{named} or more: so many are in the record"
        )
