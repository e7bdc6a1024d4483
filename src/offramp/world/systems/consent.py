"""Consent and preconditions: nothing is released that was not seized, and nothing is settled by one side alone.

Theory: an agreement is offered and then accepted, within days or not at all (Pillar 1983). The first side's act is an
offer, which is an act of its own; it lapses with time, and when its maker uses force. The other side's same act makes
the agreement. Other acts need something before them: an act that they undo, a strike that was prepared or ordered, an
open channel, a fight in the last days. What an option needs is data of the catalogue (`needs`, `consent`).
"""

import equinox as eqx
import jax.numpy as jnp
from jaxtyping import Array, Float, UInt

from offramp.game.precedents import MANY, needing
from offramp.game.xla.jit import apart, at_run
from offramp.world.system import Acts, Board, Column, Days, Dials, Inputs, Luck, Pull, World, register

LEAST = 1e-30  # as of what was done
HALF = 0.5


class Slice(eqx.Module):
    """Per precedent: how many such acts came and were not undone, and days since the last."""

    count: Float[Array, "precedent run"]
    age: Float[Array, "precedent run"]


class Constants(eqx.Module):
    """Days for which each precedent counts; and of options that need anything, the channel and the days prepared."""

    within: Float[Array, "precedent run"]
    channel: Float[Array, "need run"]
    strike: Float[Array, "need run"]


def start(board: Board, dials: Dials) -> Slice:
    """Nothing has gone before."""
    none = jnp.zeros_like(dials.within)
    return Slice(none, none)


def holds(dials: Dials, world: World) -> Float[Array, "precedent run"]:
    """1 for each precedent that still counts; a last row is always 1."""
    me: Slice = world["consent"]
    found = ((me.count >= 1) & (me.age <= dials.within)).astype(jnp.float32)
    return jnp.concatenate([found, jnp.ones_like(dials.tempo_per_day[:1])])


def appraise(board: Board, dials: Dials, world: World) -> Pull:
    """What cannot be done weighs nothing; an offer that stands asks for an answer."""
    all_of = board.precedents
    if not all_of.needy.shape[0]:
        return Pull()
    dyad = board.option_dyad[all_of.needy]
    prepared, open_ = world["reciprocity"].prepared[dyad], world["mediation"].open[board.dyad_pair[dyad]]
    can, answer = _weighed(board, dials, world, prepared, open_)
    return Pull(feasible=can, need=answer)


@apart
def _weighed(board: Board, dials: Dials, world: World, prepared: Array, open_: Array) -> tuple[Array, Array]:
    """Whether each option that needs anything can be done, and how far it answers an offer; a last row for the rest."""
    all_of, dial, held = board.precedents, dials.world["consent"], holds(dials, world)
    ready = jnp.maximum((prepared >= dials.strike).astype(jnp.float32), held[all_of.order])
    spoken = (open_ >= dials.channel).astype(jnp.float32)
    answers = held[all_of.theirs] * all_of.consents
    fresh = jnp.maximum(1 - held[all_of.own] * all_of.consents, answers)  # what was offered need not be offered again
    can = 1 - dial["on"] * (1 - held[all_of.held] * held[all_of.fight] * ready * spoken * fresh)
    return _with_rest(can, 1.0), _with_rest(dial["answer"] * answers, 0.0)


def _with_rest(rows: Float[Array, "need run"], rest: float) -> Array:
    """A further row, for the options that need nothing."""
    return jnp.concatenate([rows, jnp.full_like(rows[:1], rest)])


def advance(board: Board, dials: Dials, world: World, acts: Acts, days: Days) -> Slice:
    """Count what was done, take off what was undone, and let time pass."""
    me: Slice = world["consent"]
    all_of = board.precedents
    if acts.move is None or not all_of.dyad.shape[0]:
        return me
    ahead, back = _done(board, acts, all_of.dyad), _done(board, acts, board.dyad_reverse[all_of.dyad])
    came = jnp.maximum(_of(all_of.adds, ahead), _of(all_of.adds_back, back))
    undone = jnp.maximum(_of(all_of.takes, ahead), _of(all_of.takes_back, back))
    force = acts.on(board, acts.force)[all_of.dyad] * all_of.lapses
    kept = me.count * (me.age <= dials.within).astype(jnp.float32) * (1 - force)
    return Slice(
        count=jnp.minimum(jnp.maximum(kept - undone, 0.0) + came, all_of.most),
        age=jnp.where(came > 0, 0.0, me.age + days),
    )


@apart
def _done(board: Board, acts: Acts, dyad: UInt[Array, " precedent"]) -> tuple[Array, Array]:
    """The move that was done along some dyad for each precedent, and 1 where it was done at a place that counts."""
    all_of, doer = board.precedents, board.dyad_actor[dyad]
    assert acts.move is not None
    here = jnp.where((all_of.placed > 0) & (acts.arena[doer] != all_of.arena), 0.0, 1.0)
    return acts.move[doer].astype(jnp.int32), here * acts.hit[dyad]


@apart
def _of(moves: Float[Array, "precedent move"], done: tuple[Array, Array]) -> Float[Array, "precedent run"]:
    """1 where what was done is one of some moves."""
    found: Array = jnp.take_along_axis(moves, done[0], axis=1, mode="promise_in_bounds") * done[1]
    return found


@apart
def agreed(board: Board, dials: Dials, world: World) -> Float[Array, "need run"]:
    """0 for options that need the other side's consent while its offer does not stand."""
    theirs = holds(dials, world)[board.precedents.theirs]
    return 1 - dials.world["consent"]["on"] * board.precedents.consents * (1 - theirs)


def divert(
    board: Board, dials: Dials, world: World, taken: Array, option: Array, luck: Luck
) -> UInt[Array, "actor run"]:
    """Make an offer of what needs consent, unless the other side's offer stands.

    Parameters
    ----------
    board : Board
    dials : Dials
    world : World
    taken : bool[actor, run]
        Whether each actor acted.
    option : uint32[actor, run]
        What it chose.
    luck : Luck
    """
    all_of = board.precedents
    if not all_of.needy.shape[0]:
        return option
    stands = at_run(_with_rest(agreed(board, dials, world), 1.0), all_of.option_need[option]) > HALF
    return jnp.where(stands, option, all_of.option_offer[option])


def log_luck(board: Board, dials: Dials, mass: Array, taken: Array, option: Array) -> Float[Array, "actor run"]:
    """Log-probability that an offer was made: that of what it is the offer of.

    Nobody chooses an offer, so its weight as an option is taken out again.

    Parameters
    ----------
    board : Board
    dials : Dials
    mass : float32[option, run]
        Probability of each option.
    taken : bool[actor, run]
        Whether each actor acted.
    option : uint32[actor, run]
        What it did.
    """
    chosen = board.precedents.option_offered[option]
    more = jnp.log(jnp.maximum(at_run(mass, chosen), LEAST)) - jnp.log(jnp.maximum(at_run(mass, option), LEAST))
    return jnp.where(taken & (chosen != option), more, 0.0)


def constants(inputs: Inputs) -> dict[str, Column]:
    """Days and thresholds as the case states them; what it does not state is no hindrance."""
    needy = [inputs.options[n][1] for n in needing(inputs.scenario, inputs.options)]

    def stated(paths: list[str], otherwise: float) -> Column:
        return inputs.rows(inputs.values.get(path, otherwise) for path in paths)

    return {
        "within": stated([each.path for each in inputs.axes.precedents], MANY),
        "channel": stated([f"moves.{m}.needs.channel" for m in needy], 0.0),
        "strike": stated([f"moves.{m}.needs.strike" for m in needy], 0.0),
    }


SYSTEM = register(
    __name__,
    after="mediation",
    off="answer",
    explains="exits_taken settlement_prob",
    deals="offer",
    says={
        "": ("the other side had offered the same", "nothing was offered"),
        "calm": ("the other side had offered the same", "nothing was offered"),
        "exit": ("the other side's offer lay before it", "nothing was offered"),
    },
)
