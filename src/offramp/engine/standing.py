"""How things stand between two actors on the evening of the start: what is owed, believed, feared and prepared."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Array

from offramp.game import Game
from offramp.world import World
from offramp.world.reciprocity import owed_height


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

    ledger = world.reciprocity
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
    )
