"""Forecast recorded disputes from what was known, in the format in which forecasts are scored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from offramp.evidence.answers import answers
from offramp.evidence.disputes import lay
from offramp.evidence.fit import Vector, numbers, traits
from offramp.evidence.likelihood import foretold, put
from offramp.evidence.submission import Forecast
from offramp.evidence.two_sided import frame
from offramp.game.device import prepare

if TYPE_CHECKING:
    import pandas as pd

DRAWS = 128


def hindcast(incidents: pd.DataFrame, peak: Vector, seed: int = 1, draws: int = DRAWS) -> list[Forecast]:
    """Forecast the next incident after every incident of a table, each from what came before it.

    Parameters
    ----------
    incidents : DataFrame
        As `read_cases` gives them.
    peak : float64[number]
        Fitted numbers, see `fit`.
    seed, draws : int
        Of a quarrel's traits.
    """
    prepare()
    made, steps = frame(), lay(incidents)
    return answers(steps, foretold(made.template, numbers(peak), traits(seed, draws), put(steps, made)))
