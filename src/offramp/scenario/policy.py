"""A case in which off-ramps or policies are taken: their dials are set, their orders and holds are in force."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from offramp.errors import CaseError, Fault

from .questions import Hold, Order, Policy
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
        If the case declares no such off-ramp, or two of them set one dial to two values.
    """
    known = {**scenario.policies, **scenario.offramps}
    for name in offramps:
        if name not in known:
            allowed = f"an off-ramp of the case: {one_of(sorted(scenario.offramps))}"
            raise CaseError(Fault(WHERE, None, "", show(name), allowed, nearest(name, known)))
    taken = [known[name] for name in offramps]
    _refuse_two(known, offramps)
    sets = {path: str(value) for each in taken for path, value in each.sets.items()}
    orders = {_moved(order, shift): None for each in taken for order in each.orders}
    holds = {_moved(hold, shift): None for each in taken for hold in each.holds}
    whole = apply(scenario, sets) if sets else scenario
    return whole.model_copy(
        update={"orders": (*scenario.orders, *orders), "holds": (*scenario.holds, *holds)},
    )


def refuse_overruled(scenario: Scenario, offramps: Sequence[str], sets: Mapping[str, Any]) -> None:
    """Refuse settings that an off-ramp would overrule: the world with it would not have what was asked for.

    Parameters
    ----------
    scenario : Scenario
    offramps : sequence of str
        Ids of those that are taken.
    sets : mapping of str to Any
        What is set, by path.

    Raises
    ------
    CaseError
        Naming every such path.
    """
    known = {**scenario.policies, **scenario.offramps}
    faults = [
        Fault("--set", None, path, f"{sets[path]}, which {name} sets to {value}", f"a dial that {name} does not set")
        for name in offramps
        if name in known
        for path, value in known[name].sets.items()
        if path in sets and _differ(sets[path], value)
    ]
    if faults:
        raise CaseError(faults)


def go_together(scenario: Scenario, offramps: Sequence[str]) -> bool:
    """Say whether off-ramps or policies that the case declares can be taken together: none sets another's dial anew."""
    try:
        _refuse_two({**scenario.policies, **scenario.offramps}, offramps)
    except CaseError:
        return False
    return True


def _refuse_two(known: Mapping[str, Policy], offramps: Sequence[str]) -> None:
    """Refuse off-ramps that set one dial to two values, of which only the last would hold."""
    by: dict[str, str] = {}
    for name in offramps:
        for path, value in known[name].sets.items():
            first = by.setdefault(path, name)
            if _differ(known[first].sets[path], value):
                found = f"{path} set to {known[first].sets[path]} by {first} and to {value} by {name}"
                raise CaseError(Fault(WHERE, None, "", found, "off-ramps that agree on what they set"))


def _differ(one: Any, other: Any) -> bool:
    """Whether two settings differ, as numbers where they are numbers."""
    try:
        return float(one) != float(other)
    except (TypeError, ValueError):
        return str(one).strip() != str(other).strip()


def _moved(step: Step, shift: int) -> Step:
    return step.model_copy(update={"from_day": max(1, step.from_day + shift)})
