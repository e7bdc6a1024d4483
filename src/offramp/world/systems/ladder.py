"""Ladder: acts differ in weight, climbing costs, and who acted at a level tends to act there again.

Theory: the escalation ladder (Kahn 1965). The cost of a rung is linear and quadratic in its height, offset by resolve;
repeats of the same level are what MID 5.0 incidents show beyond each dispute's own mix.
"""

import equinox as eqx
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float

from offramp.scenario.ladder import FORCE
from offramp.world.system import Acts, Board, Column, Days, Dials, Inputs, Pull, World, fade, register

LEVEL = 0.25  # one level of MID, in height: display, use of force, war


class Slice(eqx.Module):
    """Height of the last militarised act along each dyad, and how fresh its memory is."""

    last: Float[Array, "dyad run"]
    memory: Float[Array, "dyad run"]


class Constants(eqx.Module):
    """What the move of an option costs by its rung and by itself; resolve and inclination are in it."""

    climb: Float[Array, "option run"]


def start(board: Board, dials: Dials) -> Slice:
    """Nobody has acted."""
    zero = jnp.zeros_like(dials.belief)
    return Slice(zero, zero)


def appraise(board: Board, dials: Dials, world: World) -> Pull:
    """Cost of the rung and the move, and the pull of one's own last level."""
    me, dial = world["ladder"], dials.world["ladder"]
    near = jnp.maximum(1 - jnp.abs(board.height - me.last[board.option_dyad]) / LEVEL, 0.0)
    fresh = (dial["repeat_pull"] * me.memory)[board.option_dyad]
    return Pull(option=dials.climb + fresh * near * board.force)


def advance(board: Board, dials: Dials, world: World, acts: Acts, days: Days) -> Slice:
    """Remember the last militarised height; the memory fades."""
    me = world["ladder"]
    acted = acts.on(board, acts.force)
    height = acts.on(board, acts.height)
    kept = me.memory * fade(days, dials.world["ladder"]["memory"])
    return Slice(jnp.where(acted > 0, height, me.last), jnp.maximum(kept, acted * dials.world["ladder"]["on"]))


def constants(inputs: Inputs) -> dict[str, Column]:
    """Costs of every option's rung and move to its actor."""
    v, dial, moves = inputs.values, inputs.dials["ladder"], inputs.scenario.moves

    def cost(actor: str, m: str) -> Column:
        x, c = max(moves[m].rung, 0) / 10, max(-moves[m].rung, 0) / 3
        return (
            -dial["steepness"] * x
            - dial["top_fear"] * x**2
            - dial["own_cost"] * v[f"moves.{m}.cost"]
            + dial["resolve_pull"] * 2 * (v[f"actors.{actor}.resolve"] - 0.5) * x
            + dial["calm_pull"] * 2 * (v[f"actors.{actor}.conciliation"] - 0.5) * c
            - dial["give_cost"] * c**2
            - dial["effort"] * np.log1p(v[f"moves.{m}.prepare"]) * (moves[m].rung < FORCE)
        )

    return {"climb": inputs.rows(cost(actor, m) for actor, m, *_ in inputs.options)}


def at_rest(dials: Dials) -> Float[Array, "option run"]:
    """What the rung and the move cost."""
    return dials.climb


SYSTEM = register(
    __name__,
    off="steepness top_fear resolve_pull calm_pull give_cost own_cost effort repeat_pull",
    kept="memory",
    article=True,
    explains="peak_rung war_prob",
    says={"": ("it was a small step", "it was a large step")},
)
