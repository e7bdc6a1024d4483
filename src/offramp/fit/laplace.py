"""Find the posterior mode of the fitted numbers and its curvature (Laplace approximation).

The peak is found by gradient (L-BFGS). The spread is Laplace's approximation: the curvature there, by differences of
the gradient. With incidents of one dispute alike in more than their traits say, it is too narrow rather than too wide.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

import jax
import jax.numpy as jnp
import numpy as np
import pandas as pd
from jaxtyping import Array
from numpy.typing import NDArray
from scipy.optimize import minimize

from offramp.game.xla.device import prepare
from offramp.history.disputes import Steps, as_steps

from .likelihood import foretell, put
from .parameters import Z90, named, natural, parameters
from .two_sided import Template, frame

STEPS, BEGINS = 80, 6
HOPELESS = 1e6  # what stands for a loss that is no number
NUDGE = 0.05  # of a prior spread, for the curvature
APART = 2.0  # spreads of the posterior, from which two ends of a search are two peaks
Vector = NDArray[np.float64]
Tell = Callable[[str], None]
Slope = Callable[[Vector], tuple[float, Vector]]


@dataclass(frozen=True)
class Drawn:
    """What draws of the posterior came to, and whether they can be trusted; see `sample`.

    Attributes
    ----------
    span : float64[two, number]
        Their 5 % and 95 % points.
    r_hat : float64[number]
        Between-chain against within-chain spread, of split chains (Gelman and Rubin 1992); 1 where they agree.
    effective : float64[number]
        How many independent draws they are worth.
    chains, draws, divergences, seed : int
        `draws` of each chain.
    """

    span: NDArray[np.float64]
    r_hat: Vector
    effective: Vector
    chains: int
    draws: int
    divergences: int
    seed: int


@dataclass(frozen=True)
class Peak:
    """Another peak of the posterior: where it is [number], and by how much of log posterior it is lower."""

    at: Vector
    below: float


@dataclass(frozen=True)
class Fitted:
    """Where the posterior peaks and how wide it is, in prior spreads from the prior's middle (whitened).

    Attributes
    ----------
    peak, covariance : float64[number], float64[number, number]
    log_likelihood : float
        At the peak.
    disputes, incidents : int
    drawn : Drawn, optional
        None where the spread is Laplace's approximation.
    others : tuple of Peak
        Lower peaks that the searches ended on, the highest first.
    """

    peak: Vector
    covariance: NDArray[np.float64]
    log_likelihood: float
    disputes: int
    incidents: int
    drawn: Drawn | None = None
    others: tuple[Peak, ...] = ()

    def about(self, other: Peak) -> Fitted:
        """The posterior about another peak, as wide as it is about its own: nobody drew from there."""
        moved = other.at - self.peak
        drawn = replace(self.drawn, span=self.drawn.span + moved) if self.drawn else None
        return replace(self, peak=other.at, drawn=drawn, others=())

    @property
    def span(self) -> NDArray[np.float64]:
        """The 5 % and 95 % points of every number [two, number]."""
        if self.drawn:
            return self.drawn.span
        wide = Z90 * np.sqrt(np.diag(self.covariance))
        return np.stack([self.peak - wide, self.peak + wide])


def numbers(whitened: Vector) -> dict[str, Array]:
    """The fitted numbers in their own units."""
    return natural(named(_free(jnp.asarray(whitened, jnp.float32))))


def log_posterior(template: Template, whitened: Array, told: dict[str, Array]) -> Array:
    """Up to a constant; `told` as `put` gives it.

    Parameters
    ----------
    template : Template
    whitened : float32[number]
        The numbers, each in units of its prior.
    told : dict of str to Array
        The data, as `put` gives them.
    """
    return foretell(template, natural(named(_free(whitened))), told).log_lik.sum() - 0.5 * jnp.sum(whitened**2)


def fit(
    incidents: pd.DataFrame,
    most: int = STEPS,
    seed: int = 1,
    begins: int = BEGINS,
    skip: Collection[int] = (),
    curvature: bool = True,
    tell: Tell = lambda text: None,
) -> Fitted:
    """Fit all numbers to disputes.

    Parameters
    ----------
    incidents : DataFrame
        See `disputes.table`.
    most : int
        Steps of the search at most.
    seed, begins : int
        How often it begins: at the priors' middles, then at draws of the priors; the highest peak is kept.
    skip : collection of int
        Disputes that are not to be learned from.
    curvature : bool
        Whether to measure the spread, too.
    tell : callable
        Told of progress.
    """
    prepare()
    steps = _without(as_steps(incidents), skip)
    slope = _slope(steps)
    climbs = sorted((_climb(slope, start, most, tell) for start in _starts(seed, begins)), key=lambda climb: -climb[0])
    height, peak = climbs[0]
    log_prior = -0.5 * float(peak @ peak)
    width = _covariance(slope, peak) if curvature else np.eye(len(peak))
    known = steps.dispute[steps.counts > 0]
    others = lower(climbs, width) if curvature else ()
    return Fitted(peak, width, height - log_prior, len(np.unique(known)), len(known), others=others)


def lower(climbs: Sequence[tuple[float, Vector]], covariance: NDArray[np.float64]) -> tuple[Peak, ...]:
    """The peaks below the highest among the ends of searches: those that are away from all that are higher.

    Parameters
    ----------
    climbs : sequence of (height, float64[number])
        The highest first.
    covariance : float64[number, number]
        At the highest peak.
    """
    inverse, kept = np.linalg.inv(covariance), [climbs[0]]
    for height, at in climbs[1:]:
        if all((at - seen) @ inverse @ (at - seen) > APART**2 for _, seen in kept):
            kept.append((height, at))
    return tuple(Peak(at, kept[0][0] - height) for height, at in kept[1:])


def _starts(seed: int, begins: int) -> list[Vector]:
    """The posterior has more than one peak: debts that fade in a week, or in half a year."""
    size, rng = len(parameters()), np.random.default_rng(seed)
    return [np.zeros(size), *rng.normal(size=(begins - 1, size))]


def _climb(slope: Slope, start: Vector, most: int, tell: Tell) -> tuple[float, Vector]:
    """The height of the peak that a search ends on, and where it is."""
    options = {"maxiter": most, "maxcor": 20, "ftol": 1e-7}
    found = minimize(_told(slope, tell), start, jac=True, method="L-BFGS-B", options=options)
    return -float(found.fun), np.asarray(found.x, np.float64)


def _free(whitened: Array) -> Array:
    middle, spread = (jnp.array([getattr(p, part) for p in parameters().values()]) for part in ("middle", "spread"))
    return middle + spread * whitened


def _slope(steps: Steps) -> Slope:
    told = put(steps, frame())

    def call(whitened: Vector) -> tuple[float, Vector]:
        value, gradient = _loss(frame().template, jnp.asarray(whitened, jnp.float32), told)
        return float(value), np.asarray(gradient, np.float64)

    return call


@jax.jit
def _loss(template: Template, whitened: Array, told: dict[str, Array]) -> tuple[Array, Array]:
    """Minus the log posterior, and its gradient."""

    return jax.value_and_grad(lambda z: -log_posterior(template, z, told))(whitened)


def _told(slope: Slope, tell: Tell) -> Slope:
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


def _covariance(slope: Slope, peak: Vector) -> NDArray[np.float64]:
    """Inverse curvature by central differences of the gradient; directions that are flat keep the prior's width."""
    steps = np.eye(len(peak)) * NUDGE
    rows = np.stack([(slope(peak + step)[1] - slope(peak - step)[1]) / (2 * NUDGE) for step in steps])
    values, vectors = np.linalg.eigh((rows + rows.T) / 2)
    return np.asarray((vectors / np.maximum(values, 1.0)) @ vectors.T)
