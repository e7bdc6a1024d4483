"""The second decision rule: actors that look one exchange ahead.

Theory: level-k thinking (Stahl and Wilson 1995; Camerer, Ho and Chong 2004). A level-0 actor follows its own pulls:
that is quantal response on today's state. A level-1 actor takes the others for level 0 and asks what the other side
will answer; Leng (1993) calls this expected reciprocation. The answer to a militarised option is read off the state as
the option would leave it: the debt that it makes, the ceiling and the doubt that it moves, the fear that it instils.
It counts as far as it is higher or likelier than what is coming anyway:

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
from offramp.game.apart import apart
from offramp.world import Pull, World, appraise
from offramp.world.rules import BREACH

RULES = ("quantal", "lookahead")
ANSWERS = (0.5, 0.8)  # heights of an answer: limited violence, a blow
WORDS = 2.0  # weight of an answer in words or none, against one of the heights: six rungs against about three
MOST = 30.0  # no exponential overflows


class Mood(NamedTuple):
    """What the target's answer to the doer hangs on, as things stand; per dyad of doer and target."""

    debt: Float[Array, "dyad run"]
    ceiling: Float[Array, "dyad run"]
    doubt: Float[Array, "dyad run"]
    boldness: Float[Array, "dyad run"]  # what the target's resolve bears, less what height and fear cost it
    fearless: Float[Array, "dyad run"]  # how much more fear an act at the top would teach it
    coming: Float[Array, "dyad run"]  # the answer that is coming anyway
    care: Float[Array, "dyad run"]  # what an answer costs the doer


def pulls(board: Board, dials: Dials, world: World, rule: str) -> dict[str, Pull]:
    """What each system adds, and what looking ahead adds under the rule that does."""
    found = appraise(board, dials, world)
    return {**found, "foresight": foresee(board, dials, world)} if rule == "lookahead" else found


def foresee(board: Board, dials: Dials, world: World) -> Pull:
    """Weigh the answer that each option is expected to bring."""
    mood = _mood(board, dials, world)
    calm = dials.world["reciprocity"]["forgiveness"] * mood.care * mood.coming
    if not board.forceful.shape[0]:
        return Pull(calm=calm)
    return Pull(calm=calm, option=_provoked(board, dials, mood)[board.option_forceful] * board.force)


@apart
def _mood(board: Board, dials: Dials, world: World) -> Mood:
    ladder, fear, back = dials.world["ladder"], dials.world["deterrence"], board.dyad_reverse
    debt, belief = world.reciprocity.debt[back], world.deterrence.belief[back]
    ceiling, doubt = world.rules.ceiling[board.dyad_pair], world.rules.doubt[board.dyad_pair]
    bears = ladder["resolve_pull"] * 2 * (dials.nerve[board.dyad_target] - 0.5)
    boldness = bears - ladder["steepness"] - fear["fear"] * belief
    fearless = fear["fear"] * fear["learn"] * (1 - belief)
    care = dials.world["choice"]["foresight"] * 2 * (1 - dials.nerve[board.dyad_actor]) * dials.answer
    return Mood(debt, ceiling, doubt, boldness, fearless, _answer(dials, debt, ceiling, doubt, boldness), care)


@apart
def _provoked(board: Board, dials: Dials, mood: Mood) -> Float[Array, "act run"]:
    """What the answer to each militarised option costs its doer, beyond the answer that is coming anyway."""
    debt, ceiling, doubt, boldness, fearless, coming, care = (part[board.option_dyad[board.forceful]] for part in mood)
    rung, rules = board.rung[board.forceful], dials.world["rules"]
    over = jnp.maximum(rung - ceiling, 0.0)
    absorbed = rules["absorb"] * (over <= 0).astype(jnp.float32) / (1 + doubt)
    after = _answer(
        dials,
        debt + dials.stake * (1 - absorbed),
        ceiling + rules["shift"] * over,
        doubt + rules["jump"] * jnp.minimum(over / BREACH, 2.0),
        boldness - fearless * (rung / 10),
    )
    return -care * (after - coming)


def _answer(dials: Dials, debt: Array, ceiling: Array, doubt: Array, boldness: Array) -> Float[Array, "_ run"]:
    """The height that level 0 is expected to answer with, words counted as none."""
    owes, rules = dials.world["reciprocity"], dials.world["rules"]
    grown, forgiven = jnp.log(1 + debt), 1 / (1 + debt)
    k = owes["owed_pull"] * debt * forgiven
    owed = jnp.clip(0.5 + 0.1442695 * grown - 0.2 * forgiven, 0.0, 1.0)  # reciprocity.owed_height, within 0.02 above 1/2
    square = dials.world["ladder"]["top_fear"] + k / (1 + rules["widen"] * doubt)
    linear, urge, breach = boldness + 2 * k * owed, owes["readiness"] * grown, rules["breach_cost"] / (1 + doubt)
    total, force = jnp.zeros_like(debt), jnp.full_like(debt, WORDS)
    for x in ANSWERS:
        value = urge + linear * x - square * (x * x) - breach * jnp.maximum(x - ceiling / 10, 0.0)
        weight = jnp.exp(jnp.minimum(value, MOST))
        total, force = total + x * weight, force + weight
    return total / force
