"""Can it be played: every rule yields an option, and whoever fights has one to choose."""

from __future__ import annotations

from offramp.scenario.options import feasible, rule_options
from offramp.scenario.scenario import Scenario

from .problem import Problem, Problems

FIGHTERS = ("state", "proxy")  # hosts, mediators and blocs may be there to be spoken of only


def playable(scenario: Scenario) -> Problems:
    """Check that the option rules give a game."""
    for i, rule in enumerate(scenario.options):
        if next(rule_options(scenario, rule), None) is None:
            allowed = "actors who differ from the targets, have reach in the arena and something there to aim at"
            yield Problem(("options", i), "a rule that yields no option", allowed)
    options = feasible(scenario)
    prone = {actor for actor, *_ in options}
    able = {actor for actor, move, *_ in options if scenario.moves[move].is_chosen}
    for name, actor in scenario.actors.items():
        if name in prone - able:
            yield Problem(("actors", name), f"a {actor.kind} with mishaps only", "an option that it can choose")
        elif name not in able and actor.kind in FIGHTERS:
            yield Problem(
                ("actors", name),
                f"a {actor.kind} without any option",
                "an option rule for every state and proxy",
            )
