"""Draws of the posterior: their diagnostics, and that a known law is found again."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
import pytest

from offramp.fit import hmc as sample
from offramp.fit.hmc import CHAINS, judged


def test_chains_that_agree_are_told_from_chains_that_do_not() -> None:
    rng = np.random.default_rng(1)
    alike = rng.normal(size=(4, 100, 2))
    apart = alike + np.array([0.0, 3.0])[None, None] * np.arange(4)[:, None, None]
    good, bad = judged(alike, 0, 1), judged(apart, 0, 1)
    assert (good.r_hat < 1.1).all() and (good.effective > 100).all()
    assert bad.r_hat[0] < 1.1 < 2 < bad.r_hat[1]
    np.testing.assert_allclose(good.span[:, 0], np.quantile(alike[..., 0], [0.05, 0.95]))
    assert (good.chains, good.draws) == (4, 100)


@pytest.mark.proof
def test_a_known_law_is_found_and_the_same_seed_walks_the_same_way() -> None:
    """On the scale of a standard normal law, paths of a quarter turn bring draws that are nearly independent."""
    wide = jnp.array([0.8, 1.0, 1.2])
    made = [
        sample.walk(lambda x: 0.5 * jnp.sum((x / wide) ** 2), 3, 100, seed, lambda text: None) for seed in (1, 1, 2)
    ]
    (draws, diverged), again, other = made
    assert draws.shape == (CHAINS, 100, 3) and diverged == 0
    found = judged(draws, diverged, 1)
    assert found.r_hat.max() < 1.1
    np.testing.assert_allclose(draws.reshape(-1, 3).std(axis=0), np.asarray(wide), rtol=0.25)
    np.testing.assert_array_equal(draws, again[0])
    assert not np.array_equal(draws, other[0])
