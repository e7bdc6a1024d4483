"""Reciprocity: a ledger of unanswered harm per rival, momentum, preparation, and good will.

Theory: reciprocity in disputes (Axelrod 1984; Leng 1993) and graduated conciliation (Osgood 1962). What MID 5.0
incidents carry is momentum (acts cluster within days, who acted acts again), standing traits, and quarrels going quiet;
the ledger itself is not measurable there and keeps wide ranges.

A debt of 2^(r - 5) points calls for an answer at rung r. Utility of height x under an owed height x* is
k x*^2 - k (x - x*)^2, so it is zero for words and peaks at what is owed. Doubt about the rules of the game flattens the
far side: an unclear limit is overshot.
"""

import equinox as eqx
import jax.numpy as jnp
from jaxtyping import Array, Float

from offramp.game.grievance_flows import Edge
from offramp.game.xla.jit import apart
from offramp.world.agreement import left
from offramp.world.system import Acts, Board, Column, Days, Dials, Inputs, Pull, Reading, World, fade, register

LONG_QUIET = 365.0  # days without an act before the record begins
PREPARED_HALF_LIFE = 30.0  # days until half of what was prepared is stale, when nothing is owed
GOODWILL_HALF_LIFE = 14.0  # days
DUE = 0.25  # debt at which preparation runs at half speed: between a threat and a show of force
# Share of an act that is held against its doer; Carson 2018: covert acts are usually seen, and blamed less.
SEEN = {"overt": 1.0, "attributable": 0.8, "covert": 0.4}
PATRONAGE = ">"  # in the id of a tie of patron and proxy
FULL_TEN = 2.3978953  # log(1 + 10): grievance is stated per ten deaths


class Slice(eqx.Module):
    """Per dyad: what the other owes for (points), days prepared, momentum (recent acts), silence (days), good will.

    `hurt` is the harm received, paid or not (points).
    """

    debt: Float[Array, "dyad run"]
    prepared: Float[Array, "dyad run"]
    fast: Float[Array, "dyad run"]
    slow: Float[Array, "dyad run"]
    quiet: Float[Array, "dyad run"]
    goodwill: Float[Array, "dyad run"]
    hurt: Float[Array, "dyad run"]


class Constants(eqx.Module):
    """What the case says of answers: preparation, what acts are worth, and who shares a quarrel."""

    prepare: Float[Array, "option run"]  # days
    harm: Float[Array, "move run"]  # debt points that it creates: 1 is a limited deniable act
    payment: Float[Array, "move run"]  # debt points that it pays
    flow_weight: Float[Array, "edge run"]  # how far an act counts in a ledger
    flow_denied: Float[Array, "edge run"]  # what a patron's deniability takes off


def start(board: Board, dials: Dials) -> Slice:
    """Clean ledgers after a long quiet."""
    zero = jnp.zeros_like(dials.belief)
    return Slice(zero, zero, zero, zero, zero + LONG_QUIET, zero, zero)


def appraise(board: Board, dials: Dials, world: World) -> Pull:
    """Answers centre on what is owed; momentum and debt quicken; the unprepared wait; good will is returned."""
    me, dial = world["reciprocity"], dials.world["reciprocity"]
    doubt = world["rules"].doubt[board.dyad_pair]
    k = dial["owed_pull"] * me.debt / (me.debt + 1)
    widen = 1 + dials.world["rules"]["widen"] * doubt  # where the limits are unclear more counts as an answer
    momentum = (
        dial["own_fast"] * full(me.fast)
        + dial["other_fast"] * full(me.fast[board.dyad_reverse])
        + dial["own_slow"] * full(me.slow)
        - dial["silence"] * jnp.log(1 + me.quiet)
    )
    unready = jnp.maximum(1 - me.prepared[board.option_dyad] / dials.prepare, 0.0)
    return Pull(
        force=momentum + dial["readiness"] * jnp.log(1 + me.debt),
        height=2 * k * owed_height(me.debt),
        curve=-k / widen,
        calm=dial["goodwill"] * full(me.goodwill) - dial["grudge"] * jnp.log(1 + me.debt),
        option=-dial["preparation"] * unready * board.force,
    )


def advance(board: Board, dials: Dials, world: World, acts: Acts, days: Days) -> Slice:
    """Book the turn's harm and answers, prepare, forget."""
    me, dial = world["reciprocity"], dials.world["reciprocity"]
    eased = acts.on(board, acts.depth / jnp.maximum(acts.read, 1.0))[board.dyad_reverse]  # conciliation received
    old = me.debt * fade(days, dial["debt_half_life"]) * (1 - dial["forgiveness"] * eased)
    paid, new = _flows(board, dials, *_points(board, dials, world, acts), acts.on(board, acts.blamed))
    old = left(board, dials, world, jnp.maximum(old - paid, 0.0))
    acted = acts.on(board, acts.force)
    either = jnp.maximum(acted, acted[board.dyad_reverse])
    return Slice(
        debt=old + new,
        prepared=left(board, dials, world, _prepare(board, world, old, new, acted, days)),
        fast=me.fast * fade(days, dial["fast_half_life"]) + acted,
        slow=me.slow * fade(days, dial["slow_half_life"]) + acted,
        quiet=jnp.where(either > 0, 0.0, me.quiet + days),
        goodwill=me.goodwill * fade(days, jnp.full_like(dial["goodwill"], GOODWILL_HALF_LIFE)) + eased,
        hurt=me.hurt * fade(days, dial["hurt_half_life"]) + new * dial["on"],
    )


def owed_height(debt: Float[Array, "dyad run"]) -> Float[Array, "dyad run"]:
    """The height that a debt calls for."""
    return jnp.clip(0.5 + 0.1 * jnp.log2(jnp.maximum(debt, 1e-6)), 0.0, 1.0)


def _harm(board: Board, dials: Dials, world: World, acts: Acts) -> Float[Array, "dyad run"]:
    """Debt points of each act: more if it killed, less if it stayed below the pair's ceiling."""
    fatal = 1 + dials.world["human-cost"]["grievance"] * jnp.log(1 + acts.dead) / FULL_TEN
    bereft = acts.on(board, acts.does("kill-leader")) * (acts.lost * dials.stature)[board.dyad_target]
    lost = 1 + dials.world["leaders"]["stature_debt"] * bereft
    ceiling: Array = world["rules"].ceiling[board.dyad_pair]
    kept = (acts.on(board, acts.rung) <= ceiling).astype(jnp.float32)
    known: Array = 1 / (1 + world["rules"].doubt[board.dyad_pair])  # only what is known as normal is let pass
    absorbed = dials.world["rules"]["absorb"] * kept * known
    return acts.on(board, acts.harm * acts.read * fatal) * lost * (1 - absorbed)


@apart
def _points(board: Board, dials: Dials, world: World, acts: Acts) -> tuple[Array, Array]:
    """What each act pays, booked on the victim's dyad, and the debt that it makes, on the doer's."""
    return acts.on(board, acts.payment)[board.dyad_reverse], _harm(board, dials, world, acts)


def _flows(board: Board, dials: Dials, paid: Array, made: Array, blamed: Array) -> tuple[Array, Array]:
    """Spread points to the ledgers of all who share the quarrel."""
    return board.flow_into.sum(_paid(board, dials, paid)), board.flow_into.sum(_made(board, dials, made, blamed))


@apart
def _paid(board: Board, dials: Dials, points: Float[Array, "dyad run"]) -> Float[Array, "edge run"]:
    return points[board.flow_source] * dials.flow_weight


@apart
def _made(board: Board, dials: Dials, points: Array, blamed: Array) -> Float[Array, "edge run"]:
    """A proxy's act that is taken for its patron's is held against the patron in full."""
    here = board.flow_source
    return points[here] * (dials.flow_weight + blamed[here] * dials.flow_denied)


def _prepare(board: Board, world: World, old: Array, new: Array, acted: Array, days: Days) -> Float[Array, "dyad run"]:
    """Days prepared: they grow while something is owed, with coordination; a fresh debt needs fresh plans."""
    me: Slice = world["reciprocity"]
    speed: Array = world["leaders"].coordination[board.dyad_actor] * (old + new) / (old + new + DUE)
    fresh = (old + 1e-3) / (old + new + 1e-3)
    stale = fade(days, jnp.full((1, 1), PREPARED_HALF_LIFE))
    return (me.prepared * stale * fresh + days * speed) * (1 - 0.5 * acted)


def full(count: Float[Array, "dyad run"]) -> Float[Array, "dyad run"]:
    """Momentum saturates, so that acts cannot breed acts without bound."""
    return count / (1 + count)


def constants(inputs: Inputs) -> dict[str, Column]:
    """What acts are worth as the case states it, and how far each counts in every ledger."""
    v, moves, outrage = inputs.values, inputs.scenario.moves, inputs.dials["misperception"]["outrage"]
    points = {m: 2.0 ** (moves[m].rung - 5) if moves[m].rung > 0 else 0.0 for m in inputs.names.moves}
    shocks = {m: outrage if "mishap" in moves[m].does else 0.0 for m in inputs.names.moves}
    return {
        "prepare": inputs.at(f"moves.{m}.prepare" for _, m, *_ in inputs.options),
        "harm": inputs.rows(
            (points[m] + shocks[m]) * SEEN[moves[m].visibility] * v[f"moves.{m}.provokes"] for m in points
        ),
        "payment": inputs.rows(points[m] * v[f"moves.{m}.satisfies"] for m in points),
        **_weights(inputs),
    }


def _weights(inputs: Inputs) -> dict[str, Column]:
    """Weight of each edge, and what deniability takes off it, as far as no doctrine overrides it.

    Where proxies are switched off nobody answers for another, and no proxy or patron shares a quarrel.
    """
    v, proxies, doctrine = inputs.values, inputs.dials["proxies"]["on"], inputs.dials["deterrence"]["doctrine"]

    def held(edge: Edge) -> Column | float:
        share = v[edge.shared] if edge.shared else 1.0
        return share * (proxies if PATRONAGE in edge.shared + edge.denied else 1.0)

    def denied(edge: Edge) -> Column | float:
        return v[edge.denied] * (1 - doctrine) if edge.denied else 0.0

    whole, hidden = (inputs.rows(part(edge) for edge in inputs.axes.edges) for part in (held, denied))
    return {"flow_weight": whole * (1 - hidden), "flow_denied": whole * hidden}


def shows(board: Board, dials: Dials, world: World) -> dict[str, Reading]:
    """Show the ledger of the doer, and the rung that it calls for."""
    me = world["reciprocity"]
    plain = {name: Reading("dyad", getattr(me, name)) for name in ("debt", "goodwill", "prepared", "quiet")}
    return {**plain, "owed_rung": Reading("dyad", owed_height(me.debt), 10)}


SYSTEM = register(
    __name__,
    after="ladder",
    off="readiness owed_pull own_fast other_fast own_slow silence preparation goodwill grudge",
    kept="debt_half_life fast_half_life slow_half_life forgiveness hurt_half_life",
    explains="violent_answer_30d_prob answered_in_kind_share first_violent_answer_day",
    says={
        "": ("it was not yet even with the other side", "it was more than an answer"),
        "calm": ("it returned good will", "it still had an answer to give"),
    },
)
