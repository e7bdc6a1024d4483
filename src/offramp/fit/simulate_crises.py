"""Simulate crises and their actors from real onsets, for posterior predictive checks."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd
from jaxtyping import Array
from numpy.typing import NDArray

from offramp.history.cases import Cases
from offramp.history.facts_icb import WEAPONS, Tables

from .forecast_crises import FUTURES, coded
from .onset_model import Link

RANK_OF_CLASS = np.array([-1, 0, 2, 3, 4, 5])  # of responses, by the model's class; it does not tell words from silence


def worlds(
    cases: Cases, world: dict[str, Array], link: Link, many: int, seed: int = 1, futures: int = FUTURES
) -> Iterator[Tables]:
    """Let the model make worlds of the same onsets, each with its own luck.

    A case's futures are spread evenly over its traits, as those that forecasts count; each world takes one of every
    case, in an order of the case's own, so that the cases of a world have nothing but what is known in common.

    Parameters
    ----------
    cases : Cases
    world : dict of str to scalar
        What was fitted to MID, see `fit.numbers`.
    link : Link
    many, seed : int
    futures : int
        Of each case, to be divided among worlds; at least as many as there are worlds.
    """
    futures, n = max(futures, many), len(cases.crises)
    made = coded(cases, world, link, seed, futures)
    days, answer, lag = np.round(made.end), RANK_OF_CLASS[made.response], np.floor(made.lag)
    crises, actors = known(cases)
    rng = np.random.default_rng(seed)
    order = rng.permuted(np.tile(np.arange(futures), (n + len(actors), 1)), axis=1)
    for k in range(many):
        first, second = order[:n, k], order[n:, k]
        yield Tables(
            crises.assign(violence=_of(made.violence, first), days=_of(days, first)),
            actors.assign(response=_of(answer, second), lag=_of(lag, second), violence=_of(made.used, second)),
        )


def known(cases: Cases) -> Tables:
    """What is known at onset, as the facts are computed of it."""
    c, a = cases.crises, cases.actors
    gap = np.round(np.expm1(c.log_powdis)).where(c.powdis_missing == 0)
    crises = {
        "year": c.year,
        "trigger": c["break"],
        "protracted": c.protrac,
        "proximity": c.geogrel,
        "at_war": c.f_iwc == 1,
        "power_gap": gap,
    }
    actors = {
        "year": a.year,
        "trigger": a.triggr,
        "at_war": a.iwc == 1,
        "first": a.rank_in == 1,
        "armed": a.nuclear >= WEAPONS,
    }
    return Tables(pd.DataFrame(crises), pd.DataFrame(actors))


def _of(values: NDArray[np.generic], future: NDArray[np.int64]) -> NDArray[np.generic]:
    return values[np.arange(len(values)), future]
