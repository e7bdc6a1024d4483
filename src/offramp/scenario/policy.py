"""A case in which off-ramps or policies are taken: their dials are set, their orders and holds are in force."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from offramp.errors import CaseError, Fault

from .questions import Hold, Order
from .scenario import Scenario
from .sets import apply
from .words import nearest, one_of, show

Step = TypeVar("Step", Order, Hold)
WHERE = "--with"  # stands for the file in faults


def policy(scenario: Scenario, offramps: Sequence[str], shift: int = 0) -> Scenario:
    """Take off-ramps or policies in a case, all together.

    Parameters
    ----------
    scenario : Scenario
        A loaded case.
    offramps : sequence of str
        Ids of off-ramps and policies that the case declares.
    shift : int
        Days by which every order and hold is put off; a negative one brings it forward, to the first day at the
        earliest.

    Raises
    ------
    CaseError
        If the case declares no such off-ramp.
    """
    known = {**scenario.policies, **scenario.offramps}
    for name in offramps:
        if name not in known:
            allowed = f"an off-ramp of the case: {one_of(sorted(scenario.offramps))}"
            raise CaseError(Fault(WHERE, None, "", show(name), allowed, nearest(name, known)))
    taken = [known[name] for name in offramps]
    sets = {path: str(value) for each in taken for path, value in each.sets.items()}
    orders = {_moved(order, shift): None for each in taken for order in each.orders}
    holds = {_moved(hold, shift): None for each in taken for hold in each.holds}
    whole = apply(scenario, sets) if sets else scenario
    return whole.model_copy(
        update={"orders": (*scenario.orders, *orders), "holds": (*scenario.holds, *holds)},
    )


def _moved(step: Step, shift: int) -> Step:
    return step.model_copy(update={"from_day": max(1, step.from_day + shift)})
