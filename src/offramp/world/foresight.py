"""Foresight: what the second decision rule adds to the systems, under which actors look one exchange ahead.

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

import equinox as eqx
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float

from offramp.game.xla.jit import apart
from offramp.scenario import per_day
from offramp.scenario.ladder import FORCE

from .system import Board, Column, Dials, Inputs, Pull, Rule, World
from .systems.reciprocity import full
from .systems.rules import BREACH

EXCHANGE = 14.0  # days within which an answer belongs to the act
ANSWERS = (0.5, 0.8)  # heights of an answer: limited violence, a blow
WORDS = 2.0  # weight of an answer in words or none, against one of the heights: six rungs against about three
TEN_DOUBLINGS = 6.931472  # log(1024): with it the height owed is that of `reciprocity`, within 0.02 from rung 5 up


class Mood(NamedTuple):
    """What the target's answer to the doer depends on, as things stand; per dyad of doer and target."""

    debt: Float[Array, "dyad run"]
    ceiling: Float[Array, "dyad run"]
    doubt: Float[Array, "dyad run"]
    boldness: Float[Array, "dyad run"]  # what height is to the target: what resolve bears, less what fear costs
    fearless: Float[Array, "dyad run"]  # how much more fear an act at the top would teach it
    roused: Float[Array, "dyad run"]  # the target's momentum once the doer has acted
    coming: Float[Array, "dyad run"]  # the answer that is coming anyway


class Constants(eqx.Module):
    """What each option puts at stake, and how far its doer cares for the answer."""

    stake: Float[Array, "act run"]  # debt points that a militarised option is expected to make, with its dead
    care: Float[Array, "dyad run"]  # what an answer of the target's side at the top is to the doer, if it looks ahead
    boldness: Float[Array, "dyad run"]  # what ten rungs are to the target, before it fears anybody


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
    owes, ledger = dials.world["reciprocity"], world["reciprocity"]
    debt, belief = ledger.debt[back], world["deterrence"].belief[back]
    ceiling, doubt = world["rules"].ceiling[board.dyad_pair], world["rules"].doubt[board.dyad_pair]
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


def constants(inputs: Inputs) -> dict[str, Column]:
    """Stakes, care and boldness from the numbers of moves, actors and ties."""
    ladder, v = inputs.dials["ladder"], inputs.values
    resolve = {a: 0.5 + ladder["on"] * (v[f"actors.{a}.resolve"] - 0.5) for a in inputs.names.actors}
    bold = {a: 2 * ladder["resolve_pull"] * (each - 0.5) - ladder["steepness"] for a, each in resolve.items()}
    tender = inputs.rows(2 * (1 - resolve[doer]) for doer, _ in inputs.axes.dyads)
    return {
        "stake": _stakes(inputs),
        "care": inputs.dials["choice"]["foresight"] * tender * _answers(inputs),
        "boldness": inputs.rows(bold[target] for _, target in inputs.axes.dyads),
    }


def _stakes(inputs: Inputs) -> Column:
    """Debt points that each militarised option is expected to make, with the dead that it is expected to leave."""
    moves, names, known = inputs.scenario.moves, inputs.names, inputs.known
    chance, deaths, harm = known["chance"], known["deaths"], known["harm"]
    grievance, stature = inputs.dials["human-cost"]["grievance"], inputs.dials["leaders"]["stature_debt"]
    killing = 1 - np.prod(1 - chance, axis=0)
    fatal = 1 + grievance * np.sum(chance * np.log1p(deaths), axis=0) / np.log(11)
    rows = []
    for _, m, target, _ in (each for each in inputs.options if moves[each[1]].rung >= FORCE):
        move, victim = names.moves.index(m), names.actors.index(target)
        leader = killing[move] * known["stature"][victim] if "kill-leader" in moves[m].does else 0.0
        rows.append(harm[move] * fatal[move] * (1 + stature * leader))
    return inputs.rows(rows)


def _answers(inputs: Inputs) -> Column:
    """Chance that the target, or one that shares its harm, acts at all against the doer within an exchange."""
    dyads, actors = inputs.axes.dyads, inputs.scenario.actors
    vigour = inputs.rows(0.0 for _ in dyads)
    for edge, share in zip(inputs.axes.edges, inputs.known["flow_weight"], strict=True):
        creditor, debtor = dyads[edge.into]
        if debtor == dyads[edge.source][0]:
            vigour[edge.source] += share * per_day(actors[creditor].tempo, inputs.values[f"actors.{creditor}.tempo"])
    return -np.expm1(-vigour * EXCHANGE)


FORESIGHT = Rule(
    *("foresight", foresee),
    Constants=Constants,
    constants=constants,
    says={"": ("it expected no harsh answer", "it expected a harsh answer")},
)
