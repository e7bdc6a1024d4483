"""What draws change of the record: tolls that are ranges, how sure a doer is, and how probably a patron ordered it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from offramp.scenario import Quantity, Scenario

from .draws import Draws
from .record import in_dials, losses

Column = NDArray[np.float64]


def record_numbers(scenario: Scenario, draws: Draws) -> Mapping[str, Column]:
    """Numbers of the acts of the record that draws change, in the order of `in_dials`.

    Returns
    -------
    mapping of str to float64
        `record_toll` [two, row, draw], military and civilian; `record_attribution` [row, draw], the share of the act's
        harm that is laid at the doer's door; `record_order` [row, draw], how probably a patron had ordered it.
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
    return {"record_toll": toll, "record_attribution": doer, "record_order": order}
