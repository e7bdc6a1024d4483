"""Setting quantities and switches of a loaded case: `actors.iran.tempo=0.2`, `world.reciprocity.on=false`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from offramp.errors import CaseError, Fault

from .quantity import Quantity
from .reading.defaults import library_quantity
from .reading.parse import parse
from .scenario import Prior, Scenario, System
from .words import Refusal, nearest, one_of, show

SWITCH = {"true": True, "on": True, "yes": True, "false": False, "off": False, "no": False}
WHERE = "--set"  # stands for the file in faults
DIVISORS = ("world.dominance.stock", "world.mediation.hurts")  # dials that others are divided by


def apply(scenario: Scenario, sets: Mapping[str, Any]) -> Scenario:
    """Set quantities and switches by their paths, and the prior.

    A quantity keeps its kind and its period. Another prior changes the ranges that the case does not write itself.

    Parameters
    ----------
    scenario : Scenario
        A loaded case.
    sets : mapping
        From the path of a quantity to a number or a range such as `0.2..0.4`, from `world.<system>.on` to true or
        false, or from `prior` to its name; all may be text, as on a command line.

    Raises
    ------
    CaseError
        At every path that does not exist and every value that it does not take.
    """
    faults: list[Fault] = []
    for path, raw in sorted(sets.items(), key=_first):
        try:
            scenario = _set(scenario, path, raw)
        except Refusal as refusal:
            faults.append(Fault(WHERE, None, path, refusal.found, refusal.allowed, refusal.hint))
    if faults:
        raise CaseError(faults)
    return scenario


def _first(item: tuple[str, Any]) -> tuple[bool, bool]:
    """The prior is set first, for it brings ranges, and then switches, which may bring quantities."""
    return item[0] != "prior", not item[0].endswith(".on")


def _set(scenario: Scenario, path: str, raw: Any) -> Scenario:
    text = raw.strip() if isinstance(raw, str) else raw
    if path == "prior":
        return _with_prior(scenario, text)
    if path in (switches := [f"world.{name}.on" for name in scenario.world]):
        return replaced(scenario, path, _switch(text))
    quantities = dict(scenario.quantities())
    if path not in quantities:
        allowed = "the path of a quantity, such as world.reciprocity.readiness, or of a switch, world.<system>.on"
        raise Refusal(show(path), allowed, nearest(path, [*quantities, *switches]))
    value = parse(_body(text, quantities[path]), quantities[path].kind)
    if path in DIVISORS and value.high == 0:
        raise Refusal("0", "a number above 0: others are divided by it")
    return replaced(scenario, path, value)


def _with_prior(scenario: Scenario, name: Any) -> Scenario:
    """A case with another prior: what it has from the library of its world is changed, what it says itself is not."""
    if name not in get_args(Prior):
        raise Refusal(show(name), one_of(get_args(Prior)), nearest(str(name), get_args(Prior)))
    made = scenario.model_copy(update={"prior": name})
    for key, system in scenario.world.items():
        for dial, quantity in system.dials.items():
            path = f"world.{key}.{dial}"
            was, other = (library_quantity(each, path, quantity.kind) for each in (scenario, made))
            if quantity == was:
                made = replaced(made, path, other)
    return made


def _switch(raw: Any) -> bool:
    on = raw if isinstance(raw, bool) else SWITCH.get(str(raw).lower())
    if on is None:
        raise Refusal(show(raw), "true or false")
    return on


def _body(raw: Any, old: Quantity) -> Any:
    """Return what an author would have written in the quantity's place."""
    try:
        value = float(raw) if isinstance(raw, str) else raw
    except ValueError:
        value = raw
    body = dict(value) if isinstance(value, dict) else {"value": value}
    period = {"per": old.per} if old.per else {}
    return {**period, "because": "set for this run", **body}


def replaced(scenario: Scenario, path: str, value: Any) -> Scenario:
    """Return a case with another quantity or switch at a path that it has.

    Parameters
    ----------
    scenario : Scenario
    path : str
        Of the quantity or switch.
    value : object
        What stands there then.
    """
    changed = _replace(scenario, path.split("."), value)
    assert isinstance(changed, Scenario)
    return changed


def _replace(node: Any, steps: list[str], value: Any) -> Any:
    """Copy a part with one value replaced."""
    if not steps:
        return value
    step, *rest = steps
    if isinstance(node, System) and step in node.dials:
        return node.model_copy(update={"dials": {**node.dials, step: value}})
    if isinstance(node, dict):
        return {**node, step: _replace(node[step], rest, value)}
    return node.model_copy(update={step: _replace(getattr(node, step), rest, value)})
