"""The second decision rule: actors look one exchange ahead.

Theory: level-k thinking (Stahl and Wilson 1995; Camerer, Ho and Chong 2004). A level-0 actor follows its own pulls:
that is quantal response on today's state. A level-1 actor takes the others for level 0 and asks what the other side
will answer; Leng (1993) calls this expected reciprocation. The answer to a militarised option is read off the state as
the option would leave it: the debt that it makes, the silence that it breaks, the ceiling and the doubt that it moves,
the fear that it instils. It counts as far as it is higher or likelier than what is coming anyway:

    utility of an option  - foresight 2 (1 - resolve of the doer) (answer after it - answer as things stand)
    answer                = P(the side acts within an exchange) sum_k x_k exp U(x_k) / (WORDS + sum_k exp U(x_k))

where x_k are heights of an answer and U is what level 0 pulls the target towards them. Words and sanctions provoke
nothing; conciliation lowers what is coming by the share of the debt that it cancels. No future is played within a
future.
"""

from typing import NamedTuple

import jax.numpy as jnp
from jaxtyping import Array, Float

from offramp.game import Board, Dials
from offramp.game.xla.jit import apart
from offramp.world import Pull, World, appraise
from offramp.world.systems.reciprocity import full
from offramp.world.systems.rules import BREACH

RULES = ("quantal", "lookahead")
ANSWERS = (0.5, 0.8)  # heights of an answer: limited violence, a blow
WORDS = 2.0  # weight of an answer in words or none, against one of the heights: six rungs against about three
TEN_DOUBLINGS = 6.931472  # log(1024): with it the height owed is that of `reciprocity`, within 0.02 from rung 5 up


class Mood(NamedTuple):
    """What the target's answer to the doer hangs on, as things stand; per dyad of doer and target."""

    debt: Float[Array, "dyad run"]
    ceiling: Float[Array, "dyad run"]
    doubt: Float[Array, "dyad run"]
    boldness: Float[Array, "dyad run"]  # what height is to the target: what resolve bears, less what fear costs
    fearless: Float[Array, "dyad run"]  # how much more fear an act at the top would teach it
    roused: Float[Array, "dyad run"]  # the target's momentum once the doer has acted
    coming: Float[Array, "dyad run"]  # the answer that is coming anyway


def pulls(board: Board, dials: Dials, world: World, rule: str) -> dict[str, Pull]:
    """What each system adds, and what looking ahead adds under the rule that does."""
    found = appraise(board, dials, world)
    return {**found, "foresight": foresee(board, dials, world)} if rule == "lookahead" else found


def foresee(board: Board, dials: Dials, world: World) -> Pull:
    """Weigh the answer that each option is expected to bring."""
    mood = _mood(board, dials, world)
    calm = dials.world["reciprocity"]["forgiveness"] * dials.care * mood.coming
    if not board.forceful.shape[0]:
        return Pull(calm=calm)
    return Pull(calm=calm, option=_provoked(board, dials, mood)[board.option_forceful] * board.force)


@apart
def _mood(board: Board, dials: Dials, world: World) -> Mood:
    fear, back = dials.world["deterrence"], board.dyad_reverse
    owes, ledger = dials.world["reciprocity"], world.reciprocity
    debt, belief = ledger.debt[back], world.deterrence.belief[back]
    ceiling, doubt = world.rules.ceiling[board.dyad_pair], world.rules.doubt[board.dyad_pair]
    boldness = dials.boldness - fear["fear"] * belief
    fearless = fear["fear"] * fear["learn"] * (1 - belief)
    own = owes["own_fast"] * full(ledger.fast[back])
    urge = own + owes["other_fast"] * full(ledger.fast) - owes["silence"] * jnp.log(1 + ledger.quiet)
    roused = own + owes["other_fast"] * full(ledger.fast + 1)
    coming = _answer(dials, debt, ceiling, doubt, boldness, urge)
    return Mood(debt, ceiling, doubt, boldness, fearless, roused, coming)


@apart
def _provoked(board: Board, dials: Dials, mood: Mood) -> Float[Array, "act run"]:
    """What the answer to each militarised option costs its doer, beyond the answer that is coming anyway."""
    here = board.option_dyad[board.forceful]
    debt, ceiling, doubt, boldness, fearless, roused, coming = (part[here] for part in mood)
    rung, rules = board.rung[board.forceful], dials.world["rules"]
    over = jnp.maximum(rung - ceiling, 0.0)
    absorbed = rules["absorb"] * (over <= 0).astype(jnp.float32) / (1 + doubt)
    after = _answer(
        dials,
        debt + dials.stake * (1 - absorbed),
        ceiling + rules["shift"] * over,
        doubt + rules["jump"] * jnp.minimum(over / BREACH, 2.0),
        boldness - fearless * (rung / 10),
        roused,
    )
    return dials.care[here] * (coming - after)


def _answer(
    dials: Dials, debt: Array, ceiling: Array, doubt: Array, boldness: Array, urge: Array
) -> Float[Array, "_ run"]:
    """The height that level 0 is expected to answer with, words counted as none."""
    owes, rules = dials.world["reciprocity"], dials.world["rules"]
    grown, forgiven = jnp.log(1 + debt), 1 / (1 + debt)
    k = owes["owed_pull"] * debt * forgiven
    owed = jnp.minimum(0.5 + grown / TEN_DOUBLINGS - 0.2 * forgiven, 1.0)
    square = dials.world["ladder"]["top_fear"] + k / (1 + rules["widen"] * doubt)
    linear, urge = boldness + 2 * k * owed, urge + owes["readiness"] * grown
    breach = rules["breach_cost"] / (1 + doubt)
    total, force = jnp.zeros_like(debt), jnp.full_like(debt, WORDS)
    for x in ANSWERS:
        value = urge + linear * x - square * (x * x) - breach * jnp.maximum(x - ceiling / 10, 0.0)
        weight = jnp.exp(value)
        total, force = total + x * weight, force + weight
    return total / force
