"""Whom a round's acts are laid to: the luck that lets a proxy's act be taken for its patron's, read off again."""

import jax
import jax.numpy as jnp
from jaxtyping import Array, Bool

from offramp.world import each

from .rollout import Position
from .state import Block, Luck, State
from .turn import tell


def blamed(before: Position, after: Position) -> Bool[Array, "actor run"]:
    """Say whose act of a round is laid at its patron's door.

    Parameters
    ----------
    before, after : Position
        On the morning and on the evening of the round.
    """
    assert after.rounds is not None
    option = after.rounds.option[int(before.state.round)]
    return _blamed(before.block, before.state, before.luck, option)  # type: ignore[no-any-return]


@jax.jit
def _blamed(block: Block, state: State, luck: Luck, option: Array) -> Bool[Array, "actor run"]:
    board, taken = block.board, option >= 0
    u = luck.uniforms(board, (state.round + 1).astype(jnp.uint32))
    chosen = jnp.maximum(option, jnp.int16(0)).astype(jnp.uint32)
    move, target, arena = board.option_move[chosen], board.option_target[chosen], board.option_arena[chosen]
    nobody = jnp.zeros((2, *taken.shape), jnp.float32)
    acts = tell(board, block.dials, state.world, taken, move, target, arena, nobody, u)
    for read in each("read", block.dials).values():
        acts = read(board, block.dials, acts, chosen, u)
    return (acts.blamed > 0) & taken
