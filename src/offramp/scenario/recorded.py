"""What the record says of the days before the start, where it claims to be whole."""

from __future__ import annotations

import datetime as dt

from .passing import events_of, options_of
from .questions import Where
from .record.counts import CountedRate
from .scenario import Scenario, Span

REPLAYED = dt.timedelta(days=7_305)  # before the start: twenty years, in which nearly all that an act leaves has faded


def recorded(scenario: Scenario, where: Where, days: int) -> int | None:
    """How many acts passed a filter in the days up to the start.

    By the count of a source where a span of `complete` gives one for these days, else by the events of the record
    where one declares that it names them all.

    Parameters
    ----------
    scenario : Scenario
    where : Where
    days : int
        How many, the start's the last of them.

    Returns
    -------
    int or None
        None where the record does not claim to know.
    """
    last = scenario.start_date
    first = last - dt.timedelta(days=days - 1)
    ends = first.isoformat(), last.isoformat()
    for span in scenario.complete:
        if span.counted is not None and (span.start, span.end, span.where) == (*ends, where):
            return span.counted
        if span.counted is None and span.start <= ends[0] and span.end >= ends[1] and _covers(scenario, span, where):
            return sum(1 for _ in events_of(scenario, where, *ends))
    return None


def known_rates(scenario: Scenario) -> dict[str, CountedRate]:
    """The counted rates that were known at the start: by sources up to the information date, up to the start.

    The others tell what came, as the aftermath does.
    """
    late = {key for key, source in scenario.sources.items() if (source.date or "") > scenario.information_date}
    return {
        name: rate.model_copy(update={"end": min(rate.end, scenario.start)})
        for name, rate in scenario.rates.items()
        if rate.start <= scenario.start and not late.intersection(rate.acts.source)
    }


def _covers(scenario: Scenario, span: Span, where: Where) -> bool:
    """Whether every option that passes a filter passes that of a span, too."""
    return set(options_of(scenario, where)) <= set(options_of(scenario, span.where))
