"""Rules of the game: each pair has a ceiling that both treat as normal, and doubt about the other's next limit.

Theory: tacit bargaining and focal limits (Schelling 1960), limits kept by collusion (Carson 2018). Acts below the
ceiling are partly absorbed (see `reciprocity`), an act above it breaches it: the ceiling moves towards the act and
doubt jumps. Restoring messages and kept proportion rebuild it.
"""

import equinox as eqx
import jax.numpy as jnp
from jaxtyping import Array, Float

from offramp.scenario.scenario import tie_id
from offramp.world.system import Acts, Board, Column, Days, Dials, Inputs, Pull, Reading, World, fade, register

USUAL = 3.0  # the ceiling of a pair without a tie of rivalry
BREACH = 3.0  # rungs over the ceiling that make a full breach


class Slice(eqx.Module):
    """Per pair: the ceiling in rungs, and doubt (0 is none)."""

    ceiling: Float[Array, "pair run"]
    doubt: Float[Array, "pair run"]


class Constants(eqx.Module):
    """The rules of each pair before the record: its ceiling in rungs, and doubt."""

    ceiling: Float[Array, "pair run"]
    doubt: Float[Array, "pair run"]


def start(board: Board, dials: Dials) -> Slice:
    """The rules as the case states them before its record."""
    return Slice(dials.ceiling, dials.doubt)


def appraise(board: Board, dials: Dials, world: World) -> Pull:
    """Going beyond the ceiling costs, the less the less anybody knows where it is."""
    me, dial = world["rules"], dials.world["rules"]
    beyond = jnp.maximum(board.rung / 10 - me.ceiling[board.option_pair] / 10, 0.0)
    return Pull(option=-dial["breach_cost"] * beyond / (1 + me.doubt[board.option_pair]))


def advance(board: Board, dials: Dials, world: World, acts: Acts, days: Days) -> Slice:
    """A breach moves the ceiling and raises doubt; restoring messages and time lower it."""
    me, dial = world["rules"], dials.world["rules"]
    first, second = board.pair_dyads
    rung, restore = acts.on(board, acts.rung), acts.on(board, acts.does("restore"))
    top = jnp.maximum(rung[first], rung[second])
    asked = jnp.maximum(restore[first], restore[second])
    over = jnp.maximum(top - me.ceiling, 0.0)
    old = me.doubt * fade(days, dial["doubt_half_life"]) * (1 - dial["restore"] * asked)
    back = dials.ceiling + (me.ceiling - dials.ceiling) * fade(days, dial["ceiling_half_life"])
    return Slice(back + dial["shift"] * over, old + dial["jump"] * jnp.minimum(over / BREACH, 2.0))


def constants(inputs: Inputs) -> dict[str, Column]:
    """Ceiling and doubt of every pair of rivals."""
    ties, v = inputs.scenario.ties.values(), inputs.values
    rival = {tuple(sorted(tie.between)): f"ties.{tie_id(tie)}" for tie in ties if tie.kind == "rivalry"}
    paths = [rival.get(pair) for pair in inputs.axes.pairs]
    on = inputs.dials["rules"]["on"]
    return {
        "ceiling": inputs.rows(v[f"{at}.ceiling"] if at else USUAL for at in paths),
        "doubt": inputs.rows(on * v[f"{at}.doubt"] if at else 0.0 for at in paths),
    }


def shows(board: Board, dials: Dials, world: World) -> dict[str, Reading]:
    """Show the rules of the pair."""
    return {name: Reading("pair", getattr(world["rules"], name)) for name in ("doubt", "ceiling")}


SYSTEM = register(
    __name__,
    after="reciprocity",
    off="breach_cost absorb shift jump widen",
    kept="doubt_half_life ceiling_half_life restore",
    article=True,
    explains="peak_rung war_prob violent_acts",
    says={"": ("it kept within the unwritten rules", "it broke the unwritten rules")},
)
