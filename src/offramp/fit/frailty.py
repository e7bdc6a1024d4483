"""Gamma-Poisson (frailty) updating of a dispute's tempo and levels from its own incidents, in closed form.

A trait multiplies hazards and has a gamma law around 1: after N acts where Λ were expected its mean is (k + N)/(k + Λ).
Each side has a tempo of its own, and k is the shape of its law; what is expected of it before it has acted is drawn
towards what the other side has shown. So a quarrel that goes on for long is mostly one in which one side is busy.
Sides, levels, and each side's own levels have weights of so many acts, divided as acts usually are, each on
top of the one before it. Which side acts more is learned for good; all else fades, since traits drift.
"""

from __future__ import annotations

from dataclasses import replace

import equinox as eqx
import jax
import jax.numpy as jnp
from jaxtyping import Array

from offramp.world.fade import fade
from offramp.world.frailty import dealt
from offramp.world.frailty import tilt as times

SIDES, LEVELS = 2, 4


class Count(eqx.Module):
    """Acts that came, and that were expected, by what they were."""

    came: Array
    due: Array

    def tilt(self, weight: Array) -> Array:
        """How much more than expected comes, where that is worth so many acts."""
        return times(weight, self.came, self.due)

    def plus(self, came: Array, due: Array) -> Count:
        """With one act more."""
        return Count(self.came + came, self.due + due)


class Traits(eqx.Module):
    """What came and what was expected so far, in acts."""

    acts: Array  # [side]
    exposure: Array  # expected acts at the tempo's mean [side]
    lasting: Count  # [side], never fading
    level: Count  # [level]
    own: Count  # [side, level] of the acts of each side, beyond what both sides do


def unknown() -> Traits:
    """Nothing learned yet."""

    def none(*shape: int) -> Count:
        return Count(jnp.zeros(shape), jnp.zeros(shape))

    zero = jnp.zeros(SIDES)
    return Traits(zero, zero, none(SIDES), none(LEVELS), none(SIDES, LEVELS))


def tilt(traits: Traits, numbers: dict[str, Array], usual: Array) -> Array:
    """How much more than usual each side acts at each level, its tempo apart [side, level].

    Parameters
    ----------
    traits : Traits
    numbers : dict of str to scalar
        `trait.lasting`, `trait.level`, `trait.own_level`: weights of what is expected, in acts.
    usual : float32[level]
        Share of each level.
    """
    sides, each = traits.lasting.tilt(numbers["trait.lasting"] / SIDES), dealt(usual, LEVELS)
    levels = traits.level.tilt(numbers["trait.level"] * each)[None]
    return sides[:, None] * levels * traits.own.tilt((numbers["trait.own_level"] * each)[None])


def opened(traits: Traits, side: Array, level: Array, due: Array) -> Traits:
    """What the level of a first act teaches, where `due` [level] was expected of its side.

    Parameters
    ----------
    traits : Traits
    side : int scalar
        Whose act it was.
    level : int scalar
        Of the act.
    due : float32[level]
        Share of each level that was expected of its side.
    """
    came, mine = jax.nn.one_hot(level, LEVELS), jax.nn.one_hot(side, SIDES)[:, None]
    return replace(traits, level=traits.level.plus(came, due), own=traits.own.plus(mine * came[None], mine * due[None]))


def learned(
    traits: Traits,
    numbers: dict[str, Array],
    usual: Array,
    days: Array,
    side: Array,
    level: Array,
    due: Array,
    exposure: Array,
) -> Traits:
    """What an act teaches that came after some days.

    `due` [side, level] was expected, as shares, and in those days `exposure` [side], in acts.

    Parameters
    ----------
    traits : Traits
    numbers : dict of str to Array
        Fitted numbers by name.
    usual : float32[level]
        Share of each level.
    days : scalar
        Since the act before.
    side : int scalar
        Whose act it is.
    level : int scalar
        Of the act.
    due : float32[side, level]
        Shares that were expected.
    exposure : float32[side]
        Acts that were expected in these days.
    """
    who, what = jax.nn.one_hot(side, SIDES), jax.nn.one_hot(level, LEVELS)
    mine = who[:, None]
    lasted = due * traits.lasting.tilt(numbers["trait.lasting"] / SIDES)[:, None]
    lasted = lasted / lasted.sum()
    common = due * traits.level.tilt(numbers["trait.level"] * dealt(usual, LEVELS))[None]
    common = common / common.sum(axis=1, keepdims=True)
    new = replace(
        traits,
        acts=traits.acts + who,
        exposure=traits.exposure + exposure,
        level=traits.level.plus(what, lasted.sum(axis=0)),
        own=traits.own.plus(mine * what[None], mine * common),
    )
    kept = fade(days, numbers["trait.memory"])
    faded: Traits = jax.tree.map(lambda x: kept * x, new)
    return replace(faded, lasting=traits.lasting.plus(who, due.sum(axis=1)))


def silence(traits: Traits, numbers: dict[str, Array], passed: Array) -> Array:
    """Log-probability that a side is not seen to act, by its tempo's gamma law [..., side].

    Parameters
    ----------
    traits : Traits
    numbers : dict of str to scalar
        `trait.tempo_shape`, and `trait.kin`: the weight, in acts, of a usual tempo against that of the other side.
    passed : float32[..., side]
        Acts that were expected of it at its tempo's mean.
    """
    shape, kin = numbers["trait.tempo_shape"], numbers["trait.kin"]
    usual = (kin + traits.acts[::-1]) / (kin + traits.exposure[::-1])
    acts, exposure = (
        jnp.broadcast_to(each, passed.shape) for each in (shape + traits.acts, shape / usual + traits.exposure)
    )
    return -acts * jnp.log1p(passed / exposure)
