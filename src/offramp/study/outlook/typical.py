"""Choose the future that is told for a group of futures: one near the middle, and with few rare acts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from offramp.study.stories.chronicle import act
from offramp.study.stories.reasons import RARE
from offramp.study.stories.tolls import rare_toll

if TYPE_CHECKING:
    import pandas as pd

    from offramp.scenario import Scenario

# What two futures are compared by; a count or a toll by its order of magnitude.
TRAITS = "first_violent_answer_day peak_rung arenas_hit violent_acts conciliatory_acts deaths_military deaths_civilian"
COUNTED = ("violent_acts", "conciliatory_acts", "deaths_military", "deaths_civilian")
NEAR = 20  # futures around the middle of a group among which the told one is chosen
KIND = ["actor", "move", "target"]
Place = tuple[int, int]  # a draw and a run


def traits(runs: pd.DataFrame, days: int) -> NDArray[np.float64]:
    """What futures are compared by, one row for each.

    Parameters
    ----------
    runs : DataFrame
        The measures of the futures.
    days : int
        The horizon; what never comes counts as the day after.
    """
    columns = []
    for name in TRAITS.split():
        if name in runs:
            never = days + 1 if name.startswith("first") else 0
            values = runs[name].fillna(never).to_numpy(np.float64)
            columns.append(np.log1p(values) if name in COUNTED else values)
    return np.column_stack(columns)


def near(points: NDArray[np.float64], members: NDArray[np.intp], middle: int) -> NDArray[np.intp]:
    """The members of a group that are nearest to its middle, which comes first.

    Parameters
    ----------
    points : float[future, trait]
    members : int[member]
        Rows of `points`.
    middle : int
        One of them.
    """
    apart = ((points[members] - points[middle]) ** 2).sum(1)
    apart[members == middle] = -1.0  # before its equals
    return members[np.argsort(apart, kind="stable")[:NEAR]]


def rare_acts(scenario: Scenario, events: pd.DataFrame, futures: int, some: Iterable[Place]) -> dict[Place, int]:
    """How many rare acts some futures have.

    An act is rare if fewer than 1 in 100 futures have one of its actor, move and target, or if fewer than 1 in 100
    such acts kill as many.

    Parameters
    ----------
    scenario : Scenario
    events : DataFrame
        The acts of all futures whose acts were kept.
    futures : int
        How many these are.
    some : iterable of (int, int)
        The draw and run of each future that is asked about.
    """
    counts = dict.fromkeys(some, 0)
    kind = events.groupby(KIND, observed=True).ngroup().to_numpy()
    once = events[["draw", "run"]].assign(kind=kind).drop_duplicates()
    share = np.bincount(once["kind"], minlength=kind.max(initial=-1) + 1) / max(1, futures)
    asked = events.set_index(["draw", "run"]).index.isin(list(counts))
    seldom = share[kind[asked]] < RARE
    rows = events[asked].astype(object).to_dict("records")
    for row, is_seldom in zip(rows, seldom, strict=True):
        counts[row["draw"], row["run"]] += bool(is_seldom or rare_toll(scenario, act(row)))
    return counts


def told(
    scenario: Scenario,
    runs: pd.DataFrame,
    events: pd.DataFrame,
    points: NDArray[np.float64],
    groups: Iterable[tuple[NDArray[np.intp], int]],
) -> list[int]:
    """The row of the future that is told for each group: of those nearest to its middle, one with the fewest rare acts.

    Of several such futures it is the one nearest to the middle.

    Parameters
    ----------
    scenario : Scenario
    runs : DataFrame
        The futures whose acts were kept, with `draw` and `run`.
    events : DataFrame
        Their acts.
    points : float[future, trait]
        What they are compared by.
    groups : iterable of (int[member], int)
        The rows of each group, and that of its middle.
    """
    places = list(zip(runs["draw"].astype(int), runs["run"].astype(int), strict=True))
    nearest = [near(points, members, middle) for members, middle in groups]
    rare = rare_acts(scenario, events, len(runs), (places[row] for rows in nearest for row in rows))
    return [int(min(rows, key=lambda row: rare[places[row]])) for rows in nearest]
