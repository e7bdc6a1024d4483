"""Outcomes of a simulated crisis, updated turn by turn: who used force, how far it went, when it was over.

Some militarised act is a quarrel's last, by the law that MID sets; after it there is no force, and the crisis ends once
its aftermath is over. Where no act was the last it ends after a calm of so many days, or by a settlement. A war is one
incident in MID, so its battles do not make a quarrel a lasting one.
"""

from __future__ import annotations

import equinox as eqx
import jax
import jax.numpy as jnp
from jaxtyping import Array

from offramp.history.dispute_covariates import FEATURES
from offramp.history.outcomes import HORIZON, NO_ANSWER, VIOLENCE
from offramp.scenario.ladder import BREAK, FORCE, LOWEST
from offramp.world import Acts

from .likelihood import closing

OPENER, ANSWERER = 0, 1
SETTLED = float(LOWEST)  # the rung of a settlement
PRINCIPAL = float(BREAK)  # from here up, or as far down, an answer is more than words
LOW, WAR = VIOLENCE[0], VIOLENCE[-1]  # the lowest rung of violence, and that of war


class Tally(eqx.Module):
    """What a future came to so far; every array's last axis is the run."""

    peak: Array  # [side, run] the highest rung of each
    answer: Array  # rung of the answering side's principal answer, `NO_ANSWER` for none
    lag: Array  # days until it
    last: Array  # day of the last militarised act, or of the principal answer
    forceful: Array  # militarised acts, the opening counted
    open: Array  # probability that none of them was the quarrel's last
    over: Array
    end: Array  # days


class Ending(eqx.Module):
    """How crises end: what MID taught, their traits by name, and a uniform each, which says what act is the last."""

    numbers: dict[str, Array]
    traits: dict[str, Array]
    luck: Array

    def last(self, number: Array, rung: Array) -> Array:
        """Probability that a militarised act of this number is the last; a crisis is no usual quarrel."""
        usual = closing(self.numbers, number, jnp.zeros(len(FEATURES)))
        logit = jnp.log(usual) - jnp.log1p(-usual) - self.traits["lasting"]
        return jax.nn.sigmoid(logit + self.traits["decisive"] * jnp.maximum(rung - LOW, 0) / (WAR - LOW))

    def closed(self, tally: Tally) -> Array:
        """Whether the last militarised act is over."""
        return tally.open < self.luck

    def wait(self, tally: Tally) -> Array:
        """Days without force after which the crisis ends; who was triggered has to have answered for an aftermath."""
        after = self.closed(tally) & (tally.answer != NO_ANSWER)
        return jnp.exp(jnp.where(after, self.traits["aftermath"], self.traits["calm"]))


def opened(ending: Ending, rung: Array) -> Tally:
    """Before the first morning, after an opening at this rung [run]."""
    forceful = rung >= FORCE
    zero = jnp.zeros_like(rung)
    never, no = zero + HORIZON, zero > 1
    still = jnp.where(forceful, 1 - ending.last(zero + 1, rung), 1.0)
    return Tally(
        peak=jnp.full((2, rung.shape[0]), -9.0),
        answer=zero + NO_ANSWER,
        lag=never,
        last=zero,
        forceful=forceful.astype(jnp.float32),
        open=still,
        over=no,
        end=never,
    )


def count(tally: Tally, acts: Acts, day: Array, ending: Ending, luck: Array) -> Tally:
    """Add a turn, unless the crisis is over; `luck`, uniform, says whether a political act is a principal answer.

    Parameters
    ----------
    tally : Tally
    acts : Acts
    day : scalar
        Of the turn.
    ending : Ending
    luck : float32[run]
        Uniform; decides whether a political act counts as the principal answer.
    """
    wait = ending.wait(tally)
    faded = ~tally.over & (day - tally.last > wait)
    took = acts.taken & ~(tally.over | faded)[None]
    settled, force = (took & (acts.rung <= SETTLED)).any(axis=0), took & (acts.rung >= FORCE)
    answered = _principal(tally, took[ANSWERER], acts.rung[ANSWERER], luck < jax.nn.sigmoid(ending.traits["principal"]))
    forceful, still = _fought(tally, force, acts.rung, ending)
    return Tally(
        peak=jnp.where(took, jnp.maximum(tally.peak, acts.rung), tally.peak),
        answer=jnp.where(answered, acts.rung[ANSWERER], tally.answer),
        lag=jnp.where(answered, day, tally.lag),
        last=jnp.where(force.any(axis=0) | answered, day, tally.last),
        forceful=forceful,
        open=still,
        over=tally.over | faded | settled,
        end=jnp.where(faded, tally.last + wait, jnp.where(settled, day, tally.end)),
    )


def _principal(tally: Tally, took: Array, rung: Array, weighty: Array) -> Array:
    """Whether the answering side gives its principal answer now: by arms, or by politics that weigh enough."""
    answers = (rung >= FORCE) | ((jnp.abs(rung) >= PRINCIPAL) & weighty)
    return took & answers & (tally.answer == NO_ANSWER)


def _fought(tally: Tally, force: Array, rung: Array, ending: Ending) -> tuple[Array, Array]:
    """How many militarised acts there were, and how likely none of them was the last."""
    number, still = tally.forceful, tally.open
    for side in (OPENER, ANSWERER):
        counts = force[side] & ((rung[side] < WAR) | (number < 1))
        number = number + counts.astype(jnp.float32)
        still = still * jnp.where(force[side], 1 - ending.last(number, rung[side]), 1.0)
    return number, still
