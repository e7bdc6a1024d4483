"""Orders: acts that are forced to happen in a future, whatever their actor would have chosen.

An order falls due on the first day of its window on which what it waits for has happened. An actor carries out one
order a round, in the order of their ids; what it would have done instead is not done.
"""

from __future__ import annotations

import equinox as eqx
import numpy as np
from jaxtyping import Array, Float, UInt

from offramp.errors import OfframpError
from offramp.game.measures import mask
from offramp.game.names import Names
from offramp.game.xla.jit import put
from offramp.scenario import Scenario
from offramp.scenario.options import option_id
from offramp.scenario.questions import Order

AT_ONCE = 8  # orders are padded to a multiple of this many, so that few numbers of orders need compiling
NEVER = 1e9


class Orders(eqx.Module):
    """What is forced, one row for each order; padded with orders that never fall due.

    The last axis is one for all futures, or the future itself (`game.course`).
    """

    option: UInt[Array, "order _"]
    actor: UInt[Array, "order _"]
    acts: Float[Array, "order _"]  # 1 to act, 0 to do nothing as long as the window lasts
    first: Float[Array, "order _"]  # day
    last: Float[Array, "order _"]
    waits: Float[Array, "order _"]  # 1 if it waits for an act
    again: Float[Array, "order _"]  # 1 if it is done again after every such act
    trigger: Float[Array, "order option"]  # 1 for the acts that it waits for


def compile_orders(scenario: Scenario, names: Names) -> Orders | None:
    """Compile a case's orders; None if it has none."""
    if not scenario.orders:
        return None
    padded = -(-len(scenario.orders) // AT_ONCE) * AT_ONCE
    columns = {key: np.zeros((padded, 1)) for key in ("option", "actor", "last", "waits", "again")}
    first, trigger = np.full((padded, 1), NEVER), np.zeros((padded, len(names.options)))
    columns["acts"] = np.ones((padded, 1))
    for n, order in enumerate(sorted(scenario.orders, key=_rank)):
        columns["option"][n], columns["actor"][n] = _option(order, names), names.actors.index(order.actor)
        first[n], columns["last"][n] = max(order.from_day, 1), max(order.from_day, 1) + order.for_days - 1
        if order.after is not None:
            columns["waits"][n], trigger[n] = 1, mask(order.after, scenario, names)
            columns["again"][n] = order.each
    kinds = {"option": np.uint32, "actor": np.uint32}
    arrays = {key: put(column, kinds.get(key, np.float32)) for key, column in columns.items()}
    return Orders(**arrays, first=put(first, np.float32), trigger=put(trigger, np.float32))


def _option(order: Order, names: Names) -> int:
    option = option_id(order.actor, order.move, order.target, order.arena)
    if option not in names.options:  # what was set since the case was checked has left it out
        raise OfframpError(f"the order {option} is no option of the case as it is set")
    return names.options.index(option)


def _rank(order: Order) -> tuple[int, str, str, str, str]:
    return order.from_day, order.actor, order.move, order.target, order.arena or ""
