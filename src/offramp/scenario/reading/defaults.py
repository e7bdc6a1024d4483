"""The range that the library gives each quantity of a case where an author says nothing."""

from __future__ import annotations

from offramp.scenario.quantity import Kind, Quantity
from offramp.scenario.reading.plugins import find
from offramp.scenario.scenario import Scenario

from .merge import library, of_prior
from .parse import parse
from .tree import Node

OF_EACH = {"leaders": "leader", "plots": "plot", "offramps": "offramp"}  # a part of a case, and its default


def library_quantities(case: Scenario) -> dict[str, Quantity]:
    """Return the library's quantity for every path of a case for which it has one."""
    found = {path: library_quantity(case, path, quantity.kind) for path, quantity in case.quantities()}
    return {path: quantity for path, quantity in found.items() if quantity is not None}


def library_quantity(case: Scenario, path: str, kind: Kind) -> Quantity | None:
    """Return the library's quantity for a `path` of a case; None where it has none."""
    node = _default(case, path.split("."))
    if node is None:
        return None
    fields = {"value": node.value} if not isinstance(node.value, dict) else node.plain()
    fields.pop("kind", None)
    return parse(fields, kind)


def _default(scenario: Scenario, steps: list[str]) -> Node | None:
    """Find the library's node for the quantity at a path."""
    defaults = library("defaults")
    match steps:
        case ["actors", _, "factions", _, *rest]:
            return defaults.get("faction", *rest)
        case ["actors", _, "programme", *rest]:
            return defaults.get("programme", *rest)
        case ["actors", actor, *rest]:
            return defaults.get("actor", scenario.actors[actor].kind, *rest)
        case ["arenas", _, "assets", _, *rest]:
            return defaults.get("asset", *rest)
        case ["arenas", _, *rest]:
            return defaults.get("arena", *rest)
        case ["ties", tie, *rest]:
            return defaults.get(scenario.ties[tie].kind, *rest)
        case ["moves", move, *rest]:
            return library("moves").get(move, *rest) or defaults.get("move", *rest)
        case ["world", system, dial]:
            prior = of_prior(scenario.prior)
            fitted = prior.get(system, dial) if prior else None
            return fitted or library("world").get(system, "dials", dial) or _of_plugins(scenario, system, dial)
        case ["reporting", kind, band]:
            return library("reporting").get(kind, band)
        case [part, _, *rest] if part in OF_EACH:
            return defaults.get(OF_EACH[part], *rest)
    return None


def _of_plugins(scenario: Scenario, system: str, dial: str) -> Node | None:
    """Find the node of a dial in the packages that a case names."""
    bodies = (plugin.library() for name in scenario.plugins if (plugin := find(name)))
    found = (body[system].get("dials", dial) for body in bodies if system in body)
    return next(found, None)
