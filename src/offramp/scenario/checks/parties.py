"""Who stands how to whom: principals, ties, leaders, plots, neighbours."""

from __future__ import annotations

from collections import Counter

from offramp.scenario.ladder import HIGHEST, LOWEST
from offramp.scenario.parts import Access, Patronage, Rivalry
from offramp.scenario.passing import patrons
from offramp.scenario.scenario import Scenario
from offramp.scenario.words import nearest, one_of, show

from .problem import Problem, Problems


def parties(scenario: Scenario) -> Problems:
    """Check that the parties of a case stand to each other as parties can."""
    yield from _principals(scenario)
    yield from _ties(scenario)
    yield from _patrons(scenario)
    for name, actor in scenario.actors.items():
        if actor.factions and not any(faction.weight.high > 0 for faction in actor.factions.values()):
            yield Problem(
                ("actors", name, "factions"), "factions without any weight", "a weight above 0 for one of them"
            )
    for name, plot in scenario.plots.items():
        if plot.actor == plot.target:
            yield Problem(("plots", name, "target"), show(plot.target), "another actor than the plotter")
        if plot.stopped_by is not None and plot.stopped_by not in scenario.record:
            hint = nearest(plot.stopped_by, scenario.record)
            yield Problem(("plots", name, "stopped_by"), show(plot.stopped_by), "an event of the record", hint)
    for name, line in scenario.red_lines.items():
        if line.holder in line.against:
            others = one_of(actor for actor in scenario.actors if actor != line.holder)
            yield Problem(("red_lines", name, "against"), f"{show(line.holder)}, who holds the line", others)
    for name, arena in scenario.arenas.items():
        for i, neighbour in enumerate(arena.neighbours):
            if neighbour == name:
                yield Problem(("arenas", name, "neighbours", i), show(neighbour), "other arenas")


def _principals(scenario: Scenario) -> Problems:
    first, second = scenario.principals
    if first == second:
        yield Problem(("principals",), f"{show(first)} twice", "two actors")
    elif "~".join(sorted((first, second))) not in scenario.ties:
        yield Problem(("principals",), f"{first} and {second}, who are no rivals", "two actors with a tie of rivalry")


def _ties(scenario: Scenario) -> Problems:
    for name, tie in scenario.ties.items():
        if isinstance(tie, Patronage):
            ends, field = (tie.patron, tie.proxy), "proxy"
        else:
            ends, field = (tie.to, "to") if isinstance(tie, Access) else (tie.between, "between")
        if ends[0] == ends[1]:
            yield Problem(("ties", name, field), f"{show(ends[0])} at both ends", "two different actors")
        if isinstance(tie, Access) and tie.mediator in tie.to:
            others = [actor for actor in scenario.actors if actor not in tie.to]
            yield Problem(("ties", name, "mediator"), f"{show(tie.mediator)}, who is a party", one_of(others))
        if isinstance(tie, Rivalry):
            if tie.ceiling.low < LOWEST or tie.ceiling.high > HIGHEST:
                allowed = f"a rung of the ladder, from {LOWEST} to {HIGHEST}"
                yield Problem(("ties", name, "ceiling"), tie.ceiling.text(), allowed)
            for actor in tie.seen_resolve:
                if actor not in tie.between:
                    yield Problem(("ties", name, "seen_resolve", actor), show(actor), one_of(tie.between))


def _patrons(scenario: Scenario) -> Problems:
    """A side is the root of a chain of patrons: the chain must neither fork nor turn back."""
    ties = {name: tie for name, tie in scenario.ties.items() if isinstance(tie, Patronage)}
    count = Counter(tie.proxy for tie in ties.values())
    seen: set[str] = set()
    for name, tie in ties.items():
        if count[tie.proxy] > 1 and tie.proxy in seen:
            yield Problem(("ties", name, "proxy"), f"a second patron of {tie.proxy}", "one patron for each proxy")
        seen.add(tie.proxy)
    if max(count.values(), default=0) > 1:
        return
    for name, tie in ties.items():
        if tie.patron != tie.proxy and tie.proxy in patrons(scenario, tie.proxy):
            yield Problem(("ties", name, "patron"), f"{tie.proxy} as a patron of itself", "chains of patrons that end")
            return  # every tie of the ring would say the same
