"""Forecast recorded disputes and crises from what was known, in the format in which forecasts are scored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from offramp.fit import forecast_crises as crises
from offramp.fit.forecast_disputes import answers
from offramp.fit.laplace import Vector, numbers
from offramp.fit.likelihood import foretold, put
from offramp.fit.two_sided import frame
from offramp.game.xla.device import prepare
from offramp.history.disputes import as_steps
from offramp.history.forecast_file import Forecast

if TYPE_CHECKING:
    import pandas as pd

    from offramp.fit.onset_model import Link
    from offramp.history import Cases


def hindcast(
    cases: Cases, peak: Vector, link: Link | None = None, seed: int = 1, futures: int = crises.FUTURES
) -> list[Forecast]:
    """Forecast every case of every target, each from what was known then.

    Parameters
    ----------
    cases : Cases
    peak : float64[number]
        Fitted numbers of the world, see `fit`.
    link : Link, optional
        Fitted to crises; without one only incidents are forecast.
    seed, futures : int
        Of each crisis and each actor.
    """
    told = crises.forecast(cases, numbers(peak), link, seed, futures) if link else []
    return told + incidents(cases.incidents, peak)


def incidents(table: pd.DataFrame, peak: Vector) -> list[Forecast]:
    """Forecast the next incident after every incident of a table, each from what came before it."""
    prepare()
    made, steps = frame(), as_steps(table)
    return answers(steps, foretold(made.template, numbers(peak), put(steps, made)))
