"""Disputes as arrays for the likelihood: laid end to end in rows of equal length, one step for each incident.

Disputes differ in length by two orders of magnitude, so padding each to the longest would waste most of the work.
Laid end to end in as many lanes as the longest dispute needs, nothing is padded but the lanes' ends.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .dispute_covariates import beginnings

SILENCE = 184  # days after which the coding has closed a dispute
LAST_DAY = pd.Timestamp("2014-12-31")  # the last day of MID 5.0
SOME_DEAD = 2.0  # the median of precise counts, where it is only known that somebody died


@dataclass(frozen=True)
class Steps:
    """Incidents in lanes [step, lane]; the last axis of `move` is the side.

    Attributes
    ----------
    fresh : bool
        A new dispute begins here.
    before : float32
        Days since the incident before it.
    action : int16[step, lane, two]
        What each side did, by MID's action code; 0 for nothing.
    dead : bool
        Whether the incident killed.
    wait, side, level : next incident's days away, side and level (0 threat to 3 war); side is -1 if there is none.
    timed : bool
        Whether the days to the next are known.
    watched : float32
        Days that the data watch after this incident if none follows.
    counts : float32
        0 for padding.
    known : float32[step, lane, feature]
        What the dispute's beginning told, see `beginnings`.
    dispute, incident : int64
        Whose they are; -1 for padding.
    """

    fresh: NDArray[np.bool_]
    before: NDArray[np.float32]
    action: NDArray[np.int16]
    dead: NDArray[np.bool_]
    own_side: NDArray[np.int16]
    own_level: NDArray[np.int16]
    wait: NDArray[np.float32]
    side: NDArray[np.int16]
    level: NDArray[np.int16]
    timed: NDArray[np.bool_]
    watched: NDArray[np.float32]
    counts: NDArray[np.float32]
    known: NDArray[np.float32]
    dispute: NDArray[np.int64]
    incident: NDArray[np.int64]


def table(incidents: pd.DataFrame) -> pd.DataFrame:
    """One row for each incident in the order of its dispute, with what came next.

    Parameters
    ----------
    incidents : DataFrame
        Columns `incidnum`, `dispnum`, `date`, `date_exact`, `k`, `level`, `action`, `both`, `side` (1 for the side that
        acted first), `fatal`, `major`, `revtype`.
    """
    rows = in_order(incidents)
    date = pd.to_datetime(rows["date"])
    by = rows["dispnum"]
    after = date.groupby(by).shift(-1)
    exact = rows["date_exact"].astype(bool)
    follows = after.notna()
    wait = (after - date).dt.days.clip(0, SILENCE).astype(float)
    return pd.DataFrame(
        {
            "dispute": by,
            "incident": rows["incidnum"],
            "fresh": ~by.duplicated(),
            "before": wait.shift(1).fillna(0.0).where(by.duplicated(), 0.0),
            "action": rows["action"],
            "both": rows["both"].astype(bool),
            "own_side": 1 - rows["side"],
            "own_level": rows["level"].clip(2, 5) - 2,
            "dead": rows["fatal"].fillna(0) > 0,
            "wait": wait.fillna(0.0),
            "side": (1 - rows["side"]).groupby(by).shift(-1).fillna(-1).astype(int),
            "level": rows["level"].clip(2, 5).groupby(by).shift(-1).fillna(2).astype(int) - 2,
            "timed": exact & (exact.groupby(by).shift(-1).fillna(True).astype(bool)),
            "watched": _watched(date, follows),
        }
    )


def in_order(incidents: pd.DataFrame) -> pd.DataFrame:
    """Incidents by dispute, each in the order of its dispute."""
    return incidents.sort_values(["dispnum", "k"], kind="stable").reset_index(drop=True)


def as_steps(incidents: pd.DataFrame, lanes: int | None = None) -> Steps:
    """Lay disputes end to end: longest first, each into the emptiest lane."""
    rows = table(incidents)
    size = rows.groupby("dispute").size().sort_values(ascending=False, kind="stable")
    count = lanes or max(1, -(-len(rows) // int(size.iloc[0])))
    held: list[list[int]] = [[] for _ in range(count)]
    where = {key: group.to_numpy() for key, group in pd.Series(rows.index).groupby(rows["dispute"].to_numpy())}
    for dispute in size.index:
        min(held, key=len).extend(where[dispute])
    grid = np.full((max(map(len, held)), count), -1)
    for lane, mine in enumerate(held):
        grid[: len(mine), lane] = mine
    return _grid(rows, beginnings(in_order(incidents)), grid)


def _watched(date: pd.Series, follows: pd.Series) -> pd.Series:
    """How long silence was watched after a last incident: until the coding closes it or the data end."""
    left = (LAST_DAY - date).dt.days
    return left.where(left < SILENCE, SILENCE).clip(0, SILENCE).astype(float)


def _grid(rows: pd.DataFrame, known: NDArray[np.float32], grid: NDArray[np.int64]) -> Steps:
    real = grid >= 0

    def column(name: str, kind: type, empty: float = 0) -> NDArray:  # type: ignore[type-arg]
        return np.where(real, rows[name].to_numpy()[grid], empty).astype(kind)

    own, both = column("own_side", np.int16), column("both", bool)
    acts = np.stack([column("action", np.int16) * ((own == side) | both) for side in (0, 1)], axis=-1)
    return Steps(
        fresh=column("fresh", bool, 1),
        before=column("before", np.float32),
        action=acts.astype(np.int16),
        dead=column("dead", bool),
        own_side=own,
        own_level=column("own_level", np.int16),
        wait=column("wait", np.float32),
        side=column("side", np.int16, -1),
        level=column("level", np.int16),
        timed=column("timed", bool),
        watched=column("watched", np.float32),
        counts=real.astype(np.float32),
        known=np.where(real[..., None], known[grid], 0).astype(np.float32),
        dispute=column("dispute", np.int64, -1),
        incident=column("incident", np.int64, -1),
    )
