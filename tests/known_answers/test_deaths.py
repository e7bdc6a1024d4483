"""Deaths by inversion: a chance, and a log-logistic count with the move's median and spread, up to its limit."""

import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from offramp.world.systems.human_cost import casualties

N = 20_000
LUCK = (np.arange(N) + 0.5) / N


ENDLESS = 1e30  # more than luck gives


def toll(chance: float, median: float, tail: float = 1.0, exposure: float = 1.0, most: float = ENDLESS) -> np.ndarray:
    """Military deaths of one act over a regular grid of luck; civilians have the mirrored one."""
    both = [jnp.full((2, 1, N), x, jnp.float32) for x in (chance, median, tail, most)]
    u = jnp.asarray(np.stack([LUCK, LUCK[::-1]])[:, None], jnp.float32)
    out = casualties(*both, jnp.full((1, N), exposure, jnp.float32), u)
    np.testing.assert_array_equal(out[0, 0], out[1, 0][::-1])
    return np.asarray(out)[0, 0]


@pytest.mark.parametrize("chance", [0.1, 0.5, 1.0])
def test_anybody_dies_with_the_stated_chance(chance: float) -> None:
    assert (toll(chance, 4.0) > 0).mean() == pytest.approx(chance, abs=2 / N)


@pytest.mark.parametrize("tail", [0.3, 0.8, 1.3])
@pytest.mark.parametrize("q", [0.1, 0.5, 0.75, 0.9])
def test_quantiles_are_log_logistic(tail: float, q: float) -> None:
    deaths = np.sort(toll(0.5, 200.0, tail))[N // 2 :]
    wanted = 200 * (q / (1 - q)) ** tail
    assert deaths[int(q * len(deaths))] == pytest.approx(wanted, rel=0.01, abs=1)


def test_counts_are_whole_and_at_least_one() -> None:
    deaths = toll(1.0, 2.0, tail=2.0)
    assert (deaths == np.floor(deaths)).all() and deaths.min() == 1


@pytest.mark.parametrize("most", [12.0, 40.5])
def test_below_the_limit_it_changes_nothing(most: float) -> None:
    free, limited = toll(1.0, 10.0), toll(1.0, 10.0, most=most)
    np.testing.assert_array_equal(limited, np.minimum(free, np.floor(most)))


@given(
    chance=st.floats(0, 1),
    median=st.floats(0, 4000),
    tail=st.floats(0.05, 3),
    most=st.floats(1, 10_000),
    exposure=st.floats(0, 20),
    luck=st.floats(0, 1),
)
def test_no_act_kills_more_than_its_class_can(
    chance: float, median: float, tail: float, most: float, exposure: float, luck: float
) -> None:
    """Whatever the luck, and whatever is exposed."""
    each = [jnp.full((2, 1, 1), x, jnp.float32) for x in (chance, median, tail, most)]
    dead = casualties(*each, jnp.full((1, 1), exposure, jnp.float32), jnp.full((2, 1, 1), luck, jnp.float32))
    assert ((dead >= 0) & (dead <= np.float32(most)) & (dead == np.floor(dead))).all()


@pytest.mark.parametrize(("exposure", "times"), [(0.5, 0.5), (2.0, 2.0), (10.0, 3.0), (0.01, 0.2)])
def test_exposure_counts_within_bounds(exposure: float, times: float) -> None:
    assert np.median(toll(1.0, 1000.0, exposure=exposure)) == pytest.approx(1000 * times, rel=0.01)


def test_nobody_dies_where_nobody_can() -> None:
    assert (toll(1.0, 0.0) == 0).all() and (toll(0.0, 5.0) == 0).all()
