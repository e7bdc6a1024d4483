"""What draws change of the record: tolls, how sure a doer is, whether a patron ordered it, and how much is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from offramp.scenario import Quantity, Scenario
from offramp.scenario.options import Option
from offramp.scenario.record.counts import RUNGS
from offramp.scenario.recorded import counted, listed_chance

from .draws import Draws
from .record import in_dials, losses
from .series import counted_series, series_of

Column = NDArray[np.float64]


def record_numbers(scenario: Scenario, draws: Draws, options: Sequence[Option]) -> Mapping[str, Column]:
    """Numbers of the acts of the record that draws change, in the order of `in_dials`, and of all that it may tell.

    Parameters
    ----------
    scenario : Scenario
    draws : Draws
    options : sequence of Option
        In the order of the board.

    Returns
    -------
    mapping of str to float64
        As the fields of `Dials`. `record_toll` [two, row, draw], military and civilian; `record_attribution` [row,
        draw], the share of the act's harm that is laid at the doer's door; `record_order` [row, draw], how probably a
        patron had ordered it; `record_told` [series, draw] and `record_pace` [span, draw], both empty where no system
        learns from them.
    """
    acts = in_dials(scenario)

    def column(value: Quantity | int | float | None, path: str, default: float) -> Column:
        if isinstance(value, Quantity):
            return draws.values[path]
        return np.full(draws.k, default if value is None else float(value))

    toll, doer, order = np.zeros((2, len(acts), draws.k)), np.ones((len(acts), draws.k)), np.zeros((len(acts), draws.k))
    for row, act in enumerate(acts):
        path, dead = losses(act)
        for n, who in enumerate(("military", "civilian")):
            toll[n, row] = column(getattr(dead, who), f"{path}.{who}", 0.0)
        at = f"record.{act.key}"
        doer[row] = column(act.event.attribution, f"{at}.attribution", 1.0)
        by = act.event.ordered_by
        order[row] = column(by.prob if by else None, f"{at}.ordered_by.prob", 0.0)
    return {"record_toll": toll, "record_attribution": doer, "record_order": order, **_told(scenario, draws, options)}


def _told(scenario: Scenario, draws: Draws, options: Sequence[Option]) -> Mapping[str, Column]:
    """The chance that the record tells of an act of each series, and how many came in a day of each counted span.

    A record that does not list some acts one by one goes on to tell of few of them after they were counted.
    """
    if not scenario.learns:
        return {name: np.zeros((0, draws.k)) for name in ("record_told", "record_pace")}
    spans, bands, series = counted(scenario), [*RUNGS], series_of(scenario, options)
    kinds = [(scenario.actors[doer].kind, bands[level]) for level, (doer, _) in series]
    told = np.array([draws.values[f"reporting.{kind}.{band}"] for kind, band in kinds])
    of_spans = zip(spans, counted_series(scenario, options), strict=True)
    for span, mine in sorted(of_spans, key=lambda each: each[0].end):  # the last count holds
        told = np.where(mine[:, None], listed_chance(scenario, span, draws.values), told)
    pace = [np.broadcast_to(span.paces(scenario, draws.values), draws.k) for span in spans]
    return {"record_told": told, "record_pace": np.array(pace).reshape(-1, draws.k)}
