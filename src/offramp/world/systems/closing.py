"""Closing: the quarrel of a pair may be over after any of its militarised acts, and is taken up again at a lower rate.

Theory: recorded disputes end after an act with a chance that falls with the number of acts that there were (the fit to
MID 5.0), and both sides can end one by words, once an act has been answered (Osgood 1962; Leng 1993). Nobody sees that
a quarrel is over: it is inferred from silence, in the record and in a future alike, and acts come at the mean of what
is known. So a future plays as if the end of each quarrel had been drawn after each of its acts.

After force there is a lull: both sides, and the other side more, act less until the pair's next militarised act.
"""

import equinox as eqx
import jax
import jax.numpy as jnp
from jaxtyping import Array, Float

from offramp.game.xla.jit import apart
from offramp.world.system import Acts, Board, Column, Days, Dials, Inputs, Pull, World, fade, register
from offramp.world.told import FORCEFUL, told_acts

ANSWERED, FORCE = 0.3, 0.45  # usual shares of acts that one of the other side precedes, and of force (MID 5.0)


class Slice(eqx.Module):
    """Per pair: acts of the quarrel, how probably it is over, and how fresh an answer and an agreement are.

    `number` counts militarised acts; `over` is a probability; `answered` is 1 for a fresh answer; `agreed` is what is
    new of an agreement by words. Per dyad: `last` is 1 along which the last of the acts came, `force` is 1 if it was
    force, `word` is 1 for a fresh restoring message; `slowed` is the share of their rate at which such acts come.
    """

    number: Float[Array, "pair run"]
    over: Float[Array, "pair run"]
    answered: Float[Array, "pair run"]
    agreed: Float[Array, "pair run"]
    last: Float[Array, "dyad run"]
    force: Float[Array, "dyad run"]
    word: Float[Array, "dyad run"]
    slowed: Float[Array, "dyad run"]

    def often(self, board: Board) -> Float[Array, "series run"]:
        """Return the share of its rate at which each series comes; 1 for what is not militarised."""
        return jnp.where((board.series_level >= FORCEFUL)[:, None], self.slowed[board.series_dyad], 1.0)


class Constants(eqx.Module):
    """1 for options that tell the other side that the old rules are wanted back."""

    restores: Float[Array, "option run"]


def start(board: Board, dials: Dials) -> Slice:
    """No quarrel yet."""
    runs = dials.tempo_per_day.shape[1]
    pair, dyad = jnp.zeros((board.pair_dyads.shape[1], runs)), jnp.zeros((board.dyad_actor.shape[0], runs))
    return Slice(pair, pair, pair, pair, dyad, dyad, dyad, dyad + 1)


def appraise(board: Board, dials: Dials, world: World) -> Pull:
    """Militarised acts come more slowly where a quarrel may be over; who was answered gives its word."""
    me, dial = world["closing"], dials.world["closing"]
    offered = dial["offer"] * me.answered[board.dyad_pair] * (1 - me.word)
    return Pull(often=me.often(board), option=offered[board.option_dyad] * dials.restores)


def advance(board: Board, dials: Dials, world: World, acts: Acts, days: Days) -> Slice:
    """Count the quarrel's acts, and infer from them, and from silence, whether it is over."""
    me, dial = world["closing"], dials.world["closing"]
    first, second = board.pair_dyads
    came, violent, due = _militarised(board, dials, world, acts, days)
    acted = jnp.minimum(came, 1.0)
    any_act = jnp.maximum(acted[first], acted[second])
    reply = acted * jnp.maximum(me.last, acted)[board.dyad_reverse]
    reply = jnp.maximum(reply[first], reply[second])
    force = jnp.maximum(violent[first], violent[second])
    again = me.over * dial["reopening"] / jnp.maximum(1 - me.over * (1 - dial["reopening"]), 1e-6)
    number = (1 - any_act * again) * me.number + came[first] + came[second]
    ended = _ends(dials, number, reply, force)
    silent = me.over / (me.over + (1 - me.over) * jnp.exp(-(1 - dial["reopening"]) * (due[first] + due[second])))
    spoken, quiet = acts.on(board, acts.does("restore")), 1 - any_act
    # An act voids what was said before its day, and not what is said with it: "this was our answer, and it ends here".
    today = (me.word >= 1) & (jnp.asarray(days) == 0)  # a day of the record may have several rounds
    word = jnp.where(today, 1.0, me.word * fade(days, dial["word_life"]) * quiet[board.dyad_pair])
    word = jnp.maximum(word, spoken)
    answered = any_act * reply + quiet * me.answered * fade(days, dial["answer_life"])
    fresh = jnp.maximum(jnp.maximum(spoken[first], spoken[second]), any_act * reply)  # a message, or the answer
    agreed = fresh * word[first] * word[second] * answered
    over = any_act * ended + quiet * silent
    over = over + (1 - over) * dial["settles"] * agreed
    stays, new = quiet[board.dyad_pair], any_act[board.dyad_pair]
    last, forced = stays * me.last + new * acted, stays * me.force + new * violent
    slowed = _slowed(board, dials, over, forced)
    return Slice(number, over, answered, agreed, last, forced, word, slowed)


def _militarised(
    board: Board, dials: Dials, world: World, acts: Acts, days: Days
) -> tuple[Float[Array, "dyad run"], Float[Array, "dyad run"], Float[Array, "dyad run"]]:
    """Militarised acts along each dyad, whether any was violent, and how many would be told of an open quarrel."""
    none = jnp.zeros((board.series_dyad.shape[0], acts.rung.shape[1]))
    expected = none if acts.expected is None else acts.expected
    if "standing-rates" in world.slices:
        expected = expected * world["standing-rates"].often(board)
    came, told, _ = told_acts(board, dials, acts, expected, days)
    here, violent = ((board.series_level >= least).astype(jnp.float32)[:, None] for least in (FORCEFUL, FORCEFUL + 1))
    due = board.dyad_series.sum(expected * told * here) * _lulled(board, dials, world["closing"].force)
    return board.dyad_series.sum(came * here), board.dyad_series.sum(came * violent), due


@apart
def _ends(dials: Dials, number: Array, reply: Array, force: Array) -> Float[Array, "pair run"]:
    """Probability that an act was the last of its quarrel, by the fitted law."""
    dial = dials.world["closing"]
    first = jnp.clip(2 - number, 0.0, 1.0)  # how nearly it is the first act
    logit = dial["ending"] + dial["ending_first"] * first - dial["ending_lasting"] * jnp.log(jnp.maximum(number, 1.0))
    later = dial["ending_answered"] * (reply - ANSWERED) + dial["ending_force"] * (force - FORCE)
    return jax.nn.sigmoid(logit + (1 - first) * later)


@apart
def _slowed(board: Board, dials: Dials, over: Array, force: Array) -> Float[Array, "dyad run"]:
    """The share of their rate at which militarised acts come along each dyad."""
    dial = dials.world["closing"]
    going = 1 - dial["on"] * over[board.dyad_pair] * (1 - dial["reopening"])
    return going * _lulled(board, dials, force)


def _lulled(board: Board, dials: Dials, force: Array) -> Float[Array, "dyad run"]:
    """The share of their rate at which militarised acts come in an open quarrel, after force."""
    dial, back = dials.world["closing"], force[board.dyad_reverse]
    return jnp.exp(dial["lull"] * jnp.maximum(force, back) + dial["lull_answer"] * back * (1 - force))


def constants(inputs: Inputs) -> dict[str, Column]:
    """Read which options restore the rules."""
    moves = inputs.scenario.moves
    return {"restores": inputs.rows(float("restore" in moves[move].does) for _, move, *_ in inputs.options)}


SYSTEM = register(
    __name__,
    after="standing-rates",
    off="lull lull_answer offer settles waive",
    kept="ending ending_first ending_lasting ending_answered ending_force reopening word_life answer_life",
    unread=True,
    learns=True,
    explains="violent_acts violent_answer_30d_prob first_violent_answer_day",
    says={"calm": ("its act had been answered", "nothing had been answered yet")},
)
