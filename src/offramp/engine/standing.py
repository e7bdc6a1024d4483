"""The standing of one actor towards another on the evening of the start: debt, belief, demand, open channels."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from offramp.game import Game
from offramp.world import World, shown
from offramp.world.system import Reading


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
    wish : float
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
    wish: float
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
    axes, polity = game.axes, game.axes.polity
    one = {
        "dyad": axes.dyads.index((actor, other)),
        "pair": axes.pairs.index((min(actor, other), max(actor, other))),
        "actor": game.names.actors.index(actor),
    }
    several = {
        "guest": {arena: row for row, (owner, arena) in enumerate(polity.guests) if owner == actor},
        "method": {method: row for row, method in enumerate(polity.methods)},
        "programme": {owner: row for row, owner in enumerate(polity.programmes) if owner == actor},
    }

    def middle(reading: Reading, row: int) -> float:
        return reading.factor * float(np.median(np.asarray(reading.values)[row, :draws]))

    found: dict[str, Any] = {"programme": {}}
    for name, reading in shown(game.board, game.dials, world).items():
        field, _, part = name.partition(".")
        if field not in Standing.__annotations__:
            continue
        if part:  # of what an actor has one of at most
            found[field].update((part, middle(reading, row)) for row in several[reading.axis].values())
        elif reading.axis in one:
            found[field] = middle(reading, one[reading.axis])
        else:
            found[field] = {key: middle(reading, row) for key, row in several[reading.axis].items()}
    return Standing(**found)
