"""Forecast the next incident of a dispute: its level, its doer, its day, and whether the dispute ends."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from offramp.history.disputes import Steps
from offramp.history.forecast_file import Forecast
from offramp.history.targets import LEVELS

from .likelihood import Ahead
from .model import EDGES

WHEN = (1, 7, 30, 90)  # the last day of each class of `mid_when` but the last
LEAST = 1e-12
Number = NDArray[np.float64]


def answers(steps: Steps, ahead: Ahead) -> list[Forecast]:
    """Every MID target for every incident, in the order of the ids.

    Parameters
    ----------
    steps : Steps
    ahead : Ahead
        As `foretell` gives it, for the same steps.
    """
    real = steps.incident >= 0
    order = np.argsort(steps.incident[real])
    ids, own = steps.incident[real][order], steps.own_side[real][order]
    came, none = (np.asarray(part, np.float64)[real][order] for part in (ahead.next, ahead.none))
    total = came.sum(axis=(1, 2, 3)) + none  # one, but for rounding
    came, none = came / total[:, None, None, None], none / total
    made = {
        "mid_level": _level(came),
        "mid_other": _other(came, own),
        "mid_end": np.stack([1 - none, none], axis=1),
        "mid_when": _when(came),
        "mid_gap": _gap(came),
    }
    return [Forecast(target, ids, values) for target, values in made.items()]


def _level(came: Number) -> Number:
    level = came.sum(axis=(1, 2))
    merged = np.stack([level[:, 0], level[:, 1], level[:, 2] + level[:, 3]], axis=1)
    return np.asarray(merged / np.maximum(merged.sum(axis=1, keepdims=True), LEAST))


def _other(came: Number, own: NDArray[np.int16]) -> Number:
    side = came.sum(axis=(1, 3))
    other = side[np.arange(len(own)), 1 - own] / np.maximum(side.sum(axis=1), LEAST)
    return np.stack([1 - other, other], axis=1)


def _when(came: Number) -> Number:
    upto = _by_day(came)[:, np.searchsorted(EDGES, WHEN)]
    return np.diff(upto, axis=1, prepend=0, append=1)


def _gap(came: Number) -> Number:
    """Days to the next incident, given one: the first day by which that share of futures has seen it."""
    passed = _by_day(came)
    passed = passed / np.maximum(passed[:, -1:], LEAST)
    daily = np.stack([np.interp(np.arange(EDGES[-1] + 1), EDGES, row) for row in passed])
    return np.stack([(daily < level).sum(axis=1) for level in LEVELS], axis=1).astype(np.float64)


def _by_day(came: Number) -> Number:
    """Probability of a next incident by the end of each of `EDGES`."""
    return np.cumsum(came.sum(axis=(2, 3)), axis=1)
