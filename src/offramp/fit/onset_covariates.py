"""Covariates at the onset of a crisis: the opening act, and features that shift the crisis's traits.

The trigger is an act of the other side (or nobody's), played on the board as any act is. Whatever else is known moves
the middles of a crisis's traits (see `onset_model`), and nothing else. Names, places and years are not read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from offramp.history.cases import Cases

# The move by which the other side opened, by the code of the trigger; none where the trigger was nobody's act.
OPENINGS = {
    1: "threat",
    2: "sanctions",
    3: "sanctions",
    4: "",
    5: "accusation",
    6: "",
    7: "deployment",
    8: "militia-air-strike",
    9: "rocket-attack",
}
MOVES = tuple(dict.fromkeys(OPENINGS.values()))
Known = Callable[[pd.DataFrame], pd.Series]


def _trigger(*codes: int) -> Known:
    return lambda rows: rows.trigger.isin(codes)


# What may be known, 0 or 1; an actor's row and a crisis's row (of the actor that was triggered first) say it alike.
FEATURES: dict[str, Known] = {
    "at war": lambda rows: rows.war == 1,
    "protracted": lambda rows: rows.protracted == 2,
    "long war": lambda rows: rows.protracted == 3,
    "far away": lambda rows: rows.distance >= 2,
    "great power": lambda rows: rows.power == 3,
    "by a great power": lambda rows: rows.source == 3,
    "by a superpower": lambda rows: rows.source == 4,
    "drawn in later": lambda rows: rows.place > 1,
    "others answered by force": lambda rows: rows.earlier == 5,
    "others answered without": lambda rows: rows.earlier.isin([1, 2, 3, 4]),
    "violence": _trigger(9),
    "indirect violence": _trigger(8),
    "nobody's act": _trigger(4, 6),
    "words or wares": _trigger(1, 3, 5),
    "show of force": _trigger(7),
}


@dataclass(frozen=True)
class Onsets:
    """Cases as the model takes them.

    Attributes
    ----------
    opening : int64[case]
        The opening move, as its place in `MOVES`.
    known : float32[case, feature]
        In the order of `FEATURES`.
    """

    opening: NDArray[np.int64]
    known: NDArray[np.float32]

    def __len__(self) -> int:
        """How many cases."""
        return len(self.opening)


def of_crises(cases: Cases) -> Onsets:
    """Onsets of crises, in the order of `cases.crises`."""
    c = cases.crises
    return _onsets(
        pd.DataFrame(
            {
                "trigger": c["break"],
                "war": c.f_iwc,
                "protracted": c.protrac,
                "distance": 1,
                "power": c.f_powsta,
                "source": c.f_southpow,
                "place": 1,
                "earlier": 0,
            }
        )
    )


def of_actors(cases: Cases) -> Onsets:
    """Onsets of crisis actors, in the order of `cases.actors`."""
    a = cases.actors
    return _onsets(
        pd.DataFrame(
            {
                "trigger": a.triggr,
                "war": a.iwc,
                "protracted": a.pc,
                "distance": a.cractloc,
                "power": a.powsta,
                "source": a.southpow,
                "place": a.rank_in,
                "earlier": a.earlier_resp_sev,
            }
        )
    )


def joined(first: Onsets, second: Onsets) -> Onsets:
    """Both, one after the other."""
    return Onsets(np.concatenate([first.opening, second.opening]), np.concatenate([first.known, second.known]))


def _onsets(rows: pd.DataFrame) -> Onsets:
    known = np.stack([told(rows).to_numpy(np.float32) for told in FEATURES.values()], axis=1)
    opening = rows.trigger.map({code: MOVES.index(move) for code, move in OPENINGS.items()})
    return Onsets(opening.to_numpy(np.int64), known)
