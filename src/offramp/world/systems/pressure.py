"""Pressure: sanctions add up to stress, which looks for a way out; elections are clocks.

Theory: sanctions rarely yield what they ask for (Hufbauer, Schott, Elliott and Oegg 2007) and less where conflict is
expected (Drezner 1999); elections shift when leaders risk force (Gaubatz 1991). Stress seeks talks where a channel is
open and presses back where none is. The pressed wait for the presser's election.
"""

import equinox as eqx
import jax.numpy as jnp
from jaxtyping import Array, Float

from offramp.game import Board, Dials
from offramp.world.acts import Acts
from offramp.world.fade import Days, fade
from offramp.world.pull import Pull
from offramp.world.state import World


class Slice(eqx.Module):
    """Per dyad: the first actor's stress by the second (0 none, 1 all that it can bear); days to each election."""

    stress: Float[Array, "dyad run"]
    clock: Float[Array, "actor run"]


def start(board: Board, dials: Dials) -> Slice:
    """No stress before the record; the clocks run."""
    return Slice(jnp.zeros_like(dials.belief), dials.election_in)


def appraise(board: Board, dials: Dials, world: World) -> Pull:
    """Stress lashes out, or seeks the exit that is open; an election hurries its own side and lets others wait."""
    me, dial = world.pressure, dials.world["pressure"]
    way = world.mediation.open[board.dyad_pair]
    near = jnp.exp2(-me.clock / dial["clock"])
    waiting = dial["wait_out"] * me.stress * near[board.dyad_target]
    return Pull(
        force=dial["lash"] * me.stress * (1 - way),
        height=-dial["drain"] * me.stress,
        calm=dial["seek"] * me.stress * way + dial["haste"] * near[board.dyad_actor] - waiting,
    )


def advance(board: Board, dials: Dials, world: World, acts: Acts, days: Days) -> Slice:
    """Measures bite less and less, relief takes stress away, economies adapt; an election that is over is far off."""
    me, dial = world.pressure, dials.world["pressure"]
    squeezed = acts.on(board, acts.does("squeeze"))[board.dyad_reverse]
    eased = acts.on(board, acts.does("relieve"))[board.dyad_reverse]
    stress = me.stress * fade(days, dial["adapt"]) * (1 - dial["relief"] * eased)
    clock = me.clock - days
    return Slice(
        stress=stress + dial["bite"] * squeezed * (1 - stress),
        clock=jnp.where(clock > 0, clock, clock + dials.election_every),
    )
