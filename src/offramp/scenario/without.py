"""A case in which an event of the record never happened: as it stood on the eve of it.

The record before the event is kept, and what followed is dropped, for who knows whether it would have come. What
stands before the event in the file, on its own day, came before it: it is told on the eve.
"""

from __future__ import annotations

import datetime as dt

from offramp.errors import CaseError, Fault

from .asof import spans_to
from .record.events import Event
from .scenario import Scenario
from .sets import apply
from .words import nearest, one_of, show

WHERE = "--without"  # stands for the file in faults


def without(scenario: Scenario, event: str) -> Scenario:
    """Leave an event and what followed it out of a case, and start on the eve of it.

    A plot that was under way is under way here, too; and if it was stopped by something that is left out, it is not.

    Parameters
    ----------
    scenario : Scenario
        A loaded case.
    event : str
        The id of an event of its record.

    Raises
    ------
    CaseError
        If its record has no such event.
    """
    if event not in scenario.record:
        allowed = f"an event of the record: {one_of(reversed(scenario.record))}"
        raise CaseError(Fault(WHERE, None, "", show(event), allowed, nearest(event, scenario.record)))
    names = list(scenario.record)
    kept, left = names[: names.index(event)], names[names.index(event) :]
    eve = (dt.date.fromisoformat(scenario.record[event].date) - dt.timedelta(days=1)).isoformat()
    changed = scenario.model_copy(
        update={
            "start": eve,
            "information_date": eve,
            "record": {name: _by(eve, scenario.record[name]) for name in kept},
            "aftermath": {},
            "aftermath_until": None,
            "complete": spans_to(scenario, eve),
        }
    )
    running = {f"plots.{name}.stopped": "0" for name, plot in scenario.plots.items() if plot.stopped_by in left}
    return apply(changed, running)


def _by(eve: str, event: Event) -> Event:
    return event.model_copy(update={"date": min(event.date, eve)})
