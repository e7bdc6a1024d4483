"""What is asked: off-ramps and policies that can be taken, and orders that can be carried out."""

from __future__ import annotations

from offramp.scenario.options import Option, feasible, is_feasible, option_id
from offramp.scenario.passing import options_of
from offramp.scenario.questions import Hold, Order
from offramp.scenario.scenario import Scenario
from offramp.scenario.words import one_of

from .problem import Problem, Problems
from .sets import setting


def questions(scenario: Scenario) -> Problems:
    """Check off-ramps, policies and orders."""
    for part, policies in (("offramps", scenario.offramps), ("policies", scenario.policies)):
        for name, policy in policies.items():
            for path, value in policy.sets.items():
                yield from setting(scenario, (part, name, "sets", path), path, value)
            yield from _orders(scenario, (part, name, "orders"), policy.orders)
            yield from _holds(scenario, (part, name, "holds"), policy.holds)
            if name in scenario.record or (part == "policies" and name in scenario.offramps):
                yield Problem((part, name), f"the name {name} a second time", "a name that no event or off-ramp has")
    yield from _orders(scenario, ("orders",), scenario.orders)
    yield from _holds(scenario, ("holds",), scenario.holds)


def _orders(scenario: Scenario, at: tuple[str | int, ...], orders: tuple[Order, ...]) -> Problems:
    able = set(feasible(scenario)) if orders else set()
    for i, order in enumerate(orders):
        option = (order.actor, order.move, order.target, order.arena)
        if order.each and order.after is None:
            yield Problem((*at, i, "each"), "each without after", "after: which acts it comes after each time")
        if not scenario.moves[order.move].is_chosen:
            yield Problem((*at, i, "move"), f"an order to do {order.move}", "a move that somebody can choose")
        elif not is_feasible(scenario, option):
            where = f" in {order.arena}" if order.arena else ""
            allowed = "another actor as target, within reach, with something there to aim at"
            yield Problem((*at, i), f"{order.actor} cannot do {order.move} to {order.target}{where}", allowed)
        elif option not in able:
            yield Problem((*at, i), option_id(*option), f"an option of the case; the nearest are {_near(option, able)}")


def _near(option: Option, able: set[Option]) -> str:
    """The options that differ least from one that there is not: those of the same actor, then of the same move."""
    weights = (4, 3, 2, 1)  # actor, move, target, arena

    def shared(other: Option) -> int:
        return sum(weight for weight, one, two in zip(weights, option, other, strict=True) if one == two)

    nearest = sorted(able, key=lambda each: (-shared(each), option_id(*each)))[:3]
    return one_of(sorted(option_id(*each) for each in nearest))


def _holds(scenario: Scenario, at: tuple[str | int, ...], holds: tuple[Hold, ...]) -> Problems:
    for i, hold in enumerate(holds):
        if not any(option[0] in hold.actors for option in options_of(scenario, hold.where)):
            yield Problem((*at, i), "a hold that keeps nobody from anything", "acts that one of its actors could do")
