"""Deterrence and signals: a belief about the other's resolve, moved by what was answered and what was let pass.

Theory: Schelling 1966; Jervis 1976. Declared terms work by clarity: a proxy that knows what makes it a target, and is
not tied fast to its patron, can choose not to be one.
"""

import equinox as eqx
import jax.numpy as jnp
from jaxtyping import Array, Float

from offramp.scenario.scenario import tie_id
from offramp.world.system import Acts, Board, Column, Days, Dials, Inputs, Pull, Reading, World, fade, register

UNKNOWN = 0.5  # resolve seen in one of whom the case says nothing
MONTH = 30.0
FORTNIGHT = 14.0
FULL = 0.5  # the height of an attack that fully asks for an answer


class Slice(eqx.Module):
    """Per dyad: belief in the target's resolve, own violence waiting for an answer, clarity of the target's terms."""

    belief: Float[Array, "dyad run"]
    waiting: Float[Array, "dyad run"]
    clarity: Float[Array, "dyad run"]


class Constants(eqx.Module):
    """The resolve that the doer sees in the target before the record."""

    belief: Float[Array, "dyad run"]


def start(board: Board, dials: Dials) -> Slice:
    """Beliefs as the case states them."""
    zero = jnp.zeros_like(dials.belief)
    return Slice(dials.belief, zero, zero)


def appraise(board: Board, dials: Dials, world: World) -> Pull:
    """Believed resolve makes height dear; clear terms make attacks dear for the loosely tied."""
    me, dial = world["deterrence"], dials.world["deterrence"]
    height = -dial["fear"] * me.belief
    if not dials.control.shape[0]:
        return Pull(height=height)
    loose = (1 - world["proxies"].control[board.dyad_tie]) * board.dyad_tied
    return Pull(height=height, force=-dial["clarity_pull"] * me.clarity * loose)


def advance(board: Board, dials: Dials, world: World, acts: Acts, days: Days) -> Slice:
    """An answer raises the belief by how high it was, silence after an attack lowers it; terms are heard and fade."""
    me, dial = world["deterrence"], dials.world["deterrence"]
    height = acts.on(board, acts.height * acts.force)
    answer = height[board.dyad_reverse]
    answered = answer > 0
    learnt = me.belief + dial["learn"] * answer * (1 - me.belief)
    passed = learnt * (1 - dial["let_pass"] * jnp.minimum(me.waiting, 1.0) * days / FORTNIGHT)
    waiting = jnp.where(answered, 0.0, me.waiting * fade(days, jnp.full((1, 1), MONTH))) + jnp.minimum(
        height / FULL, 1.0
    )
    terms = acts.on(board, acts.does("terms"))[board.dyad_reverse] * dial["on"]
    clarity = jnp.maximum(me.clarity * fade(days, dial["clarity_half_life"]), terms)
    return Slice(passed, waiting, clarity)


def constants(inputs: Inputs) -> dict[str, Column]:
    """Beliefs as the ties of rivalry state them."""
    seen = {
        (tie.between[1 - tie.between.index(j)], j): f"ties.{tie_id(tie)}.seen_resolve.{j}"
        for tie in inputs.scenario.ties.values()
        if tie.kind == "rivalry"
        for j in tie.seen_resolve
    }
    dyads = inputs.axes.dyads
    return {"belief": inputs.rows(inputs.values[seen[dyad]] if dyad in seen else UNKNOWN for dyad in dyads)}


def shows(board: Board, dials: Dials, world: World) -> dict[str, Reading]:
    """Show the belief in the other's resolve."""
    return {"belief": Reading("dyad", world["deterrence"].belief)}


SYSTEM = register(
    __name__,
    after="leaders",
    off="fear learn let_pass clarity_pull doctrine",
    kept="clarity_half_life",
    explains="peak_rung open_violent_answer_30d_prob",
    says={"": ("the other side looked unlikely to strike back hard", "it feared the answer")},
)
