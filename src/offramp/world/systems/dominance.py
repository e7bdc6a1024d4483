"""Escalation dominance: the stronger side can climb further, if it bears losses; the weaker yields to its menace.

Theory: escalation dominance (Kahn 1965) and contests of resolve (Powell 1990). Capability in a move's domain and nerve
are constants of an option, in what it costs; what moves is the menace of a stronger rival's last act, the weariness of
own losses, and the stocks that were spent. Losses take from the will to go on and not from the will to answer.
"""

import equinox as eqx
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float

from offramp.scenario.ladder import FORCE
from offramp.world.system import Acts, Board, Column, Days, Dials, Inputs, Pull, World, fade, register

from .reciprocity import FULL_TEN

RESERVE = 0.25  # stocks of an actor without might, against one of full might


class Slice(eqx.Module):
    """Per actor: stocks spent (acts of full height), and own dead that are not forgotten."""

    spent: Float[Array, "actor run"]
    losses: Float[Array, "actor run"]


class Constants(eqx.Module):
    """Might and tolerance for losses of each actor, and how far a target is the stronger, if it bears losses."""

    might: Float[Array, "actor run"]
    tolerance: Float[Array, "actor run"]
    overmatch: Float[Array, "dyad run"]


def start(board: Board, dials: Dials) -> Slice:
    """Full stocks, no dead."""
    zero = jnp.zeros_like(dials.tempo_per_day)
    return Slice(zero, zero)


def appraise(board: Board, dials: Dials, world: World) -> Pull:
    """The weaker yields to a stronger rival that climbs; losses weary of what is not owed; empty stocks climb less."""
    me, dial, last = world["dominance"], dials.world["dominance"], world["ladder"]
    owed = dials.world["reciprocity"]["on"] * world["reciprocity"].debt
    menace = (last.last * last.memory)[board.dyad_reverse] * dials.overmatch
    weary = dial["weariness"] * (1 - dials.tolerance) * jnp.log(1 + me.losses) / FULL_TEN
    empty = dial["exhaust"] * me.spent / (dial["stock"] * (RESERVE + dials.might))
    return Pull(
        force=-dial["yield_pull"] * menace - weary[board.dyad_actor] / (1 + owed),
        height=-empty[board.dyad_actor],
        calm=dial["yield_pull"] * menace,
    )


def advance(board: Board, dials: Dials, world: World, acts: Acts, days: Days) -> Slice:
    """Force spends stocks, which are refilled; losses are forgotten with time."""
    me, dial = world["dominance"], dials.world["dominance"]
    return Slice(
        spent=me.spent * fade(days, dial["refill"]) + acts.height * acts.force,
        losses=me.losses * fade(days, dial["grief_half_life"]) + board.actor_hits.sum(acts.on(board, acts.dead)),
    )


def constants(inputs: Inputs) -> dict[str, Column]:
    """Might as the case states it, and what it and nerve add to the costs of militarised options."""
    actors, v = inputs.names.actors, inputs.values
    might, tolerance = ({a: v[f"actors.{a}.{field}"] for a in actors} for field in ("might", "tolerance"))
    over = [np.maximum(might[j] - might[i], 0) * tolerance[j] for i, j in inputs.axes.dyads]
    return {
        "might": inputs.rows(might.values()),
        "tolerance": inputs.rows(tolerance.values()),
        "overmatch": inputs.rows(over),
        "climb": inputs.rows(_edge(inputs, *option[:3]) for option in inputs.options),
    }


def _edge(inputs: Inputs, actor: str, m: str, target: str) -> Column | float:
    """What capability and nerve promise the doer of a militarised option at all times."""
    move, dial = inputs.scenario.moves[m], inputs.dials["dominance"]
    if move.rung < FORCE:
        return 0.0
    x = move.rung / 10
    edge = _capability(inputs, actor, move.domain) - _capability(inputs, target, move.domain)
    nerve = 2 * (inputs.values[f"actors.{actor}.tolerance"] - 0.5)
    return dial["edge_pull"] * edge * x + dial["nerve"] * nerve * x**2


def _capability(inputs: Inputs, actor: str, domain: str) -> Column:
    own = domain in inputs.scenario.actors[actor].capability
    return inputs.values[f"actors.{actor}.capability.{domain}" if own else f"actors.{actor}.might"]


SYSTEM = register(
    __name__,
    after="misperception",
    off="edge_pull yield_pull weariness nerve exhaust",
    kept="stock refill grief_half_life",
    explains="peak_rung war_prob deaths_military",
    says={
        "": ("it was the stronger side", "the other side was stronger, or its own losses weighed on it"),
        "calm": ("the other side was the stronger", "it had no need to yield"),
    },
)
