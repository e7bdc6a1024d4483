"""Pressure: sanctions add up to stress, which looks for a way out; elections are clocks.

Theory: sanctions rarely yield what they ask for (Hufbauer, Schott, Elliott and Oegg 2007) and less where conflict is
expected (Drezner 1999); elections shift when leaders risk force (Gaubatz 1991). Stress seeks talks where a channel is
open and presses back where none is. The pressed wait for the presser's election.
"""

import datetime as dt

import equinox as eqx
import jax.numpy as jnp
from jaxtyping import Array, Float

from offramp.game.measures import FOREVER
from offramp.game.record import compile_record
from offramp.world.system import Acts, Board, Column, Days, Dials, Inputs, Pull, Reading, World, fade, register


class Slice(eqx.Module):
    """Per dyad: the first actor's stress by the second (0 none, 1 all that it can bear); days to each election."""

    stress: Float[Array, "dyad run"]
    clock: Float[Array, "actor run"]


class Constants(eqx.Module):
    """Days from the beginning of the record to each actor's election, FOREVER for none, and from one to the next."""

    election_in: Float[Array, "actor run"]
    election_every: Float[Array, "actor run"]


def start(board: Board, dials: Dials) -> Slice:
    """No stress before the record; the clocks run."""
    return Slice(jnp.zeros_like(dials.belief), dials.election_in)


def appraise(board: Board, dials: Dials, world: World) -> Pull:
    """Stress lashes out, or seeks the exit that is open; an election hurries its own side and lets others wait."""
    me, dial = world["pressure"], dials.world["pressure"]
    way = world["mediation"].open[board.dyad_pair]
    near = jnp.exp2(-me.clock / dial["clock"])
    waiting = dial["wait_out"] * me.stress * near[board.dyad_target]
    return Pull(
        force=dial["lash"] * me.stress * (1 - way),
        height=-dial["drain"] * me.stress,
        calm=dial["seek"] * me.stress * way + dial["haste"] * near[board.dyad_actor] - waiting,
    )


def advance(board: Board, dials: Dials, world: World, acts: Acts, days: Days) -> Slice:
    """Measures bite less and less, relief takes stress away, economies adapt; an election that is over is far off."""
    me, dial = world["pressure"], dials.world["pressure"]
    squeezed = acts.on(board, acts.does("squeeze"))[board.dyad_reverse]
    eased = acts.on(board, acts.does("relieve"))[board.dyad_reverse]
    stress = me.stress * fade(days, dial["adapt"]) * (1 - dial["relief"] * eased)
    clock = me.clock - days
    return Slice(
        stress=stress + dial["bite"] * squeezed * (1 - stress),
        clock=jnp.where(clock > 0, clock, clock + dials.election_every),
    )


def constants(inputs: Inputs) -> dict[str, Column]:
    """Election clocks as they stand when the record begins."""
    record = compile_record(inputs.scenario, inputs.names)
    begins = inputs.scenario.start_date - dt.timedelta(days=float(record.days.sum()))
    clocks = [_clock(inputs, begins, actor) for actor in inputs.names.actors]
    return {
        "election_in": inputs.rows(first for first, _ in clocks),
        "election_every": inputs.rows(every for _, every in clocks),
    }


def _clock(inputs: Inputs, begins: dt.date, actor: str) -> tuple[float, float]:
    """Days from the beginning of the record to an actor's first election after it, and from one to the next."""
    election = inputs.scenario.actors[actor].election
    if election is None:
        return FOREVER, 0.0
    days = (dt.date.fromisoformat(election.date) - begins).days
    return float(days % election.every or election.every), float(election.every)


def shows(board: Board, dials: Dials, world: World) -> dict[str, Reading]:
    """Show the stress by the other's pressure."""
    return {"stress": Reading("dyad", world["pressure"].stress)}


SYSTEM = register(
    __name__,
    after="human-cost",
    off="bite lash seek drain haste wait_out",
    kept="relief adapt clock",
    explains="violent_acts conciliatory_acts",
    says={
        "": ("it was under pressure", "pressure had left it little to spend"),
        "calm": ("pressure made it look for a way out", "it waited for the other side's election"),
        "force": ("it was pressed and saw no way out", "pressure had left it little to spend"),
    },
)
