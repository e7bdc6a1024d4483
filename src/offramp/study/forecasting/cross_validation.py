"""Fit with each part of the episodes left out in turn, for out-of-fold forecasts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from offramp.fit import forecast_crises as crises
from offramp.fit import simulated_likelihood as bank
from offramp.fit.hmc import sample
from offramp.fit.laplace import STEPS, Vector, numbers
from offramp.fit.laplace import fit as fit_world
from offramp.history import Forecast

from .hindcast import hindcast

if TYPE_CHECKING:
    import pandas as pd

    from offramp.fit.laplace import Fitted
    from offramp.fit.onset_model import Link
    from offramp.history import Cases

Tell = Callable[[str], None]


def folds(cases: Cases, truth: pd.DataFrame, many: int, seed: int = 0) -> tuple[pd.Series, pd.Series]:
    """Assign whole episodes to folds: the fold of every crisis and of every dispute, by their numbers.

    A crisis and the disputes within it are one episode. A dispute of which the truth says nothing is one of its own.

    Parameters
    ----------
    cases : Cases
    truth : pd.DataFrame
    many : int
        How many folds.
    seed : int
        Of the lot.
    """
    known = truth.drop_duplicates(["target", "id"])
    mid = known[known.target.str.startswith("mid_")].set_index("id").cluster
    disputes = cases.incidents.assign(episode=cases.incidents.incidnum.map(mid[~mid.index.duplicated()]))
    by_dispute = disputes.groupby("dispnum").episode.first()
    by_dispute = by_dispute.fillna(by_dispute.index.to_series().map("d{}".format))
    by_crisis = known[known.target == "icb_viol"].set_index("id").cluster
    dealt = _dealt(by_dispute, many, seed)
    dealt = _dealt(by_crisis[~by_crisis.isin(list(dealt))], many, seed) | dealt
    return by_crisis.map(dealt), by_dispute.map(dealt)


def fitted(
    cases: Cases,
    truth: pd.DataFrame | None,
    seed: int = 1,
    draws: int = 0,
    steps: int = STEPS,
    lags: pd.Series | None = None,
    tell: Tell = lambda text: None,
) -> tuple[Fitted, Link | None]:
    """Fit the world to incidents and, where it is known what crises came to, the link to crises.

    With `draws`, the posterior's spread is from so many draws of each chain; `lags` as `crises.what_came` takes them.

    Parameters
    ----------
    cases : Cases
    truth : pd.DataFrame or None
    seed : int
        Of draws and of the luck of crises.
    draws : int
    steps : int
        Of the fit of the link to crises.
    lags : pd.Series, optional
    tell : Tell
    """
    world = fit_world(cases.incidents, steps, seed, tell=tell)
    if draws:
        world = sample(world, cases.incidents, draws, seed, tell)
    if truth is None:
        return world, None
    return world, bank.fit(crises.what_came(cases, truth, lags=lags), numbers(world.peak), seed, tell=tell)


def out_of_fold(
    cases: Cases,
    truth: pd.DataFrame,
    many: int = 5,
    seed: int = 1,
    steps: int = STEPS,
    peaks: Sequence[Vector] | None = None,
    lags: pd.Series | None = None,
    tell: Tell = lambda text: None,
) -> list[Forecast]:
    """Fit once for each fold, without it, and forecast it.

    Parameters
    ----------
    cases : Cases
    truth : DataFrame
        As `read_truth` gives it.
    many, seed : int
    steps : int
        Of the search at most.
    peaks : sequence of float64[number], optional
        What MID's incidents gave for each fold, where that is known already.
    lags : Series, optional
        Days until each actor's major response, by its number, where they are known.
    tell : callable
        Told of progress.
    """
    crisis, dispute = folds(cases, truth, many)
    parts = []
    for k in range(many):
        out, gone = crisis.index[crisis == k].to_numpy(), dispute.index[dispute == k]

        def say(text: str, k: int = k) -> None:
            tell(f"fold {k + 1} of {many}, {text}")

        peak = (
            peaks[k]
            if peaks
            else fit_world(cases.incidents, steps, seed, skip=list(gone), curvature=False, tell=say).peak
        )
        known = crises.what_came(cases, truth, out, lags)
        link = bank.fit(known, numbers(peak), seed, curvature=False, tell=say)
        mine = replace(
            cases,
            crises=_of(cases.crises, "crisno", out),
            actors=_of(cases.actors, "crisno", out),
            incidents=_of(cases.incidents, "dispnum", gone),
        )
        parts.append(hindcast(mine, peak, link, seed))
    return [_together(part) for part in zip(*parts, strict=True)]


def _dealt(episodes: pd.Series, many: int, seed: int) -> dict[str, int]:
    names = np.array(sorted(episodes.unique()), object)
    np.random.default_rng(seed).shuffle(names)
    return {name: i % many for i, name in enumerate(names)}


def _of(table: pd.DataFrame, column: str, kept: object) -> pd.DataFrame:
    return table[table[column].isin(kept)].reset_index(drop=True)


def _together(parts: Sequence[Forecast]) -> Forecast:
    ids = np.concatenate([part.ids for part in parts])
    order = np.argsort(ids)
    return Forecast(parts[0].target, ids[order], np.concatenate([part.values for part in parts])[order])
