"""Nuclear track: a programme with steps that are moves; conflict speeds it, a settlement slows it.

Theory: states build for security first (Sagan 1996), and rivals weigh attacks on programmes (Fuhrmann and Kreps 2010).
Steps put the programme in a higher gear, in which it covers more of the way every day; an exit that its owner takes or
is offered rolls both back.
"""

import equinox as eqx
import jax.numpy as jnp
from jaxtyping import Array, Float

from offramp.scenario import per_day
from offramp.world.system import Acts, Board, Column, Days, Dials, Inputs, Pull, Reading, World, register

from .reciprocity import full


class Slice(eqx.Module):
    """Per programme: how far it has come (1 is the threshold), and the gear in which it runs (0 to 1)."""

    level: Float[Array, "programme run"]
    gear: Float[Array, "programme run"]


class Constants(eqx.Module):
    """Level and gear of each programme at the beginning of the record, and how fast it runs in full gear."""

    level: Float[Array, "programme run"]
    gear: Float[Array, "programme run"]
    pace_per_day: Float[Array, "programme run"]


def start(board: Board, dials: Dials) -> Slice:
    """As the case states it for the beginning of its record."""
    return Slice(dials.level, dials.gear)


def appraise(board: Board, dials: Dials, world: World) -> Pull:
    """Stress and hurt ask for steps, an open channel and an agreement against them; rivals take alarm."""
    me, dial, polity = world["nuclear"], dials.world["nuclear"], board.polity
    if not me.level.shape[0]:
        return Pull()
    pressed = world["pressure"].stress + full(world["reciprocity"].hurt)
    eased = (world["mediation"].open + world["mediation"].pact)[board.dyad_pair]
    step = dial["spur"] * pressed - dial["brake"] * eased
    alarm = dial["alarm"] * me.level * me.gear
    return Pull(
        height=alarm[polity.dyad_programme] * polity.watched,
        role=step[polity.role_dyad] * polity.steps,
    )


def advance(board: Board, dials: Dials, world: World, acts: Acts, days: Days) -> Slice:
    """Steps raise the gear, the gear moves the level, a settlement takes from both."""
    me: Slice = world["nuclear"]
    dial, owner = dials.world["nuclear"], board.polity.programme_owner
    if not me.level.shape[0]:
        return me
    settle = acts.does("settle")
    taken = jnp.minimum(settle + board.actor_hits.sum(acts.on(board, settle)), 1.0)[owner]
    left = 1 - dial["roll_back"] * taken
    gear = me.gear * left
    return Slice(
        level=jnp.minimum(me.level * left + dials.pace_per_day * me.gear * days, 1.0),
        gear=gear + dial["step"] * acts.does("programme")[owner] * (1 - gear),
    )


def constants(inputs: Inputs) -> dict[str, Column]:
    """Programmes as the case states them."""
    owners = {actor: inputs.scenario.actors[actor].programme for actor in inputs.axes.polity.programmes}
    at = {actor: f"actors.{actor}.programme" for actor in owners}
    return {
        "level": inputs.at(f"{path}.level" for path in at.values()),
        "gear": inputs.at(f"{path}.gear" for path in at.values()),
        "pace_per_day": inputs.rows(
            per_day(one.pace, inputs.values[f"{at[actor]}.pace"]) for actor, one in owners.items() if one is not None
        ),
    }


def shows(board: Board, dials: Dials, world: World) -> dict[str, Reading]:
    """Show how far a programme is, and its gear."""
    return {f"programme.{name}": Reading("programme", getattr(world["nuclear"], name)) for name in ("level", "gear")}


SYSTEM = register(
    __name__,
    after="dominance",
    off="spur brake alarm",
    kept="step roll_back",
    article=True,
    explains="programme_acts",
    deals="programme",
    says={
        "": ("the other side's nuclear programme alarmed it", "the other side's nuclear programme gave it pause"),
        "step": ("pressure and harm called for a step", "a step would cost it the talks"),
    },
)
