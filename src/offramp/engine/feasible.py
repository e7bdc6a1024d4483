"""Which options can be done on the next morning: what the systems of a game leave to everybody."""

import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float
from numpy.typing import NDArray

from offramp.world import World, appraise

from .rollout import Position
from .state import Block


def possible(position: Position) -> NDArray[np.bool_]:
    """Return which options can be done after a position, in the first of its futures: bool[option]."""
    return np.asarray(_feasible(position.block, position.state.world))[:, 0] > 0


@jax.jit
def _feasible(block: Block, world: World) -> Float[Array, "option run"]:
    need = block.board.precedents.option_need
    found = jnp.ones((need.shape[0], block.rest.shape[1]), jnp.float32)
    for pull in appraise(block.board, block.dials, world).values():
        found = found if pull.feasible is None else found * pull.feasible[need]
    return found
