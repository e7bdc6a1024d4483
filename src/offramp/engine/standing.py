"""The standing of one actor towards another on the evening of the start: debt, belief, demand, open channels."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from jaxtyping import Array

from offramp.game import Game
from offramp.world import World
from offramp.world.systems.audiences import wish
from offramp.world.systems.mediation import ripe
from offramp.world.systems.reciprocity import owed_height


@dataclass(frozen=True)
class Standing:
    """How one actor stands towards another; medians over the draws.

    Attributes
    ----------
    debt : float
        What the other owes for, in points of the ledger.
    owed_rung : float
        The rung that the debt calls for.
    belief : float
        Belief in the other's resolve, 0 to 1.
    goodwill : float
        Conciliation received that is not forgotten.
    prepared : float
        Days prepared.
    quiet : float
        Days since either used or showed force.
    doubt, ceiling : float
        Of the pair: doubt about the other's next limit, and the rung that both treat as normal.
    coordination, wrath : float
        Of the actor: share of its coordination that works, and what is left of the wrath at a loss.
    demand : float
        The rung of the least answer that the actor's public still wants.
    mood : float
        What its factions want together, 0 calm to 1 to climb.
    stress : float
        Of the actor, by the other's pressure: 0 to 1.
    open, ripe, pact : float
        Of the pair: how far a channel is open, how ripe an exit is, what is left of an agreement; 0 to 1.
    tolerance, presence : mapping of str to float
        Where the actor is a guest: its host's tolerance and its presence, by arena; 1 is full.
    programme : mapping of str to float
        Level and gear of its nuclear programme; empty without one.
    norms : mapping of str to float
        World-wide norms by the method that they forbid; 1 is intact.
    """

    debt: float
    owed_rung: float
    belief: float
    goodwill: float
    prepared: float
    quiet: float
    doubt: float
    ceiling: float
    coordination: float
    wrath: float
    demand: float
    mood: float
    stress: float
    open: float
    ripe: float
    pact: float
    tolerance: Mapping[str, float]
    presence: Mapping[str, float]
    programme: Mapping[str, float]
    norms: Mapping[str, float]


def standing(game: Game, world: World, actor: str, other: str, draws: int) -> Standing:
    """Read off a state how one actor stands towards another.

    Parameters
    ----------
    game : Game
    world : World
        One column for each draw.
    actor, other : str
        Ids; a pair of which one can act on the other.
    draws : int
        How many columns are draws; the rest is padding.
    """
    dyad = game.axes.dyads.index((actor, other))
    pair = game.axes.pairs.index((min(actor, other), max(actor, other)))
    who = game.names.actors.index(actor)

    def middle(values: Array, row: int) -> float:
        return float(np.median(np.asarray(values)[row, :draws]))

    ledger, board, dials, polity = world.reciprocity, game.board, game.dials, game.axes.polity
    guests = {arena: row for row, (owner, arena) in enumerate(polity.guests) if owner == actor}
    own = [row for row, owner in enumerate(polity.programmes) if owner == actor]
    return Standing(
        debt=middle(ledger.debt, dyad),
        owed_rung=10 * middle(owed_height(ledger.debt), dyad),
        belief=middle(world.deterrence.belief, dyad),
        goodwill=middle(ledger.goodwill, dyad),
        prepared=middle(ledger.prepared, dyad),
        quiet=middle(ledger.quiet, dyad),
        doubt=middle(world.rules.doubt, pair),
        ceiling=middle(world.rules.ceiling, pair),
        coordination=middle(world.leaders.coordination, who),
        wrath=middle(world.leaders.wrath, who),
        demand=10 * middle(world.audiences.demand, dyad),
        mood=middle(wish(board, dials, world), who),
        stress=middle(world.pressure.stress, dyad),
        open=middle(world.mediation.open, pair),
        ripe=middle(ripe(board, dials, world), pair),
        pact=middle(world.mediation.pact, pair),
        tolerance={arena: middle(world.host_politics.tolerance, row) for arena, row in guests.items()},
        presence={arena: middle(world.host_politics.presence, row) for arena, row in guests.items()},
        programme={part: middle(getattr(world.nuclear, part), row) for row in own for part in ("level", "gear")},
        norms={method: middle(world.world_order.norm, row) for row, method in enumerate(polity.methods)},
    )
