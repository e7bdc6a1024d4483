"""How the harm of an act spreads to the ledgers of those who share the quarrel.

An act of i on j is owed by i's patron as far as it is answerable, and owed to j's patron, proxies and allies as far as
they take j's harm as their own. The same ties say who is satisfied by an answer and against whom it counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from offramp.scenario import Scenario
from offramp.scenario.scenario import tie_id

from .board import Axes

Weight = NDArray[np.float64]  # [draw]
Value = Callable[[str], Weight]
SMALL = 0.02  # flows below this share are left out


def debts(scenario: Scenario, axes: Axes, value: Value) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Whose ledgers grow by an act: for every dyad (creditor, debtor) the acts that feed it.

    Returns
    -------
    source : int[flow, dyad]
        The dyad of the act.
    weight : float[flow, dyad, draw]
    """
    return _gather(axes, lambda i, j: _product(_sharers(scenario, j, value), _answerable(scenario, i, value)))


def payments(scenario: Scenario, axes: Axes, value: Value) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Whose debts shrink by an act: for every dyad (creditor, debtor) the acts that pay it. Shapes as in `debts`."""
    return _gather(axes, lambda i, j: _product(_sharers(scenario, i, value), _answerable(scenario, j, value)))


def _sharers(scenario: Scenario, actor: str, value: Value) -> dict[str, Weight]:
    """Who takes the actor's harm, and its answers, as partly their own."""
    shares = {actor: np.ones(())}
    for tie in scenario.ties.values():
        key = f"ties.{tie_id(tie)}"
        if tie.kind == "patronage" and actor in (tie.patron, tie.proxy):
            shares[tie.proxy if actor == tie.patron else tie.patron] = value(f"{key}.loyalty")
        elif tie.kind == "alliance" and actor in tie.between:
            shares[tie.between[1 - tie.between.index(actor)]] = value(f"{key}.solidarity")
    return shares


def _answerable(scenario: Scenario, actor: str, value: Value) -> dict[str, Weight]:
    """Who is held to account for the actor's acts."""
    shares = {actor: np.ones(())}
    doctrine = value("world.deterrence.doctrine")
    for tie in scenario.ties.values():
        if tie.kind == "patronage" and tie.proxy == actor:
            shares[tie.patron] = 1 - value(f"ties.{tie_id(tie)}.deniability") * (1 - doctrine)
    return shares


def _product(creditors: dict[str, Weight], debtors: dict[str, Weight]) -> dict[tuple[str, str], Weight]:
    return {(a, b): x * y for a, x in creditors.items() for b, y in debtors.items() if a != b}


def _gather(
    axes: Axes, spread: Callable[[str, str], dict[tuple[str, str], Weight]]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    into: dict[tuple[str, str], list[tuple[int, Weight]]] = defaultdict(list)
    for source, (i, j) in enumerate(axes.dyads):
        for dyad, weight in spread(i, j).items():
            if np.max(weight) >= SMALL:
                into[dyad].append((source, weight))
    rows = [into[dyad] for dyad in axes.dyads]
    draws = np.broadcast_shapes(*(weight.shape for row in rows for _, weight in row), (1,))
    source_grid = np.zeros((max(1, max(map(len, rows))), len(rows)), np.int64)
    weight_grid = np.zeros((*source_grid.shape, *draws))
    for d, row in enumerate(rows):
        for f, (source, weight) in enumerate(row):
            source_grid[f, d] = source
            weight_grid[f, d] = weight
    return source_grid, weight_grid
