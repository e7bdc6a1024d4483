"""Add orders and holds that never begin, so that several worlds have one shape and share a compiled program."""

from __future__ import annotations

from collections.abc import Sequence

from offramp.game.commands.orders import AT_ONCE
from offramp.scenario import Scenario
from offramp.scenario.options import feasible
from offramp.scenario.policy import policy
from offramp.scenario.questions import MOST_DAYS, Hold, Order

NEVER = MOST_DAYS  # a day after the last of any future, and the last that an order may have


def padded(
    case: Scenario, offramps: Sequence[str] = (), shift: int = 0, orders: int = AT_ONCE, held: bool = False
) -> Scenario:
    """Take off-ramps in a case, and add orders that never fall due until it has as many as other worlds.

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
    world = policy(case, offramps, shift)
    actor, move, target, arena = next(iter(feasible(case)))
    idle = Order(actor=actor, move=move, target=target, arena=arena, from_day=NEVER)
    still = (Hold(actors=(actor,), from_day=NEVER),) if held and not world.holds else ()
    more = (*world.orders, *[idle] * (orders - len(world.orders)))
    return world.model_copy(update={"orders": more, "holds": (*world.holds, *still)})


def rounded_up(orders: int) -> int:
    """Round a number of orders up to a size for which programs are compiled."""
    return AT_ONCE * -(-orders // AT_ONCE)
