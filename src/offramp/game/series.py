"""Series of acts: those of one level along one dyad; and which of them a source counts in spans of days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from offramp.scenario import Scenario
from offramp.scenario.ladder import COARSE, coarse
from offramp.scenario.options import Option
from offramp.scenario.passing import passes, sides
from offramp.scenario.recorded import counted

from .xla.jit import put
from .xla.ragged import compile_groups

Way = tuple[str, str]  # doer and target
Series = tuple[int, Way]  # place of the level in `ladder.COARSE`


def series_of(scenario: Scenario, options: Sequence[Option]) -> list[Series]:
    """List the series with an option, level by level."""
    return sorted({(coarse(scenario.moves[move].rung), (actor, target)) for actor, move, target, _ in options})


def compile_series(
    scenario: Scenario, options: Sequence[Option], dyads: Mapping[Way, int], actors: Mapping[str, int]
) -> dict[str, Any]:
    """Lay the axis of series: how it finds options, dyads, actors and levels, by the names of the board's fields.

    Parameters
    ----------
    scenario, options
    dyads, actors : mapping to int
        Places of the dyads and the actors on their axes.
    """
    listed = series_of(scenario, options)
    at = {each: n for n, each in enumerate(listed)}
    held = [at[coarse(scenario.moves[move].rung), (actor, target)] for actor, move, target, _ in options]
    level, along = [level for level, _ in listed], [dyads[way] for _, way in listed]
    return {
        "option_series": put(held, np.uint32),
        "series_options": compile_groups(held, len(listed), 4),
        "series_dyad": put(along, np.uint32),
        "series_actor": put([actors[doer] for _, (doer, _) in listed], np.uint32),
        "series_level": put(level, np.uint32),
        "dyad_series": compile_groups(along, len(dyads), 4),
        "level_series": compile_groups(level, len(COARSE), 8),
        "counted_series": put(counted_series(scenario, options)[..., None], np.float32),
    }


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
