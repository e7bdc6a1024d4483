"""Options: the feasible (actor, move, target, arena) combinations of a case's option rules."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from .moves import OptionRule
from .scenario import Scenario

Option = tuple[str, str, str, str | None]
NOWHERE = "-"  # how an option's id writes that it has no arena
PHYSICAL = (
    "forces",
    "installation",
    "shipping",
    "leader",
    "economy",
)  # aims that need something there to hit


def option_id(actor: str, move: str, target: str, arena: str | None) -> str:
    """Return the permanent id of an option, `actor/move/target/arena`, `-` for no `arena`.

    The other parameters are the ids of its `actor`, `move` and `target`.
    """
    return "/".join((actor, move, target, arena or NOWHERE))


def feasible(scenario: Scenario) -> list[Option]:
    """List every option of a case once.

    An option is feasible when actor and target differ, the actor has reach in the arena, and the target has
    an asset there if the move aims at something that stands somewhere. An act that happens nowhere in
    particular has no arena. To an option that needs consent belongs the offer of it.

    Returns
    -------
    list of (actor, move, target, arena or None)
        In the order of actor, rung, move, target and arena, an act without an arena first.
    """
    options = {option for rule in scenario.options for option in rule_options(scenario, rule)}
    options |= {offer for option in options if (offer := offer_of(scenario, option))}
    rung = {name: move.rung for name, move in scenario.moves.items()}
    return sorted(options, key=lambda o: (o[0], rung[o[1]], o[1], o[2], o[3] is not None, o[3] or ""))


def offer_of(scenario: Scenario, option: Option) -> Option | None:
    """Return what an option amounts to until the other side accepts; None if it needs no consent."""
    actor, move, target, arena = option
    consent = scenario.moves[move].consent
    return (actor, consent.offer, target, arena) if consent else None


def rule_options(scenario: Scenario, rule: OptionRule) -> Iterator[Option]:
    """Yield the feasible options of one rule."""
    arenas: tuple[str | None, ...] = rule.arenas or (None,)
    for option in product(rule.actors, rule.moves, rule.targets, arenas):
        if is_feasible(scenario, option):
            yield option


def is_feasible(scenario: Scenario, option: Option) -> bool:
    """Whether an actor could do this move to this target there at all."""
    actor, move, target, arena = option
    if actor == target:
        return False
    if arena is None:
        return True
    place = scenario.arenas[arena]
    reaches = actor in place.reach and place.reach[actor].high > 0
    return reaches and (scenario.moves[move].aim not in PHYSICAL or target in place.assets)
