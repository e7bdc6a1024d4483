"""Where dials that the fit set together stand in each draw: a row of the posterior, not a place for each by itself."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from offramp.scenario import Scenario
from offramp.scenario.reading.joint import columns, group, places

Floats = NDArray[np.float64]
NEAR = 32  # rows of which one is taken where some of the dials have numbers of their own


def of_rows(scenario: Scenario, alone: Mapping[str, Floats], luck: Floats) -> dict[str, Floats]:
    """Where in their ranges the dials stand that are drawn together, by path: float64[draw], between 0 and 1.

    A dial to which the case gives numbers of its own keeps them in each draw, and the others take one of the rows that
    are nearest in those dials (Mahalanobis' distance on the free scales, from within the rows' own reach).

    Parameters
    ----------
    scenario : Scenario
    alone : mapping of str to float64[draw]
        Where each dial of the case stands if it is drawn by itself.
    luck : float64[draw]
        Between 0 and 1: which row is taken, of all or of the nearest.
    """
    found = group(scenario)
    if not found.free:
        return {}
    rows, at = places(), {path: n for n, path in enumerate(columns())}
    if found.own:
        quantities, half = dict(scenario.quantities()), np.full(len(luck), 0.5)
        shown = [was.half_widths(was.at(rows[:, at[path]])) for path, was in found.own.items()]
        mine = [was.half_widths(quantities[path].at(alone.get(path, half))) for path, was in found.own.items()]
        nearest = _nearest(np.stack(shown, axis=1), np.stack(mine, axis=1))
    else:
        nearest = np.broadcast_to(np.arange(len(rows)), (len(luck), len(rows)))
    taken = np.take_along_axis(nearest, (luck * nearest.shape[1]).astype(np.int64)[:, None], axis=1)[:, 0]
    return {path: rows[taken, at[path]] for path in found.free}


def _nearest(rows: Floats, mine: Floats) -> NDArray[np.int64]:
    """The rows [row, dial] that are nearest to each draw [draw, dial], in the order of the rows: int64[draw, near]."""
    mine = np.clip(mine, rows.min(axis=0), rows.max(axis=0))  # beyond the rows none is nearer than another's edge
    whitened = np.linalg.inv(np.linalg.cholesky(np.cov(rows.T).reshape(rows.shape[1], -1)))
    each, which = np.unique(mine, axis=0, return_inverse=True)
    found = [np.argsort((((rows - own) @ whitened.T) ** 2).sum(axis=1), kind="stable")[:NEAR] for own in each]
    return np.sort(np.array(found), axis=1)[which.reshape(-1)]
