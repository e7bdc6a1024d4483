"""Weights of the draws by the likelihood of the record, with their effective number.

A draw under which the record was likely counts for more. Every draw is still played, with its own number and its own
futures; only estimates weigh them. Where a few draws would drown out all others, the weights say more about which of
them came nearest by luck than about the world: then they stay unused unless somebody asks for them, and are tempered
(the likelihood to a power below 1; Ibrahim and Chen 2000) until enough draws are left.
"""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from offramp.results import Evidence

from .engine import Engine

FLOOR = 16.0  # effective draws below which weights are not used, or not in full
Asked = Literal["auto", "on", "off"]
Floats = NDArray[np.float64]


def asked(evidence: bool | None) -> Asked:
    """What was asked for, in one word."""
    return "auto" if evidence is None else "on" if evidence else "off"


def weigh_by_record(engine: Engine, game: Any, asked: Asked, draws: int) -> tuple[Floats, Evidence]:
    """The draws' weights by the record; without looking at it if nobody wants to know.

    Parameters
    ----------
    engine : Engine
    game : object
        As the engine compiled it.
    asked : Asked
    draws : int
        How many.
    """
    log, acts = engine.record_likelihood(game) if asked != "off" else (np.zeros(draws), 0)
    return weigh(log, acts, asked)


def weigh(log: Floats, acts: int, asked: Asked) -> tuple[Floats, Evidence]:
    """Weigh draws by the log-likelihood of the record.

    Parameters
    ----------
    log : float64[draw]
    acts : int
        How many acts of the record it is about.
    asked : {"auto", "on", "off"}
        "auto" uses the weights if enough draws are left as they stand, "on" tempers them until there are.

    Returns
    -------
    float64[draw]
        Weights whose mean is 1; all 1 if they are not used.
    Evidence
    """
    raw = effective(_weights(log, 1.0))
    used = acts > 0 and (asked == "on" or (asked == "auto" and raw >= FLOOR))
    if not used:
        return np.ones(len(log)), Evidence(asked, False, acts, raw, 0.0, float(len(log)))
    power = temper(log, min(FLOOR, float(len(log))))
    weights = _weights(log, power)
    return weights, Evidence(asked, True, acts, raw, power, effective(weights))


def effective(weights: Floats) -> float:
    """How many equal draws would tell as much (Kish 1965)."""
    return float(weights.sum() ** 2 / (weights**2).sum())


def temper(log: Floats, floor: float) -> float:
    """The highest power of the likelihood, at most 1, that leaves an effective sample of this many draws."""
    if effective(_weights(log, 1.0)) >= floor:
        return 1.0
    low, high = 0.0, 1.0
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if effective(_weights(log, middle)) >= floor else (low, middle)
    return low


def _weights(log: Floats, power: float) -> Floats:
    found = np.exp(power * (log - log.max()))
    return np.asarray(found / found.mean())
