"""Fit the model's numbers to recorded disputes: the posterior's peak, and a normal law around it.

The peak is found by gradient (L-BFGS). The spread is Laplace's approximation: the curvature there, by differences of
the gradient. With incidents of one dispute alike in more than their traits say, it is too narrow rather than too wide.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

import jax
import jax.numpy as jnp
import numpy as np
import pandas as pd
from jaxtyping import Array
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.stats import norm, qmc

from offramp.game.device import prepare

from .disputes import Steps, lay
from .likelihood import foretell, put
from .parameters import named, natural, parameters
from .two_sided import Template, frame

TRAITS = 4  # dimensions of the trait draws
DRAWS = 32
HOPELESS = 1e6  # what stands for a loss that is no number
STEP = 0.05  # of a prior spread, for the curvature
Vector = NDArray[np.float64]
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Fitted:
    """Where the posterior peaks and how wide it is, in prior spreads from the prior's middle (whitened).

    Attributes
    ----------
    peak, covariance : float64[number], float64[number, number]
    log_likelihood : float
        At the peak.
    disputes, incidents : int
    seed, draws : int
        Of the trait draws.
    """

    peak: Vector
    covariance: NDArray[np.float64]
    log_likelihood: float
    disputes: int
    incidents: int
    seed: int
    draws: int


def traits(seed: int, draws: int) -> Array:
    """Standard normal points of the traits, evenly spread [trait, draw]."""
    points = qmc.Sobol(TRAITS, scramble=True, seed=np.random.default_rng(seed)).random_base2((draws - 1).bit_length())
    return jnp.asarray(norm.ppf(points[:draws]).T, jnp.float32)


def numbers(whitened: Vector) -> dict[str, Array]:
    """The fitted numbers in their own units."""
    return natural(named(_free(jnp.asarray(whitened, jnp.float32))))


def fit(
    incidents: pd.DataFrame, seed: int = 1, draws: int = DRAWS, most: int = 60, begin: Vector | None = None,
    skip: Collection[int] = (), curvature: bool = True, tell: Tell = lambda text: None,
) -> Fitted:  # fmt: skip
    """Fit all numbers to disputes.

    Parameters
    ----------
    incidents : DataFrame
        See `disputes.table`.
    seed, draws : int
        Of the traits.
    most : int
        Steps of the search at most.
    begin : float64[number], optional
        Where it begins, whitened; the priors' middles if nothing is said.
    skip : collection of int
        Disputes that are not to be learned from.
    curvature : bool
        Whether to measure the spread, too.
    tell : callable
        Told of progress.
    """
    prepare()
    steps = _without(lay(incidents), skip)
    slope = _slope(steps, traits(seed, draws))
    start = np.zeros(len(parameters())) if begin is None else begin
    found = minimize(_told(slope, tell), start, jac=True, method="L-BFGS-B",
                     options={"maxiter": most, "maxcor": 20, "ftol": 1e-8})  # fmt: skip
    peak = np.asarray(found.x, np.float64)
    log_prior = -0.5 * float(peak @ peak)
    width = _covariance(slope, peak) if curvature else np.eye(len(peak))
    known = steps.dispute[steps.counts > 0]
    return Fitted(peak, width, -float(found.fun) - log_prior, len(np.unique(known)), len(known), seed, draws)


def _free(whitened: Array) -> Array:
    middle, spread = (jnp.array([getattr(p, part) for p in parameters().values()]) for part in ("middle", "spread"))
    return middle + spread * whitened


def _slope(steps: Steps, points: Array) -> Callable[[Vector], tuple[float, Vector]]:
    told = put(steps, frame())

    def call(whitened: Vector) -> tuple[float, Vector]:
        value, gradient = _loss(frame().template, jnp.asarray(whitened, jnp.float32), told, points)
        return float(value), np.asarray(gradient, np.float64)

    return call


@jax.jit
def _loss(template: Template, whitened: Array, told: dict[str, Array], points: Array) -> tuple[Array, Array]:
    """Minus the log posterior, and its gradient."""

    def loss(z: Array) -> Array:
        seen = foretell(template, natural(named(_free(z))), points, told)
        return 0.5 * jnp.sum(z**2) - seen.log_lik.sum()

    return jax.value_and_grad(loss)(whitened)


def _told(slope: Callable[[Vector], tuple[float, Vector]], tell: Tell) -> Callable[[Vector], tuple[float, Vector]]:
    count, good = 0, np.zeros(len(parameters()))

    def call(whitened: Vector) -> tuple[float, Vector]:
        nonlocal count, good
        count += 1
        value, gradient = slope(whitened)
        tell(f"step {count}: {value:.1f}")
        if not np.isfinite([value, *gradient]).all():  # too far out to be computed: uphill from here to where it was
            return HOPELESS, HOPELESS * (whitened - good)
        good = whitened.copy()
        return value, gradient

    return call


def _without(steps: Steps, skip: Collection[int]) -> Steps:
    return replace(steps, counts=np.where(np.isin(steps.dispute, list(skip)), 0, steps.counts).astype(np.float32))


def _covariance(slope: Callable[[Vector], tuple[float, Vector]], peak: Vector) -> NDArray[np.float64]:
    """Inverse curvature by central differences of the gradient; directions that are flat keep the prior's width."""
    steps = np.eye(len(peak)) * STEP
    rows = np.stack([(slope(peak + step)[1] - slope(peak - step)[1]) / (2 * STEP) for step in steps])
    values, vectors = np.linalg.eigh((rows + rows.T) / 2)
    return np.asarray((vectors / np.maximum(values, 1.0)) @ vectors.T)
