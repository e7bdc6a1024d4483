"""What is asked: measures that can be computed, claims that can be decided, off-ramps that can be taken."""

from __future__ import annotations

from ...errors import CaseError
from ..options import feasible, is_feasible
from ..questions import SPECIAL, Order
from ..scenario import Scenario
from ..sets import apply
from ..words import nearest, one_of, show
from .problem import Problem, Problems


def questions(scenario: Scenario) -> Problems:
    """Check measures, claims and off-ramps."""
    yield from _measures(scenario)
    yield from _claims(scenario)
    yield from _offramps(scenario)
    yield from _orders(scenario, ("orders",), scenario.orders)


def _measures(scenario: Scenario) -> Problems:
    for name, measure in scenario.measures.items():
        at = ("measures", name)
        if measure.kind == "special" and name not in SPECIAL:
            allowed = f"a kind that is counted; only {one_of(SPECIAL)} are computed by name"
            yield Problem((*at, "kind"), "special", allowed)
        if measure.within is not None and measure.kind not in ("any", "first"):
            yield Problem(
                (*at, "within"),
                f"within {measure.within} days of a {measure.kind}",
                "within for any and first only",
            )
        if measure.where.led_by and measure.kind == "deaths":
            yield Problem(
                (*at, "where", "led_by"), "led_by for deaths", "led_by for any, count, first, highest and arenas"
            )
        if measure.of != "both" and measure.kind != "deaths":
            yield Problem((*at, "of"), show(measure.of), "of for deaths only")
        low, high = measure.where.at_least, measure.where.at_most
        if low is not None and high is not None and low > high:
            yield Problem((*at, "where", "at_most"), str(high), f"a rung from at_least, {low}, on")


def _claims(scenario: Scenario) -> Problems:
    for name, claim in scenario.claims.items():
        for i, test in enumerate(claim.tests):
            if test.effect_of is not None:
                yield from _effect(scenario, ("claims", name, "tests", i, "effect_of"), test.effect_of)
        if name in claim.against:
            yield Problem(("claims", name, "against"), f"{name} against itself", "other claims")


def _effect(scenario: Scenario, at: tuple[str | int, ...], of: str) -> Problems:
    """An effect is that of an event, of an off-ramp, or of a `path=value`."""
    if "=" in of:
        yield from _set(scenario, at, *of.split("=", 1))
        return
    right = [*scenario.record, *scenario.offramps]
    if of not in right:
        yield Problem(at, show(of), "an event of the record, an off-ramp, or path=value", nearest(of, right))


def _set(scenario: Scenario, at: tuple[str | int, ...], path: str, value: object) -> Problems:
    try:
        apply(scenario, {path: value})
    except CaseError as error:
        fault = error.faults[0]
        yield Problem(at, fault.found, fault.allowed, fault.hint)


def _offramps(scenario: Scenario) -> Problems:
    for name, offramp in scenario.offramps.items():
        for path, value in offramp.sets.items():
            yield from _set(scenario, ("offramps", name, "sets", path), path, value)
        yield from _orders(scenario, ("offramps", name, "orders"), offramp.orders)


def _orders(scenario: Scenario, at: tuple[str | int, ...], orders: tuple[Order, ...]) -> Problems:
    able = set(feasible(scenario)) if orders else set()
    for i, order in enumerate(orders):
        option = (order.actor, order.move, order.target, order.arena)
        if scenario.moves[order.move].is_mishap:
            yield Problem((*at, i, "move"), f"an order to do {order.move}", "a move that somebody can choose")
        elif not is_feasible(scenario, option):
            where = f" in {order.arena}" if order.arena else ""
            allowed = "another actor as target, within reach, with something there to aim at"
            yield Problem((*at, i), f"{order.actor} cannot do {order.move} to {order.target}{where}", allowed)
        elif option not in able:
            yield Problem((*at, i), "/".join(part or "-" for part in option), "an option of the case")
