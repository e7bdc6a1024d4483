"""The onset model: the distribution of a crisis's traits given what is known at its onset.

A crisis's traits are unknown beforehand; they are drawn from normal laws on their free scales. What is known shifts a
law's middle, by so much for each trait as the data bear against a prior that shrinks it to nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .onset_covariates import FEATURES
from .parameters import Parameter

Vector = NDArray[np.float64]
# Free scales, with a prior's middle and spread, and the middle of that of the spread between crises. Nerve is what the
# top of the ladder is worth more than its middle; arms, force and war are what acts on their rungs are worth more than
# usual; what is lasting, decisive or principal is a logit; the rest are logs.
TRAITS = {
    "nerve": (0.0, 10.0, 4.0, "how far both sides are drawn up the ladder"),
    "nerve between": (0.0, 10.0, 4.0, "how far who answers is, against who opened"),
    "arms": (0.0, 1.0, 1.5, "how far both sides are drawn to shows of force (rungs 3 and 4)"),
    "force": (0.0, 1.0, 2.0, "how far to force (from rung 5)"),
    "war": (0.0, 1.0, 1.5, "how far from force to war (rung 10)"),
    "tempo": (-1.9, 1.0, 0.6, "acts per day when nothing presses"),
    "tempo between": (0.0, 0.5, 1.2, "tempo of who answers, against who opened"),
    "give": (0.7, 0.7, 0.4, "what a settlement costs at home, plus one"),
    "calm": (4.0, 0.5, 1.0, "days without force after which a crisis counts as over"),
    "aftermath": (2.5, 1.0, 0.8, "the same, after a quarrel's last act"),
    "lasting": (0.5, 1.0, 0.4, "how much less likely than in a usual quarrel an act is the last"),
    "decisive": (1.0, 1.0, 0.4, "how much likelier the last an act of war is than one of small force"),
    "principal": (0.0, 1.0, 0.4, "share of political acts that count as a principal answer"),
}
ANSWERER = (0.5, 0.5)  # the nerve of who answers, as nerve and nerve between
SHIFT = 1.0  # prior spread of a shift, in units of the free scale
NERVE = 5.0  # the same, of nerve
NARROW = 0.25  # prior spread of the log of a law's spread
# Which traits what is known may tell of, with the prior spread: stakes, standing and company set how far who answers
# will go; who was attacked answers by force without going further; where a war runs already there is more war.
SHIFTS: Mapping[tuple[str, str], float] = {
    **{(feature, "answerer"): NERVE for feature in FEATURES},
    ("at war", "answerer"): 2 * NERVE,
    ("violence", "force"): SHIFT,
    ("at war", "war"): SHIFT,
    ("long war", "war"): SHIFT,
}
ECONOMIC = Parameter("logit", -0.5, 1.0, "share of answers on the second rung that ICB codes as economic")


def numbers() -> dict[str, Parameter]:
    """Every number of the link by name, in their order."""
    middles = {f"crisis.{t}": Parameter("plain", row[0], row[1], row[3]) for t, row in TRAITS.items()}
    spreads = {
        f"crisis.{t}.spread": Parameter("log", float(np.log(row[2])), NARROW, f"spread between crises: {row[3]}")
        for t, row in TRAITS.items()
    }
    shifts = {
        f"link.{f}: {t}": Parameter("plain", 0.0, wide, f"shift of the {t} where: {f}")
        for (f, t), wide in SHIFTS.items()
    }
    return middles | spreads | shifts | {"icb.economic": ECONOMIC}


def directions() -> NDArray[np.float32]:
    """What a unit of each shift does to each trait [shift, trait]."""
    made = np.zeros((len(SHIFTS), len(TRAITS)), np.float32)
    for row, (_, trait) in enumerate(SHIFTS):
        if trait == "answerer":
            made[row, :2] = ANSWERER
        else:
            made[row, list(TRAITS).index(trait)] = 1
    return made


def chosen() -> NDArray[np.int64]:
    """The feature of each shift."""
    return np.array([list(FEATURES).index(feature) for feature, _ in SHIFTS])


@dataclass(frozen=True)
class Link:
    """A fitted link: where its posterior peaks and how wide it is, in prior spreads from the prior's middle.

    Attributes
    ----------
    peak, width : float64[number]
    crises, actors, lags : int
        Fitted to; `lags` are answers of which it is known how many days they took.
    seed : int
        Of the banks of futures.
    """

    peak: Vector
    width: Vector
    crises: int
    actors: int
    lags: int
    seed: int

    def free(self) -> Vector:
        """The numbers on their free scales."""
        rows = numbers().values()
        return np.array([p.middle + p.spread * z for p, z in zip(rows, self.peak, strict=True)])

    def law(self, known: NDArray[np.float32]) -> tuple[Vector, Vector]:
        """Middles [case, trait] and spreads [trait] of the traits of cases of which so much is known."""
        k, free = len(TRAITS), self.free()
        return free[:k] + (known[:, chosen()] * free[2 * k : -1]) @ directions(), np.exp(free[k : 2 * k])

    @property
    def economic(self) -> float:
        """Share of answers on the second rung that count as economic."""
        return float(1 / (1 + np.exp(-self.free()[-1])))
