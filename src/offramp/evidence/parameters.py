"""What is fitted, on the scale on which it is free, and what is believed of it beforehand.

A dial of the world has the library's range for its prior, at `LOOSER` times its width: some of the library's own ranges
come from a first look at the same incidents, and should not count twice. What no dial says, the spread of standing
traits, when a quarrel closes, and what MID codes of what was done, has a prior of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import jax.numpy as jnp
import numpy as np
from jaxtyping import Array
from numpy.typing import NDArray

from offramp.scenario import Quantity

from .two_sided import frame

LOOSER = 2.0
_Z90 = 1.6448536269514722
DIALS = (
    "choice.eagerness",
    "ladder.steepness", "ladder.top_fear", "ladder.resolve_pull", "ladder.repeat_pull", "ladder.memory",
    "reciprocity.readiness", "reciprocity.owed_pull", "reciprocity.debt_half_life", "reciprocity.own_fast",
    "reciprocity.other_fast", "reciprocity.own_slow", "reciprocity.fast_half_life", "reciprocity.slow_half_life",
    "reciprocity.silence", "reciprocity.preparation", "rules.breach_cost", "rules.ceiling_half_life", "rules.shift",
)  # fmt: skip


@dataclass(frozen=True)
class Parameter:
    """One fitted number: its scale, and its prior's middle and spread on that scale."""

    scale: str  # log, logit or plain
    middle: float
    spread: float
    about: str


# Middle and spread on the free scale.
OWN = {
    "trait.tempo": Parameter("log", float(np.log(0.06)), 1.5, "acts per day of a side when nothing presses"),
    "trait.first": Parameter("plain", 0.5, 1.0, "log tempo of the side that acted first, against the other"),
    "trait.first_resolve": Parameter("plain", 0.0, 0.5, "its resolve (logit), against the other"),
    "trait.tempo_shape": Parameter("log", 0.0, 1.0, "shape of the gamma law of a quarrel's tempo"),
    "trait.tempo_common": Parameter("log", -0.5, 0.7, "spread of log tempo between quarrels, beside the gamma law"),
    "trait.tempo_between": Parameter("log", -0.5, 0.7, "spread of log tempo between the sides of a quarrel"),
    "trait.resolve_common": Parameter("log", -0.7, 0.7, "spread of resolve (logit) between quarrels"),
    "trait.resolve_between": Parameter("log", -0.7, 0.7, "spread of resolve (logit) between sides of a quarrel"),
    "trait.memory": Parameter("log", 6.5, 0.7, "half-life in days of what a quarrel taught of its traits: they drift"),
    "close.yes": Parameter("log", 0.0, 1.0, "closings already seen, in the beta law of closing after an act"),
    "close.no": Parameter("log", 1.0, 1.0, "acts without one already seen"),
    "mid.threat": Parameter("logit", -1.0, 1.0, "share of threats that MID codes"),
    "mid.same_day": Parameter("log", -0.7, 0.7, "days that count as the rest of the same day"),
}


def parameters() -> dict[str, Parameter]:
    """Every fitted number by name."""
    return {f"world.{dial}": _of_dial(frame().quantity(f"world.{dial}")) for dial in DIALS} | OWN


def natural(free: Mapping[str, Array]) -> dict[str, Array]:
    """Numbers in their own unit from those on the free scale."""
    return {name: _back(parameter.scale, free[name]) for name, parameter in parameters().items()}


def start() -> NDArray[np.float64]:
    """The priors' middles, in the order of the names."""
    return np.array([parameter.middle for parameter in parameters().values()])


def named(vector: Array) -> dict[str, Array]:
    """A vector as numbers by name."""
    return dict(zip(parameters(), vector, strict=True))


def log_prior(vector: Array) -> Array:
    """Log density of the prior on the free scale, up to a constant."""
    middle = jnp.array([p.middle for p in parameters().values()])
    spread = jnp.array([p.spread for p in parameters().values()])
    return -0.5 * jnp.sum(((vector - middle) / spread) ** 2)


def _back(scale: str, x: Array) -> Array:
    if scale == "plain":
        return x
    return jnp.exp(x) if scale == "log" else 1 / (1 + jnp.exp(-x))


def _link(scale: str, x: float) -> float:
    if scale == "plain":
        return x
    return float(np.log(x) if scale == "log" else np.log(x / (1 - x)))


def _of_dial(dial: Quantity) -> Parameter:
    scale = {"share": "logit", "number": "plain"}.get(dial.kind, "log")
    low, high = (_link(scale, end) for end in (dial.low, dial.high))
    return Parameter(scale, (low + high) / 2, LOOSER * (high - low) / (2 * _Z90), dial.because)
