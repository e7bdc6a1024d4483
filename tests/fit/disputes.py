"""Quarrels that never were, as tables of incidents, and a way to let the model itself make some."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from offramp.fit.laplace import numbers
from offramp.fit.likelihood import Ahead, foretold, put
from offramp.fit.model import EDGES
from offramp.fit.parameters import parameters
from offramp.fit.two_sided import frame
from offramp.history.disputes import Steps, as_steps

QUARRELS, LONGEST = 24, 6
ACTION = {2: 1, 3: 7, 4: 16, 5: 20}


def incidents(rows: list[tuple[int, str, int, int]], both: bool = False) -> pd.DataFrame:
    """Incidents from (dispute, date, 1 for the side that acted first, level), in order."""
    made = pd.DataFrame(rows, columns=["dispnum", "date", "side", "level"])
    k = made.groupby("dispnum").cumcount() + 1
    return made.assign(
        k=k,
        incidnum=made.dispnum * 1000 + k,
        date=pd.to_datetime(made.date),
        date_exact=1,
        action=made.level.map(ACTION),
        both=int(both),
        fatal=0.0,
        major=0,
        revtype=2,
    )


def ahead(table: pd.DataFrame, **changed: float) -> tuple[Steps, Ahead]:
    """The steps of a table, always in the same shape, and what the model says of them."""
    steps = _padded(as_steps(table, QUARRELS))
    return steps, foretold(frame().template, numbers(whitened(**changed)), put(steps, frame()))


def whitened(**changed: float) -> NDArray[np.float64]:
    """The priors' middles but for what is named (with `_` for the dot), in prior spreads."""
    peak = np.zeros(len(parameters()))
    for name, value in changed.items():
        peak[list(parameters()).index(name.replace("__", "."))] = value
    return peak


def made(seed: int, **changed: float) -> pd.DataFrame:
    """Let the model make quarrels: each next incident is drawn from its own one-step forecast."""
    rng = np.random.default_rng(seed)
    told = {d: [(d, "2001-01-01", 1, 3)] for d in range(1, QUARRELS + 1)}
    going = set(told)
    for _ in range(LONGEST - 1):
        steps, seen = ahead(incidents([row for quarrel in told.values() for row in quarrel]), **changed)
        for d in sorted(going):
            at = np.argwhere(steps.incident == 1000 * d + len(told[d]))[0]
            drawn = _draw(rng, np.asarray(seen.next[tuple(at)], np.float64))
            if drawn is None:
                going.remove(d)
            else:
                wait, side, level = drawn
                date = pd.Timestamp(told[d][-1][1]) + pd.Timedelta(days=wait)
                told[d].append((d, str(date.date()), 1 - side, level + 2))
    return incidents([row for quarrel in told.values() for row in quarrel])


def _draw(rng: np.random.Generator, came: NDArray[np.float64]) -> tuple[int, int, int] | None:
    u, flat = rng.random(), came.ravel().cumsum()
    if u >= flat[-1]:
        return None
    span, side, level = np.unravel_index(int(np.searchsorted(flat, u)), came.shape)
    wait = 0 if span == 0 else int(rng.integers(EDGES[span - 1], EDGES[span])) + 1
    return wait, int(side), int(level)


def _padded(steps: Steps) -> Steps:
    """Lanes of the longest length, whatever there is to hold: one shape, one compilation."""
    empty = {"fresh": True, "side": -1, "dispute": -1, "incident": -1}
    more = LONGEST - steps.fresh.shape[0]
    return Steps(
        **{
            name: np.pad(part, [(0, more)] + [(0, 0)] * (part.ndim - 1), constant_values=empty.get(name, 0))
            for name, part in vars(steps).items()
        }
    )
