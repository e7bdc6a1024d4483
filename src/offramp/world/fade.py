"""Exponential forgetting by a half-life."""

import jax.numpy as jnp
from jaxtyping import Array, Float

Days = Float[Array, ""] | float  # an array while the record is replayed


def fade(days: Days, half_life: Float[Array, "..."]) -> Float[Array, "..."]:
    """What is left after some days of something with this half-life in days."""
    return jnp.exp2(-days / half_life)
