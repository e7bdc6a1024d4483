"""Choose the futures to tell: some of every ending, each for the group of futures most like it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from offramp.analysis import medoids, standardise
from offramp.report.findings.endings import Endings, hundred
from offramp.report.findings.shares import ADDRESS
from offramp.study.outlook.typical import Place, told, traits

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from offramp.report.material import Material

TOLD = 8


@dataclass(frozen=True)
class Group:
    """Futures that are alike.

    Attributes
    ----------
    ending : str
        How they all end.
    at : (int, int)
        The one that is told for them, by its draw and run: near their middle, and with few rare acts.
    share : float
        Of all futures.
    members : tuple of (int, int)
        The gravest first.
    """

    ending: str
    at: Place
    share: float
    members: tuple[Place, ...]


def groups(material: Material, endings: Endings, most: int = TOLD) -> tuple[Group, ...]:
    """Sort the futures whose acts were kept into groups, the gravest ending first.

    Parameters
    ----------
    material : Material
    endings : Endings
        Of the same material.
    most : int
        How many groups there are to be; each ending has at least one.
    """
    if not material.kept:
        return ()
    kept = material.kept_runs.set_index(ADDRESS)
    points = standardise(traits(kept, material.days))
    shares = endings.shares
    here = [key for key in endings.kinds if (endings.of == key).any()]
    counts = _how_many({key: shares[key] for key in here}, {key: int((endings.of == key).sum()) for key in here}, most)
    return tuple(
        group
        for key in here
        for group in _split(
            material, kept, points, np.flatnonzero((endings.of == key).to_numpy()), key, counts[key], shares[key]
        )
    )


def _how_many(shares: dict[str, float], futures: dict[str, int], most: int) -> dict[str, int]:
    """How many groups each ending has: one, and more by its share."""
    whole = sum(shares.values()) or 1.0
    more = hundred({key: share / whole for key, share in shares.items()}, max(0, most - len(shares)))
    return {key: min(futures[key], 1 + more[key]) for key in shares}


def _split(
    material: Material,
    kept: pd.DataFrame,
    points: NDArray[np.float64],
    rows: NDArray[np.intp],
    ending: str,
    count: int,
    share: float,
) -> Iterator[Group]:
    """Split the futures of one ending, the largest group first."""
    middles = rows[medoids(points[rows], count)]
    apart = ((points[rows][:, None, :] - points[middles][None, :, :]) ** 2).sum(-1)
    nearest = apart.argmin(1)
    weights = material.shares.weights(kept.index[rows]).to_numpy()
    dead = (kept["deaths_military"].fillna(0) + kept["deaths_civilian"].fillna(0)).to_numpy(float)
    alike = [rows[nearest == i] for i in range(count)]
    chosen = told(material.scenario, kept.reset_index(), material.events, points, zip(alike, middles, strict=True))
    found = []
    for i, (mine, row) in enumerate(zip(alike, chosen, strict=True)):
        order = mine[np.argsort(-dead[mine], kind="stable")]
        part = float(weights[nearest == i].sum() / weights.sum()) if weights.sum() else 0.0
        members = tuple((int(draw), int(run)) for draw, run in kept.index[order])
        found.append(Group(ending, members[list(order).index(row)], share * part, members))
    yield from sorted(found, key=lambda group: -group.share)


def sample(group: Group, count: int) -> list[Place]:
    """So many futures of a group, from the gravest to the mildest."""
    at = ((np.arange(max(0, count)) + 0.5) / max(1, count) * len(group.members)).astype(int)
    return [group.members[i] for i in at]
