"""Order incidents of which some days are unknown."""

from __future__ import annotations

import numpy as np
import pandas as pd


def placed(incidents: pd.DataFrame) -> pd.DataFrame:
    """Give every incident a `date` and its place `k` in its dispute, and sort by them.

    An unknown day is placed by the incidents' numbers: at the last known date before it, else at the next after it,
    within the month that is known, else on the 15th. That serves for the order only.
    """
    made = incidents.sort_values(["dispute", "incident"], ignore_index=True)
    known = made.start.where(made.start_exact)
    first, last = made.start, made.start_latest
    before = known.groupby(made.dispute).ffill().clip(first, last)
    after = known.groupby(made.dispute).bfill().clip(first, last)
    middle = (first + pd.Timedelta(days=14)).clip(first, last)
    made["date"] = known.fillna(before).fillna(after).fillna(middle)
    made = made.sort_values(["dispute", "date", "incident"], ignore_index=True)
    made["k"] = made.groupby("dispute").cumcount() + 1
    return made


def unordered(incidents: pd.DataFrame) -> pd.Series:
    """Whether another incident of the same dispute may have come on the same day, or on either side of it."""
    spans = incidents.groupby("dispute")[["start", "start_latest"]]
    parts = [pd.Series(_overlap(each), index=each.index) for _, each in spans]
    return pd.concat(parts).reindex(incidents.index) if parts else pd.Series(dtype=bool)


def _overlap(spans: pd.DataFrame) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    low, high = (spans[name].to_numpy() for name in ("start", "start_latest"))
    meets = (low[:, None] <= high[None, :]) & (low[None, :] <= high[:, None])
    return np.asarray(meets.sum(1) > 1)
