"""Code simulated futures in the classes of ICB.

==============  ======================================================================================================
what ICB codes  what it is in a future
==============  ======================================================================================================
violence        the highest rung of either side, the opening counted: below 5 none, 5 and 6 minor clashes (an attack
                by fire, a strike by a militia), 7 to 9 serious clashes (strikes, a blockade, an incursion), 10 war
an actor's      the same of its own acts
major response  the answering side's first act that is more than words: a conciliatory step or a break counts as
                political (some are too slight to count: a trait of the crisis), of acts on the second rung a fitted
                share as economic, rungs 3 and 4 as non-violent military, from 5 as violent; none if the crisis is over
                before
its lag         whole days until then
the end         a settlement by either side, or so many days without force (a trait of the crisis), or so many after
                the quarrel's last act of force (another), at most two years
==============  ======================================================================================================
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from offramp.scenario.ladder import BREAK, FORCE, HIGHEST, NOTHING, STRIKE, VIOLENT

VIOLENCE = (VIOLENT, STRIKE, HIGHEST)  # the lowest rungs of minor clashes, serious clashes and war
ANSWERS = (NOTHING, BREAK, FORCE, VIOLENT)  # of political by concession, of the second rung, of military, of violent
NO_ANSWER = -99
HORIZON = 730  # days
DAYS = np.array([0, 3, 7, 14, 21, 30, 45, 60, 90, 120, 160, 200, 250, 300, 400, 550, 729.0])  # bins, for the fit
LAGS = (1, 2, 4, 8, 15, 31, 91)  # days at which the bins of an answer's lag begin, after the first
GROUP = (-1, 0, 0, 1, 2)  # of kinds of answers, for their lags: political, military, violent
GROUPS = max(GROUP) + 1


def violence(rung: ArrayLike) -> NDArray[np.int64]:
    """Class 0 to 3 of the highest rung."""
    return np.asarray(np.digitize(np.asarray(rung), VIOLENCE), np.int64)


def answer(rung: ArrayLike) -> NDArray[np.int64]:
    """Kind of the first principal act: 0 none, 1 concession, 2 second rung, 3 military, 4 violent."""
    return np.asarray(np.digitize(np.asarray(rung), ANSWERS), np.int64)


def bin_of(days: ArrayLike) -> NDArray[np.int64]:
    """The bin of a duration."""
    return np.asarray(np.digitize(np.asarray(days), DAYS[1:]), np.int64)


def response(kind: NDArray[np.int64], luck: NDArray[np.float64], economic: float) -> NDArray[np.int64]:
    """Class 1 to 5 of a major response; `luck`, uniform, decides which of the second rung are economic.

    Parameters
    ----------
    kind : int64[run]
        The rung group of the response.
    luck : float64[run]
        Uniform.
    economic : float
        The chance that a response of the second rung is economic.
    """
    return np.select([kind == 0, kind == 1, kind == 2], [1, 2, np.where(luck < economic, 3, 2)], kind + 1)


def lag(kind: NDArray[np.int64], days: ArrayLike) -> NDArray[np.int64]:
    """The bin of an answer's lag, those of political answers first, then of military, then of violent ones.

    -1 where there is no answer, or its lag is not known.
    """
    group, known = np.array(GROUP)[kind], np.isfinite(days)
    late = np.digitize(np.where(known, days, 0), LAGS)
    return np.asarray(np.where(known & (group >= 0), group * (len(LAGS) + 1) + late, -1), np.int64)
