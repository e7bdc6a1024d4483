"""Measures of the exchange between two sides: war, alternations, who yields first, answers in kind.

Those of the exchange read the highest rung of either side by round, `NOTHING` where a side did nothing to the other.
"""

import jax
import jax.numpy as jnp
from jaxtyping import Array, Float, Int

from offramp.scenario.ladder import HARASSMENT, NOTHING, VIOLENT
from offramp.scenario.measure_kinds.between_sides import ANSWER_DAYS, SPECIAL, YIELD_DAYS

from .totals import NEVER, Played, Row

Sides = Float[Array, "round two run"]
Days = Float[Array, "round 1"]
BEFORE = -1e6  # a day before any future


def alternations(day: Days, sides: Sides, rung: Int[Array, ""]) -> Float[Array, " run"]:
    """How often a side strikes when the other was the last to strike, and not on the same morning as itself.

    Parameters
    ----------
    day : Days
        Day of every round.
    sides : Sides
        The highest rung of each side against the other.
    rung : int32 scalar
        The lowest rung that counts as a strike.
    """
    acts = sides >= rung.astype(jnp.float32)
    last = jnp.stack([_last(day, acts[:, side]) for side in (0, 1)])  # up to and with each round
    before = jnp.concatenate([jnp.full_like(last[:, :1], BEFORE), last[:, :-1]], axis=1)
    turns = [acts[:, side] & (before[1 - side] > before[side]) for side in (0, 1)]
    return (turns[0] | turns[1]).astype(jnp.float32).sum(axis=0)


def yields(day: Days, sides: Sides, side: Int[Array, ""]) -> Float[Array, " run"]:
    """1 where a principal's side is the first to go 30 days without a hard act, after both had one.

    Where both get there on the same day, the other had the last word.

    Parameters
    ----------
    day : Days
        Day of every round.
    sides : Sides
        The highest rung of each side against the other.
    side : int32 scalar
        0 for the first principal's side, 1 for the second's.
    """
    acts = sides >= HARASSMENT
    both = jnp.where(acts, day[:, :, None], jnp.inf).min(axis=0).max(axis=0)  # the day by which both had one
    last = [_last(day, acts[:, s]) for s in (0, 1)]
    quiet = [jnp.where(day - jnp.maximum(each, both[None]) >= YIELD_DAYS, day, jnp.inf).min(axis=0) for each in last]
    word = [jnp.where(day <= each[None], final, BEFORE).max(axis=0) for each, final in zip(quiet, last, strict=True)]
    (mine, its), (own, other) = ((jnp.stack(part)[side], jnp.stack(part)[1 - side]) for part in (quiet, word))
    first = (mine < its) | (mine == its) & (own < other)
    return (jnp.isfinite(mine) & first).astype(jnp.float32)


def in_kind(sides: Sides, span: float) -> Float[Array, " run"]:
    """Share of violent rounds of one side that the other answered at or above their rung within 30 days."""
    rounds, window = sides.shape[0], round(ANSWER_DAYS / span)
    later = jnp.pad(sides, ((0, window), (0, 0), (0, 0)), constant_values=float(NOTHING))[1:]
    best = jax.lax.reduce_window(later, float(NOTHING), jax.lax.max, (window, 1, 1), (1, 1, 1), "valid")
    violent = (sides >= VIOLENT).astype(jnp.float32)
    whole = (jnp.arange(rounds) < max(1, rounds - window)).astype(jnp.float32)[:, None, None]  # the window is seen
    kept = violent * whole
    answered = (kept * (best[:, ::-1] >= sides).astype(jnp.float32)).sum(axis=(0, 1))
    asked = kept.sum(axis=(0, 1))
    return jnp.where(asked > 0, answered / jnp.maximum(asked, 1), jnp.nan)


def _last(day: Days, acts: Array) -> Float[Array, "round run"]:
    """The day of the last act, up to and with each round."""
    return jax.lax.cummax(jnp.where(acts, day, BEFORE), axis=0)


def _war(played: Played, row: Row) -> Float[Array, " run"]:
    return (played.totals.war_day < NEVER).astype(jnp.float32)


def _stumbled(played: Played, row: Row) -> Float[Array, " run"]:
    return _war(played, row) * (1 - played.totals.wanted)


def _special(played: Played, row: Row) -> Float[Array, " run"]:
    series = played.series
    found = {
        "answered_in_kind_share": in_kind(series.sides, series.span),
        "ordered_acts": played.totals.ordered.sum(axis=0),  # acts that a patron had ordered
    }
    return jnp.stack([found[name] for name in SPECIAL])[row["of"]]


READERS = {
    ("war", "totals"): _war,
    ("stumbled", "wishes"): _stumbled,
    ("special", "sides"): _special,
    ("alternations", "sides"): lambda played, row: alternations(played.series.day, played.series.sides, row["of"]),
    ("yields", "sides"): lambda played, row: yields(played.series.day, played.series.sides, row["of"]),
}
