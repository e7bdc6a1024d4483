"""Worlds in which off-ramps are taken, all of one shape, so that one compiled program plays them all."""

from __future__ import annotations

from collections.abc import Sequence

from offramp.game.commands.orders import AT_ONCE
from offramp.scenario import Scenario
from offramp.scenario.options import feasible
from offramp.scenario.policy import policy
from offramp.scenario.questions import Hold, Order

NEVER = 100_000  # a day after the last of any future


def taken(
    case: Scenario, offramps: Sequence[str] = (), shift: int = 0, orders: int = AT_ONCE, held: bool = False
) -> Scenario:
    """Take off-ramps in a case, and give it orders that never fall due until it has as many as the others.

    Parameters
    ----------
    case : Scenario
    offramps : sequence of str
        None for the case as it stands, in the shape of the others.
    shift : int
        Days by which every order of theirs is put off.
    orders : int
        How many at least.
    held : bool
        Whether the others have holds: then it gets one, too, that never begins.

    Raises
    ------
    CaseError
        If the case declares no such off-ramp.
    """
    made = policy(case, offramps, shift)
    actor, move, target, arena = next(iter(feasible(case)))
    idle = Order(actor=actor, move=move, target=target, arena=arena, from_day=NEVER)
    still = (Hold(actors=(actor,), from_day=NEVER),) if held and not made.holds else ()
    padded = (*made.orders, *[idle] * (orders - len(made.orders)))
    return made.model_copy(update={"orders": padded, "holds": (*made.holds, *still)})
