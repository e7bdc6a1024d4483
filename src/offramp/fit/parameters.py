"""Parameters of the fit: names, free scales and priors.

A dial of the world has the library's range for its prior, at `LOOSER` times its width: some of the library's own ranges
come from a first look at the same incidents, and should not count twice. What no dial says, the laws of a quarrel's
traits, when it closes, what its beginning tells of it, and what MID codes of what was done, has a prior of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import jax.numpy as jnp
import numpy as np
from jaxtyping import Array
from numpy.typing import NDArray

from offramp.history.dispute_covariates import FEATURES
from offramp.scenario import Quantity

from .two_sided import frame

LOOSER = 2.0
Z90 = 1.6448536269514722  # spreads from the middle of a normal law to its 95 % point
DIALS = (
    "choice.eagerness",
    "ladder.steepness",
    "ladder.top_fear",
    "ladder.repeat_pull",
    "ladder.memory",
    "reciprocity.readiness",
    "reciprocity.owed_pull",
    "reciprocity.debt_half_life",
    "reciprocity.own_fast",
    "reciprocity.other_fast",
    "reciprocity.own_slow",
    "reciprocity.fast_half_life",
    "reciprocity.slow_half_life",
    "reciprocity.silence",
    "reciprocity.preparation",
    "rules.breach_cost",
    "rules.ceiling_half_life",
    "rules.shift",
)

# What cases take over: momentum and its fading, silence, and the habit of one's last level are alike in every peak of
# the posterior. What is owed is not: debts that fade in a week, or in half a year, fit nearly as well.
CARRIED = (
    "ladder.repeat_pull",
    "reciprocity.own_fast",
    "reciprocity.fast_half_life",
    "reciprocity.slow_half_life",
    "reciprocity.silence",
)

# Which number of the fit each dial of a case is: all of them that a case has a dial for, some as a log. `prior: joint`
# draws them together, from the rows that `offramp fit --joint` writes; another dial that is one takes a line here, and
# joint.yaml is written again: `joint.joint` makes it of the fitted numbers that are shipped.
MEMBERS = {dial: f"world.{dial}" for dial in DIALS} | {
    "standing-rates.tempo_shape": "trait.tempo_shape",
    "standing-rates.kin": "trait.kin",
    "standing-rates.level_weight": "trait.level",
    "standing-rates.own_level_weight": "trait.own_level",
    "standing-rates.memory": "trait.memory",
    "closing.ending": "close.often",
    "closing.ending_first": "close.first",
    "closing.ending_lasting": "close.lasting",
    "closing.ending_answered": "close.answered",
    "closing.ending_force": "close.force",
    "closing.lull": "log lull.force",
    "closing.lull_answer": "log lull.answer",
}
LOG = "log "  # before the name of a number whose dial is its logarithm


@dataclass(frozen=True)
class Parameter:
    """One fitted number: its scale, and its prior's middle and spread on that scale."""

    scale: str  # log, logit or plain
    middle: float
    spread: float
    about: str


SHIFT = 0.5  # prior spread of what one thing that is known of a dispute's beginning does
# Middle and spread on the free scale.
OWN = {
    "trait.tempo": Parameter("log", float(np.log(0.06)), 1.5, "acts per day of a side when nothing presses"),
    "trait.first": Parameter("plain", 0.5, 1.0, "log tempo of the side that acted first, against the other"),
    "trait.first_resolve": Parameter("plain", 0.0, 0.5, "its resolve (logit), against the other"),
    "trait.tempo_shape": Parameter("log", 0.0, 1.0, "shape of the gamma law of a side's tempo"),
    "trait.kin": Parameter("log", 1.6, 1.0, "weight, in acts, of a usual tempo against the other side's"),
    "trait.lasting": Parameter("log", 1.6, 1.0, "weight, in acts, of both sides acting alike"),
    "trait.level": Parameter("log", 1.6, 1.0, "weight, in acts, of levels being as usual"),
    "trait.own_level": Parameter("log", 1.6, 1.0, "the same, of each side's being as both sides'"),
    "trait.memory": Parameter("log", 6.5, 0.7, "half-life in days of what a quarrel taught of its traits: they drift"),
    "lull.force": Parameter("log", 0.0, 0.5, "how many times as fast anybody acts in the days after force"),
    "lull.answer": Parameter("log", 0.0, 0.5, "how many times as fast the other side does, too"),
    "close.often": Parameter("plain", -1.5, 1.0, "closing after an act (logit)"),
    "close.first": Parameter("plain", 0.0, 0.7, "the same, more after the first act"),
    "close.lasting": Parameter("plain", 0.7, 0.5, "the same, less for each log of the acts that there were"),
    "close.answered": Parameter("plain", 0.0, 0.7, "the same, more after an act that answers the other side's"),
    "close.force": Parameter("plain", 0.0, 0.7, "the same, more after an act of force that is not the first act"),
    "mid.threat": Parameter("logit", -1.0, 1.0, "share of threats that MID codes"),
    "mid.same_day": Parameter("log", -0.7, 0.7, "days that count as the rest of the same day"),
    "mid.answer": Parameter("log", 0.0, 1.0, "how many times as fast the other side acts on the same day"),
    "mid.after_force": Parameter("log", 0.0, 0.5, "how many times as fast anybody does, after force"),
    "mid.answer_force": Parameter("log", 0.0, 0.5, "how many times as fast the other side does, after force"),
    "mid.after_first": Parameter("log", 0.0, 0.5, "how many times as fast anybody does, after a first incident"),
}
LINK = {"tempo": "log tempo of a quarrel", "close": "closing after an act (logit)"}


def parameters() -> dict[str, Parameter]:
    """Every fitted number by name."""
    world = {f"world.{dial}": _of_dial(frame().quantity(f"world.{dial}")) for dial in DIALS}
    links = {
        f"{what}.{feature}": Parameter("plain", 0.0, SHIFT, f"{about}: {feature}")
        for what, about in LINK.items()
        for feature in FEATURES
    }
    return world | OWN | links


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
    return Parameter(scale, (low + high) / 2, LOOSER * (high - low) / (2 * Z90), dial.because)
