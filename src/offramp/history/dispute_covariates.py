"""Covariates of a dispute known from its first incident on; they shift tempo and closing.

Names, places and years are not read.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Known = Callable[[pd.DataFrame], pd.Series]


def _aims(code: int) -> Known:
    return lambda first: first.revtype == code


# What is read off a first incident, and how usual it is among disputes (MID 5.0, 1992-2014, to within a twentieth):
# a dispute of which nothing is known is a usual one.
FEATURES: dict[str, tuple[Known, float]] = {
    "one major power": (lambda first: first.major == 1, 0.25),
    "two major powers": (lambda first: first.major == 2, 0.05),
    "over territory": (_aims(1), 0.2),
    "over policy": (_aims(2), 0.4),
    "over a regime": (_aims(3), 0.05),
    "over something else": (_aims(4), 0.1),
    "begun by force": (lambda first: first.level >= 4, 0.45),
    "begun by a threat": (lambda first: first.level <= 2, 0.05),
    "begun by a clash": (lambda first: first.both == 1, 0.1),
}


def beginnings(rows: pd.DataFrame) -> NDArray[np.float32]:
    """What is known of every row's dispute, beyond the usual [row, feature].

    Parameters
    ----------
    rows : DataFrame
        Incidents in the order of their disputes: `dispnum`, `major`, `revtype`, `level`, `both`.
    """
    first = rows.groupby("dispnum").first()
    told = np.stack([known(first).to_numpy(np.float32) - usual for known, usual in FEATURES.values()], axis=1)
    return np.asarray(told[first.index.get_indexer(rows["dispnum"])], np.float32)
