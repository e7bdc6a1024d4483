"""Draw from the posterior of the fitted numbers by Hamiltonian Monte Carlo, with diagnostics.

The chains walk on the scale on which Laplace's approximation is a standard normal law, so a path of few steps reaches
far and its length need not be searched for; they begin at draws of that law. NumPyro brings sampler and diagnostics.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pandas as pd
from jaxtyping import Array
from numpy.typing import NDArray

from offramp.game.xla.device import cores, prepare
from offramp.history.disputes import as_steps

from .laplace import Drawn, Fitted, Tell, log_posterior
from .likelihood import put
from .two_sided import Template, frame

CHAINS, WARM = 4, 80
PATH = np.pi / 2  # a quarter turn, after which a draw of a normal law forgets where it began
STEP = 0.2  # of a path, at first: steps are adapted, and their number with them


def sample(
    fitted: Fitted, incidents: pd.DataFrame, draws: int, seed: int = 1, tell: Tell = lambda text: None
) -> Fitted:
    """What was fitted, with its spread from so many draws of each of four chains.

    Parameters
    ----------
    fitted : Fitted
        Its peak and curvature.
    incidents : DataFrame
        What it was fitted to.
    draws, seed : int
    tell : callable
        Told of progress.
    """
    prepare()
    laid = put(as_steps(incidents), frame())
    factor = np.linalg.cholesky(fitted.covariance)
    peak, scale = (jnp.asarray(part, jnp.float32) for part in (fitted.peak, factor))
    potential = partial(_potential, frame().template, laid, peak, scale)
    steps, diverged = walk(potential, len(factor), draws, seed, tell)
    walked = fitted.peak + steps @ factor.T
    covariance = np.cov(walked.reshape(-1, len(factor)).T)
    return replace(fitted, covariance=covariance, drawn=judged(walked, diverged, seed))


def walk(
    potential: Callable[[Array], Array], size: int, draws: int, seed: int, tell: Tell
) -> tuple[NDArray[np.float64], int]:
    """Draws [chain, draw, number] of a law that is about a standard normal one, and how many paths diverged.

    Parameters
    ----------
    potential : callable
        Minus the law's log density, of an array [number].
    size, draws, seed : int
    tell : callable
        Told of progress.
    """
    kernel = _kernel(potential)
    step = jax.jit(lambda state: kernel.sample(state, (), {}))

    def drawn(chain: int, state: Any) -> tuple[NDArray[np.float64], int]:
        with _lenient():
            return _chain(step, state, draws, chain, tell)

    with _lenient():
        begun = [_begun(kernel, size, seed, chain) for chain in range(CHAINS)]
    with ThreadPoolExecutor(cores()) as pool:  # a chain's luck is its own, whatever runs beside it
        chains = list(pool.map(drawn, range(CHAINS), begun))
    return np.stack([each for each, _ in chains]), sum(count for _, count in chains)


def judged(draws: NDArray[np.float64], divergences: int, seed: int) -> Drawn:
    """What draws [chain, draw, number] came to.

    Parameters
    ----------
    draws : float64[chain, draw, number]
        What the chains visited.
    divergences : int
        How many steps went astray.
    seed : int
        Of the chains.
    """
    from numpyro.diagnostics import effective_sample_size, split_gelman_rubin

    span = np.quantile(draws.reshape(-1, draws.shape[-1]), [0.05, 0.95], axis=0)
    r_hat, effective = split_gelman_rubin(draws), effective_sample_size(draws)
    chains, many = draws.shape[:2]
    return Drawn(span, np.asarray(r_hat), np.asarray(effective), chains, many, divergences, seed)


def _potential(template: Template, laid: dict[str, Array], peak: Array, scale: Array, at: Array) -> Array:
    return -log_posterior(template, peak + scale @ at, laid)


@contextmanager
def _lenient() -> Iterator[None]:
    """NumPyro is less strict than we are; each thread has to be told."""
    with jax.numpy_dtype_promotion("standard"), jax.numpy_rank_promotion("allow"):
        yield


def _kernel(potential: Callable[[Array], Array]) -> Any:
    from numpyro.infer import HMC

    return HMC(potential_fn=potential, step_size=STEP, trajectory_length=PATH)


def _begun(kernel: Any, size: int, seed: int, chain: int) -> Any:
    """A chain's first state, at a draw of a standard normal law."""
    first, key = jax.random.split(jax.random.fold_in(jax.random.PRNGKey(seed), chain))
    return kernel.init(key, WARM, jax.random.normal(first, (size,)), (), {})


def _chain(
    step: Callable[[Any], Any], state: Any, draws: int, chain: int, tell: Tell
) -> tuple[NDArray[np.float64], int]:
    """One chain's draws [draw, number] on the normal scale, and how many of its paths diverged."""
    drawn, diverged = [], 0
    for k in range(WARM + draws):
        state = step(state)
        if k >= WARM:
            drawn.append(np.asarray(state.z, np.float64))
            diverged += int(state.diverging)
        if (k + 1) % 20 == 0:
            accepted = float(state.mean_accept_prob)
            tell(f"chain {chain + 1} of {CHAINS}, {k + 1} of {WARM + draws}: accepted {accepted:.2f}")
    return np.stack(drawn), diverged
