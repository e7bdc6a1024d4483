"""Gamma-Poisson (frailty) updating: how much more often than expected something comes, learned from what came.

A multiplier of a rate has a gamma law around 1. After N acts where so many as L were expected its mean is
(k + N)/(k + L), k being the shape of its law. Acts that go on coming at that mean come as they would at a rate that was
drawn from the law once and for all (Polya's urn). Shares of several kinds, of which so many acts are worth the usual
ones, are learned in the same way. The fit to disputes and the simulation both use these functions.
"""

from jaxtyping import Array

EVEN = 0.1  # share of the kinds' weight that is dealt out evenly, so that the rarest is not taken for impossible


def tilt(weight: Array, came: Array, due: Array) -> Array:
    """How much more than expected comes, where what is expected is worth so many acts.

    Parameters
    ----------
    weight : float32[..., run]
        Shape of the law, or weight of what is usual, in acts.
    came, due : float32[..., run]
        Acts that came, and that were expected.
    """
    return (weight + came) / (weight + due)


def dealt(usual: Array, kinds: int) -> Array:
    """How a weight is divided among kinds of acts, of which each usually has a share."""
    return (1 - EVEN) * usual + EVEN / kinds
