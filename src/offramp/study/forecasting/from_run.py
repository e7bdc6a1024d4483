"""Take forecasts for the ledger from the measures of a run that are chances."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from offramp.ensemble import Ensemble
from offramp.errors import DataError, Fault
from offramp.scenario.words import nearest, one_of
from offramp.study.outlook.measured import Measured
from offramp.study.outlook.study import measure

from .ledger import Foretold


def foretold(folder: str | Path, names: Sequence[str] = ()) -> list[Foretold]:
    """The measures of a run folder that are chances; some of them if they are named.

    Raises
    ------
    DataError
        If one that is named is not there or is no chance.
    """
    made = Ensemble.open(folder)
    chances = {name: each for name, each in measure(made).items() if each.statistic == "probability"}
    for name in names:
        if name not in chances:
            allowed = one_of(chances, 40)
            raise DataError(Fault(str(folder), None, "--measure", repr(name), allowed, nearest(name, chances)))
    return [_told(made, name, chances[name]) for name in names or chances if chances[name].found.estimate is not None]


def _told(made: Ensemble, name: str, each: Measured) -> Foretold:
    note = made.manifest
    until = dt.date.fromisoformat(note.as_of) + dt.timedelta(days=int(each.period.replace(" days", "").split()[-1]))
    runs = str(made.address(0, 0)).rsplit("/", 2)[0]
    assert each.found.estimate is not None
    return each.says, each.found.estimate, note.as_of, str(until), f"{runs} {name}, {note.done:,} futures"
