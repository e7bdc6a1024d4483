"""Forecast recorded disputes and crises from what was known, in the format in which forecasts are scored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from offramp.evidence import crises
from offramp.evidence.answers import answers
from offramp.evidence.disputes import lay
from offramp.evidence.fit import Vector, numbers
from offramp.evidence.likelihood import foretold, put
from offramp.evidence.submission import Forecast
from offramp.evidence.two_sided import frame
from offramp.game.device import prepare

if TYPE_CHECKING:
    import pandas as pd

    from offramp.evidence import Cases
    from offramp.evidence.link import Link


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
    made, steps = frame(), lay(table)
    return answers(steps, foretold(made.template, numbers(peak), put(steps, made)))
