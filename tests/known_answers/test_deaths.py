"""Deaths by inversion: a chance, and a log-logistic count with the move's median, cut."""

import jax.numpy as jnp
import numpy as np
import pytest

from offramp.game.board import CUT
from offramp.world.systems.human_cost import casualties

N = 20_000
LUCK = (np.arange(N) + 0.5) / N


def toll(chance: float, median: float, tail: float = 1.0, exposure: float = 1.0) -> np.ndarray:
    """Military deaths of one act over a regular grid of luck; civilians have the mirrored one."""
    both = [jnp.full((2, 1, N), x, jnp.float32) for x in (chance, median)]
    u = jnp.asarray(np.stack([LUCK, LUCK[::-1]])[:, None], jnp.float32)
    tails, cuts, exposures = (jnp.full((1, N), x, jnp.float32) for x in (tail, CUT, exposure))
    out = casualties(*both, tails, cuts, exposures, u)
    np.testing.assert_array_equal(out[0, 0], out[1, 0][::-1])
    return np.asarray(out)[0, 0]


@pytest.mark.parametrize("chance", [0.1, 0.5, 1.0])
def test_anybody_dies_with_the_stated_chance(chance: float) -> None:
    assert (toll(chance, 4.0) > 0).mean() == pytest.approx(chance, abs=2 / N)


@pytest.mark.parametrize("tail", [0.8, 1.0, 1.3])
@pytest.mark.parametrize("q", [0.1, 0.5, 0.75, 0.9])
def test_quantiles_are_log_logistic(tail: float, q: float) -> None:
    deaths = np.sort(toll(0.5, 200.0, tail))[N // 2 :]
    wanted = 200 * min((q / (1 - q)) ** tail, CUT)
    assert deaths[int(q * len(deaths))] == pytest.approx(wanted, rel=0.01, abs=1)


def test_counts_are_whole_at_least_one_and_cut() -> None:
    deaths = toll(1.0, 2.0, tail=2.0)
    assert (deaths == np.floor(deaths)).all() and deaths.min() == 1 and deaths.max() == 2 * CUT


@pytest.mark.parametrize(("exposure", "times"), [(0.5, 0.5), (2.0, 2.0), (10.0, 3.0), (0.01, 0.2)])
def test_exposure_counts_within_bounds(exposure: float, times: float) -> None:
    assert np.median(toll(1.0, 1000.0, exposure=exposure)) == pytest.approx(1000 * times, rel=0.01)


def test_nobody_dies_where_nobody_can() -> None:
    assert (toll(1.0, 0.0) == 0).all() and (toll(0.0, 5.0) == 0).all()
