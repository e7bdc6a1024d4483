"""Settings that a case's questions make."""

from __future__ import annotations

from offramp.errors import CaseError
from offramp.scenario.scenario import Scenario
from offramp.scenario.sets import apply
from offramp.scenario.words import show

from .problem import Problem, Problems


def setting(scenario: Scenario, at: tuple[str | int, ...], path: str, value: object) -> Problems:
    """Check that a quantity or a switch can be set.

    Parameters
    ----------
    scenario : Scenario
    at : tuple
        Where it stands in the case.
    path : str
        Of what is set.
    value : object
        What it is set to.
    """
    if path == "prior":
        yield Problem(at, show(path), "a quantity or a switch: what is known beforehand is nobody's to change")
        return
    try:
        apply(scenario, {path: value})
    except CaseError as error:
        fault = error.faults[0]
        yield Problem(at, fault.found, fault.allowed, fault.hint)
