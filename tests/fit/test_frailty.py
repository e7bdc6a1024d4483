"""What a quarrel teaches of its sides' tempo, by the gamma law in closed form."""

from __future__ import annotations

from dataclasses import replace

import jax.numpy as jnp
import numpy as np
import pytest
from jaxtyping import Array
from scipy.stats import gamma

from offramp.fit.frailty import LEVELS, SIDES, Traits, learned, silence, tilt, unknown

NUMBERS = {
    name: jnp.float32(value)
    for name, value in {
        "trait.tempo_shape": 0.8,
        "trait.kin": 1e6,
        "trait.lasting": 9.0,
        "trait.level": 3.0,
        "trait.own_level": 4.0,
        "trait.memory": 1e6,
    }.items()
}
EVEN = jnp.full((SIDES, LEVELS), 1 / (SIDES * LEVELS))
USUAL = jnp.full(LEVELS, 1 / LEVELS)


def after(*acts: tuple[float, int], numbers: dict[str, Array] = NUMBERS, exposure: float = 0.5) -> Traits:
    """What acts teach, each so many days after the one before it, of a side; each side was expected to act so often."""
    known = unknown()
    for days, side in acts:
        args = jnp.float32(days), jnp.int32(side), jnp.int32(2), EVEN, jnp.full(SIDES, exposure)
        known = learned(known, numbers, USUAL, *args)
    return known


def test_silence_is_the_gamma_law_s_own() -> None:
    """A tempo of shape k after N acts where so many were expected is gamma; silence is its Laplace transform."""
    told = after((1, 0), (1, 0), (1, 1))
    passed = jnp.array([0.7, 0.7])
    for side, acts in enumerate((2, 1)):
        law = gamma(0.8 + acts, scale=1 / (0.8 + 1.5))
        tempo = law.ppf((np.arange(200_000) + 0.5) / 200_000)
        assert float(silence(told, NUMBERS, passed)[side]) == pytest.approx(
            np.log(np.exp(-0.7 * tempo).mean()), abs=1e-3
        )


def test_who_acts_is_expected_to_act_and_the_other_side_is_not() -> None:
    one_sided, both = after(*[(1, 0)] * 6), after(*[(1, 0), (1, 1)] * 3)
    passed = jnp.ones(SIDES)
    busy, idle = silence(one_sided, NUMBERS, passed)
    first, second = silence(both, NUMBERS, passed)
    assert busy < first and idle > second
    assert float(first) == pytest.approx(float(second), abs=1e-6)
    sides = tilt(one_sided, NUMBERS, USUAL).sum(axis=1)
    assert sides[0] > sides[1]


def test_a_busy_rival_makes_one_s_own_tempo_likelier_to_be_quick() -> None:
    near = NUMBERS | {"trait.kin": jnp.float32(1.0)}
    told = after(*[(1, 0)] * 6, numbers=near)
    passed = jnp.ones(SIDES)
    assert silence(told, near, passed)[1] < silence(told, NUMBERS, passed)[1]
    nothing = replace(told, acts=jnp.zeros(SIDES), exposure=jnp.zeros(SIDES))
    np.testing.assert_allclose(silence(nothing, near, passed), silence(nothing, NUMBERS, passed), atol=1e-6)


def test_what_is_not_learned_for_good_fades() -> None:
    short = NUMBERS | {"trait.memory": jnp.float32(30.0)}
    told, later = after((0, 0), numbers=short), after((0, 0), (30, 1), numbers=short)
    assert float(later.acts[0]) == pytest.approx(float(told.acts[0]) / 2, rel=1e-5)
    np.testing.assert_allclose(later.lasting.came, [1, 1])
