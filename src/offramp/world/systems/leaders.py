"""Leaders: a leader is a hub; its loss lowers coordination, raises the will to answer and unsettles choices.

Theory: decapitation (Jordan 2009; Price 2012; Johnston 2012) finds short disruption and little lasting effect for
large, old organisations. A loss takes the hub's share of coordination; the successor's share of it comes back with a
half-life.
"""

from dataclasses import replace

import equinox as eqx
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float

from offramp.world.system import Acts, Board, Column, Days, Dials, Inputs, Luck, Pull, Reading, World, fade, register


class Slice(eqx.Module):
    """Per actor: coordination missing for now and for good, and wrath (1: the loss of a leader of full stature)."""

    passing: Float[Array, "actor run"]
    lasting: Float[Array, "actor run"]
    wrath: Float[Array, "actor run"]
    coordination: Float[Array, "actor run"]


class Constants(eqx.Module):
    """Of each actor's leaders: the greatest stature and share in its coordination; the successor's share, and days."""

    stature: Float[Array, "actor run"]
    hub: Float[Array, "actor run"]
    successor: Float[Array, "actor run"]
    recovery: Float[Array, "actor run"]  # days


def start(board: Board, dials: Dials) -> Slice:
    """Every leader in place."""
    zero = jnp.zeros_like(dials.tempo_per_day)
    return Slice(zero, zero, zero, zero + 1)


def appraise(board: Board, dials: Dials, world: World) -> Pull:
    """The bereaved act sooner and less predictably."""
    me, dial = world["leaders"], dials.world["leaders"]
    return Pull(act=dial["wrath"] * me.wrath, spread=dial["unsettle"] * me.passing)


def advance(board: Board, dials: Dials, world: World, acts: Acts, days: Days) -> Slice:
    """Book losses and let the successor grow into the place."""
    me, dial = world["leaders"], dials.world["leaders"]
    gone = dials.hub * acts.lost * me.coordination
    passing = me.passing * fade(days, dials.recovery) + gone * dials.successor
    lasting = me.lasting + gone * (1 - dials.successor)
    wrath = me.wrath * fade(days, dial["wrath_half_life"]) + dials.stature * acts.lost
    return Slice(passing, lasting, wrath, 1 - passing - lasting)


def describe(board: Board, dials: Dials, world: World, acts: Acts, luck: Luck | None) -> Acts:
    """Say who lost a leader: whoever an act was aimed at that kills leaders and killed somebody."""
    killed = acts.on(board, acts.does("kill-leader") * (acts.dead > 0).astype(jnp.float32))
    return replace(acts, lost=jnp.minimum(board.actor_hits.sum(killed), 1.0))


def constants(inputs: Inputs) -> dict[str, Column]:
    """Leaders as the case states them: the greatest of an actor's own, and the mean of what follows them."""
    v, on, leaders = inputs.values, inputs.dials["leaders"]["on"], sorted(inputs.scenario.leaders.items())
    own = [[f"leaders.{key}" for key, leader in leaders if leader.actor == a] for a in inputs.names.actors]

    def greatest(field: str) -> Column:
        return inputs.rows(on * np.max([v[f"{at}.{field}"] for at in mine], axis=0) if mine else 0.0 for mine in own)

    def mean(field: str, default: float) -> Column:
        return inputs.rows(np.mean([v[f"{at}.{field}"] for at in mine], axis=0) if mine else default for mine in own)

    return {
        "stature": greatest("stature"),
        "hub": greatest("hub"),
        "successor": mean("successor", 1.0),
        "recovery": mean("recovery", 30.0),
    }


def shows(board: Board, dials: Dials, world: World) -> dict[str, Reading]:
    """Show what a loss has left."""
    return {name: Reading("actor", getattr(world["leaders"], name)) for name in ("coordination", "wrath")}


SYSTEM = register(
    __name__,
    after="proxies",
    off="wrath unsettle stature_debt",
    kept="wrath_half_life",
    explains="first_violent_answer_day violent_answer_30d_prob",
    says={"": ("it wanted to avenge {leader}", "it missed {leader}")},
)
