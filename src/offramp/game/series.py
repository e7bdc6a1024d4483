"""Series of acts: those of one level along one dyad; and which of them a source counts in spans of days."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from offramp.scenario import Scenario
from offramp.scenario.ladder import coarse
from offramp.scenario.options import Option
from offramp.scenario.passing import passes, sides
from offramp.scenario.recorded import counted

Series = tuple[int, tuple[str, str]]  # place of the level in `ladder.COARSE`, doer and target


def series_of(scenario: Scenario, options: Sequence[Option]) -> list[Series]:
    """List the series with an option, level by level."""
    return sorted({(coarse(scenario.moves[move].rung), (actor, target)) for actor, move, target, _ in options})


def counted_series(scenario: Scenario, options: Sequence[Option]) -> NDArray[np.bool_]:
    """Find the series of which a source counts an option: bool[span, series], spans as `counted` lists them.

    Parameters
    ----------
    scenario : Scenario
    options : sequence of option
        Actor, move, target and arena of each.
    """
    at = {each: n for n, each in enumerate(series_of(scenario, options))}
    side, spans = sides(scenario), counted(scenario)
    found = np.zeros((len(spans), len(at)), bool)
    for option in options:
        actor, move, target, _ = option
        series = at[coarse(scenario.moves[move].rung), (actor, target)]
        mine = np.array([passes(scenario, side, span.where, option, True) for span in spans], bool)
        found[:, series] |= mine
    return found
