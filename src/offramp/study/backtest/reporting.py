"""Reporting: of the acts that a world plays, those that a record like the case's own would hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from offramp.ensemble.design import values_of
from offramp.scenario import Scenario
from offramp.scenario.recorded import listed_chance

from .cells import Cell, Group

Floats = NDArray[np.float64]


def chances(
    case: Scenario, then: Scenario, listed: Sequence[Cell], found: Sequence[Group], seed: int, draws: int
) -> Floats:
    """Return the chance that an act of each group enters a record, in each draw: float64[group, draw].

    Parameters
    ----------
    case, then : Scenario
        The case, and as it was known at the start.
    listed : sequence of Cell
    found : sequence of Group
        As `groups` finds them at the start.
    seed, draws : int
        Of the ensemble: a draw has one setting of all chances.
    """
    kinds = {actor: each.kind for actor, each in case.actors.items()}
    rates = {f"rates.{name}.acts": rate.acts for name, rate in then.rates.items()}
    values = {path: values_of(quantity, path, seed, draws) for path, quantity in rates.items()}

    def chance(group: Group) -> Floats:
        if group.span is not None:  # the record says itself how few of these it names
            return np.broadcast_to(listed_chance(then, group.span, values), draws)
        kind, band = kinds[listed[group.cell].actor], listed[group.cell].band
        return values_of(case.reporting[kind][band], f"reporting.{kind}.{band}", seed, draws)

    return np.array([chance(group) for group in found]).reshape(-1, draws)


def reordered(counts: NDArray[np.integer], draws: int, start: int) -> NDArray[np.integer]:
    """Put the runs of each draw into another order for each start.

    Runs of one number have the same luck from every start. A total over starts adds up one future of each start, by
    place; the futures of a total are to share the settings of the dials and not the luck.

    Parameters
    ----------
    counts : int[..., future]
        By draw, then run.
    draws : int
    start : int
        Number of the start.
    """
    return np.roll(counts.reshape(*counts.shape[:-1], draws, -1), start, axis=-1).reshape(counts.shape)


@dataclass(frozen=True)
class Reported:
    """Acts of futures that enter the record.

    Attributes
    ----------
    acts : int16[cell, future]
    violence : int16[place, future]
        The violent ones among them.
    """

    acts: NDArray[np.int16]
    violence: NDArray[np.int16]


def reported(
    acts: NDArray[np.integer],
    violence: NDArray[np.integer],
    chance: Floats,
    draw: NDArray[np.integer],
    seed: Sequence[int],
    cell: NDArray[np.integer],
) -> Reported:
    """Leave out what does not enter the record: each act has its own chance, whatever becomes of the others.

    Parameters
    ----------
    acts : int[group, future]
    violence : int[group, place, future]
        Violent acts, which are among `acts`, by place.
    chance : float64[group, draw]
    draw : int[future]
        The draw of each future.
    seed : sequence of int
        Of the luck with which acts are reported.
    cell : int[group]
        The cell of each group; every cell has one.
    """
    luck = np.random.default_rng(seed)
    p = chance[:, draw]
    kept = luck.binomial(acts, p)
    kept_violence = luck.binomial(violence, p[:, None, :])
    violent = violence.any(axis=(1, 2))
    kept[violent] = kept_violence[violent].sum(axis=1)
    whole = np.zeros((cell.max(initial=-1) + 1, kept.shape[1]), kept.dtype)
    np.add.at(whole, cell, kept)
    return Reported(whole.astype(np.int16), kept_violence.sum(axis=0).astype(np.int16))
