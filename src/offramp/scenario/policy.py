"""A case in which off-ramps are taken: their dials are set and their orders are in force."""

from __future__ import annotations

from collections.abc import Sequence

from ..errors import CaseError, Fault
from .questions import Order
from .scenario import Scenario
from .sets import apply
from .words import nearest, one_of, show

WHERE = "--with"  # stands for the file in faults


def policy(scenario: Scenario, offramps: Sequence[str], shift: int = 0) -> Scenario:
    """Take off-ramps in a case, all together.

    Parameters
    ----------
    scenario : Scenario
        A loaded case.
    offramps : sequence of str
        Ids of off-ramps that the case declares.
    shift : int
        Days by which every order is put off; a negative one brings it forward, to the first day at the earliest.

    Raises
    ------
    CaseError
        If the case declares no such off-ramp.
    """
    for name in offramps:
        if name not in scenario.offramps:
            allowed = f"an off-ramp of the case: {one_of(sorted(scenario.offramps))}"
            raise CaseError(Fault(WHERE, None, "", show(name), allowed, nearest(name, scenario.offramps)))
    taken = [scenario.offramps[name] for name in offramps]
    sets = {path: str(value) for each in taken for path, value in each.sets.items()}
    orders = dict.fromkeys(_moved(order, shift) for each in taken for order in each.orders)
    whole = apply(scenario, sets) if sets else scenario
    return whole.model_copy(update={"orders": (*scenario.orders, *orders)})


def _moved(order: Order, shift: int) -> Order:
    return order.model_copy(update={"from_day": max(1, order.from_day + shift)})
