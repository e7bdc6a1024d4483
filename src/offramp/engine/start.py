"""The state before the first turn: whether a plot is under way, and the days of the lead."""

import equinox as eqx
import jax
import jax.numpy as jnp
from jaxtyping import Array

from offramp.world import World

from .state import Block, Luck
from .turn import play


def morning(block: Block, world: World, luck: Luck) -> World:
    """Play what lies between the record and the first turn.

    The last day of the lead is round -1 of its future, the one before it -2, so that the rounds after them have their
    own luck whatever the lead.
    """
    world = hatch(block, world, luck)
    if not block.clock.lead:
        return world

    def day(world: World, number: Array) -> tuple[World, None]:
        u = luck.uniforms(block.board, number)
        return play(block.board, block.dials, world, block.rest, u, 1.0, block.rule)[0], None

    return jax.lax.scan(day, world, jnp.arange(-block.clock.lead, 0).astype(jnp.uint32))[0]


def hatch(block: Block, world: World, luck: Luck) -> World:
    """Decide by luck, before the first turn, whether a plot is under way."""
    u = luck.uniforms(block.board, jnp.uint32(0))["spare"]
    plot = (u[block.board.dyad_actor] < block.dials.plot_prob).astype(jnp.float32)
    return eqx.tree_at(lambda w: w.opportunity.plot, world, plot)  # type: ignore[no-any-return]
