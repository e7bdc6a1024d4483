"""Put the toll of an act into words beside what the act was meant to do, and mark rare tolls."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from offramp.wording.names import deaths_words

from .reasons import RARE

if TYPE_CHECKING:
    from offramp.scenario import Scenario
    from offramp.scenario.moves import Harm, Move
    from offramp.scenario.quantity import Quantity

    from .chronicle import Act

LITTLE = 10  # dead up to which an act meant to do little harm has done little
CROWD = (0.2, 3.0)  # the ends within which exposure counts
TAIL = ("human-cost", "heavy_tail")


def meant_words(move: Move | None, dead: int) -> str:
    """What an act was meant to do, to stand within its sentence; empty once it killed more than a few."""
    return f"meaning {move.meant}" if move and move.meant and dead <= LITTLE else ""


def toll_words(move: Move | None, military: int, civilian: int) -> str:
    """How many died; where an act that was meant to do little harm killed many, both are told together.

    Parameters
    ----------
    move : Move or None
    military : int
        Soldiers who died.
    civilian : int
        Civilians who died.
    """
    died = deaths_words(military, civilian)
    if not (move and move.meant and military + civilian > LITTLE):
        return died
    killed = died.removesuffix(" died.")
    return f"It was meant {move.meant}; it killed {killed[:1].lower()}{killed[1:]}."


def rare_toll(scenario: Scenario, act: Act) -> str:
    """Say that fewer than 1 in 100 such acts kill so many; empty where more do, and where nobody can say."""
    move, tail = scenario.moves.get(act.move), _tail(scenario)
    if move is None or tail is None:
        return ""
    exposure = _exposure(scenario, act)
    pairs = ((move.harm.military, act.deaths_military), (move.harm.civilian, act.deaths_civilian))
    rare = any(harm and dead and chance_of(harm, dead, tail, exposure) < RARE for harm, dead in pairs)
    return "Rare: fewer than 1 in 100 such acts kill so many." if rare else ""


def chance_of(harm: Harm, dead: int, tail: float, exposure: float = 1.0) -> float:
    """The chance that an act kills at least so many, in the middle of the assumptions.

    Deaths given any follow a log-logistic distribution with the median, spread and limit of the move, as in the model.

    Parameters
    ----------
    harm : Harm
    dead : int
        At least 1.
    tail : float
        The scale of the logarithm where the move has none of its own.
    exposure : float
        Of what is hit; 1 is usual.
    """
    chance = min(1.0, _middle(harm.chance))
    if dead <= 1:
        return chance
    if harm.most and dead > _middle(harm.most):
        return 0.0
    tail = _middle(harm.tail) if harm.tail else tail
    size = (dead - 0.5) / min(max(exposure, CROWD[0]), CROWD[1])
    return float(chance / (1 + (size / _middle(harm.deaths)) ** (1 / tail)))


@lru_cache(maxsize=1024)
def _middle(quantity: Quantity) -> float:
    return float(quantity.middle())


def _tail(scenario: Scenario) -> float | None:
    system = scenario.world.get(TAIL[0])
    dial = system.dials.get(TAIL[1]) if system else None
    return _middle(dial) if dial else None


def _exposure(scenario: Scenario, act: Act) -> float:
    arena = scenario.arenas.get(act.arena or "")
    asset = arena.assets.get(act.target) if arena else None
    return _middle(asset.exposure) if asset else 1.0
