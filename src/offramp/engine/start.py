"""The state before the first turn: what luck settles on the evening of the start, and the days of the lead."""

import jax
import jax.numpy as jnp
from jaxtyping import Array

from offramp.world import World, begin

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
    """Settle by luck what is settled before the first turn: its slots have the number 0."""
    return begin(block.board, block.dials, world, luck.uniforms(block.board, jnp.uint32(0)))
