"""Read the days on which acts pass from what a simulation keeps of every round."""

import jax.numpy as jnp
from jaxtyping import Array, Float

from offramp.engine.measures.daily import reader
from offramp.engine.measures.totals import Row


def busy_days(day: Float[Array, "round 1"], acts: Float[Array, "round run"], row: Row) -> Float[Array, " run"]:
    """Count the rounds with an act that passes; `acts` is how many pass in each."""
    return (acts > 0).astype(jnp.float32).sum(axis=0)


READERS = {"rounds": reader(busy_days, "row")}
