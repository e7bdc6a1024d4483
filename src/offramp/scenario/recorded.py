"""What the record says of the days before the start, where it claims to be whole."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from .passing import events_of, options_of
from .quantity import per_day
from .questions import Where
from .scenario import Scenario, Span, known_rates

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

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


class Counted(NamedTuple):
    """Acts that a source counts and that the record does not name one by one, in a span of days.

    `rate` is how many came in a day: the id of a rate of the case, or a number.
    """

    start: str
    end: str
    where: Where
    rate: str | float

    @property
    def days(self) -> int:
        """Days of the span, both ends counted."""
        return _days(self.start, self.end)

    def paces(self, scenario: Scenario, values: Mapping[str, NDArray[np.float64]]) -> NDArray[np.float64] | float:
        """On what share of days such an act came, in each draw: a future has one act of an actor a day at most.

        Acts that come at a rate of their own come on 1 - exp(-rate) of the days (Poisson).

        Parameters
        ----------
        scenario : Scenario
        values : mapping of str to float64[draw]
            The quantities of the case by path, rates among them.
        """
        import numpy as np

        if not isinstance(self.rate, str):
            return -math.expm1(-self.rate)
        drawn = per_day(scenario.rates[self.rate].acts, values[f"rates.{self.rate}.acts"])
        share: NDArray[np.float64] = -np.expm1(-drawn)
        return share


def counted(scenario: Scenario) -> tuple[Counted, ...]:
    """What was counted by the start: known rates by their ids, then spans of `complete` with a number by their days.

    Where two speak of the same acts on the same day the first one holds.
    """
    rates = [Counted(rate.start, rate.end, rate.where, name) for name, rate in known_rates(scenario).items()]
    spans = [
        Counted(each.start, each.end, each.where, each.counted / _days(each.start, each.end))
        for each in scenario.complete
        if each.counted is not None
    ]
    return *rates, *sorted(spans, key=lambda each: (each.start, each.end, each.rate, each.where.model_dump_json()))


def _days(start: str, end: str) -> int:
    return (dt.date.fromisoformat(end) - dt.date.fromisoformat(start)).days + 1


def listed_chance(scenario: Scenario, span: Counted, values: Mapping[str, NDArray[np.float64]]) -> NDArray[np.float64]:
    """The chance that a record names such an act, by those that it names of a span: float64[draw].

    Parameters
    ----------
    scenario : Scenario
    span : Counted
    values : mapping of str to float64[draw]
        Settings of the quantities, by path.
    """
    import numpy as np

    named = sum(1 for _ in events_of(scenario, span.where, span.start, span.end))
    whole = span.paces(scenario, values) * span.days
    chance: NDArray[np.float64] = np.minimum((named + 0.5) / (whole + 1), 1.0)
    return chance


def _covers(scenario: Scenario, span: Span, where: Where) -> bool:
    """Whether every option that passes a filter passes that of a span, too."""
    return set(options_of(scenario, where)) <= set(options_of(scenario, span.where))
