"""Mediation and off-ramps: an exit is taken when both hurt, each can claim a success and a channel is open.

Theory: ripeness, a mutually hurting stalemate and a way out (Zartman 2000); what mediators add is access (Bercovitch
and Jackson 2009); agreements fail where nobody holds them up (Walter 2002; Fortna 2004). Channels open by words between
the two or by a mediator with access to both, close again when nobody uses them, and are slammed by violence. An
agreement holds back force, breaks under fire and wears off.
"""

import equinox as eqx
import jax.numpy as jnp
from jaxtyping import Array, Float

from offramp.scenario.ladder import VIOLENT
from offramp.world.system import Acts, Board, Column, Days, Dials, Inputs, Pull, Reading, World, fade, register


class Slice(eqx.Module):
    """Per pair: how far a channel is open (0 shut, 1 wide), and an agreement in force (1 fresh, 0 none)."""

    open: Float[Array, "pair run"]
    pact: Float[Array, "pair run"]


class Constants(eqx.Module):
    """Quality of each access, and how far the channel of each pair stands open when nobody uses it."""

    quality: Float[Array, "access run"]
    ajar: Float[Array, "pair run"]


def start(board: Board, dials: Dials) -> Slice:
    """Channels ajar as their mediators keep them, no agreement."""
    return Slice(dials.ajar, jnp.zeros_like(dials.ajar))


def ripe(board: Board, dials: Dials, world: World) -> Float[Array, "pair run"]:
    """How ripe an exit is, 0 to 1: a channel is open, both hurt, and each can claim a success."""
    me: Slice = world["mediation"]
    dial, (one, other) = dials.world["mediation"], board.pair_dyads
    pain = world["reciprocity"].hurt / (world["reciprocity"].hurt + dial["hurts"])
    claim = jnp.exp(-dial["ask"] * world["audiences"].demand)
    return me.open * jnp.minimum(pain[one], pain[other]) * jnp.minimum(claim[one], claim[other])


def appraise(board: Board, dials: Dials, world: World) -> Pull:
    """A ripe moment invites exits, an unripe one bars them; an agreement holds force back."""
    me, dial, polity = world["mediation"], dials.world["mediation"], board.polity
    moment = ripe(board, dials, world)
    calm, held = dial["soothe"] * moment, dial["hold"] * me.pact
    unsettled = moment * (1 - me.pact)  # what is agreed need not be agreed again
    exits = dial["exit_pull"] * unsettled - dial["bar"] * (1 - unsettled)
    return Pull(
        force=-held[board.dyad_pair],
        calm=calm[board.dyad_pair],
        role=exits[board.dyad_pair[polity.role_dyad]] * polity.settles,
    )


def advance(board: Board, dials: Dials, world: World, acts: Acts, days: Days) -> Slice:
    """Words open the channel, violence shuts it; an exit that is taken makes an agreement, fire breaks it."""
    me, dial, (one, other) = world["mediation"], dials.world["mediation"], board.pair_dyads
    fire = acts.on(board, jnp.where(acts.rung >= VIOLENT, acts.height, 0.0))
    worst = jnp.maximum(fire[one], fire[other])
    word, exit_ = acts.on(board, acts.does("channel")), acts.on(board, acts.does("settle"))
    spoken = 1 - (1 - dial["direct"] * jnp.maximum(word[one], word[other])) * (1 - _ushered(board, dials, word))
    kept = dials.ajar + (me.open - dials.ajar) * fade(days, dial["open_half_life"])
    agreed = me.pact * fade(days, dial["pact_half_life"]) * (1 - dial["break"] * worst)
    return Slice(
        open=(kept + spoken * (1 - kept)) * (1 - dial["slam"] * worst),
        pact=jnp.maximum(agreed, jnp.maximum(exit_[one], exit_[other]) * dial["on"]),
    )


def _ushered(board: Board, dials: Dials, word: Float[Array, "dyad run"]) -> Float[Array, "pair run"]:
    """How far mediators' words open the channel of the pair between which they go."""
    polity = board.polity
    if not polity.access_word.shape[0]:
        return jnp.zeros_like(dials.ajar)
    came = polity.access_into.sum(word[polity.access_word] * dials.quality)
    return jnp.minimum(dials.world["mediation"]["usher"] * came, 1.0)


def constants(inputs: Inputs) -> dict[str, Column]:
    """Quality of mediators as the case states it, and what trickles through any of them."""
    quality = inputs.at(f"ties.{key}.quality" for key, *_ in inputs.axes.polity.access)
    trickle, shut, seen = inputs.dials["mediation"]["trickle"], inputs.rows(1.0 for _ in inputs.axes.pairs), set()
    for n, (key, _, pair) in enumerate(inputs.axes.polity.access):
        if key not in seen:
            shut[inputs.axes.pairs.index(pair)] *= 1 - quality[n] * trickle
        seen.add(key)
    return {"quality": quality, "ajar": 1 - shut}


def shows(board: Board, dials: Dials, world: World) -> dict[str, Reading]:
    """Show the channel and the agreement."""
    return {name: Reading("pair", getattr(world["mediation"], name)) for name in ("open", "pact")}


def derives(board: Board, dials: Dials, world: World) -> dict[str, Reading]:
    """Say how ripe an exit is."""
    return {"ripe": Reading("pair", ripe(board, dials, world))}


SYSTEM = register(
    __name__,
    after="host-politics",
    off="trickle usher direct bar exit_pull soothe hold",
    kept="open_half_life slam hurts ask break pact_half_life",
    explains="exits_taken war_prob",
    deals="settle",
    says={
        "": ("a way out was open", "it would close a way out"),
        "calm": ("the moment was ripe", "the moment was not ripe"),
        "exit": ("the moment was ripe: both hurt, and a channel was open", "the moment was not ripe"),
        "force": ("no agreement held it back", "the agreement in force held it back"),
    },
)
