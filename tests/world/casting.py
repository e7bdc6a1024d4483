"""Random crises, and who plays which part in them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import numpy as np
from hypothesis import HealthCheck, Phase, given, seed, settings

from offramp.scenario import Scenario
from tests.cases.build import made
from tests.cases.generator import Parts, kin

from .paired import Futures
from .roles import Roles


def crises(size: int, first: int = 0) -> Iterator[Scenario]:
    """Cases of the property generator without end, from the first shape on; each `size` of them share a shape."""
    return (made(parts) for n in count(first) for parts in family(n, size))


def family(n: int, size: int) -> list[Parts]:
    """The cases of one shape, drawn by themselves: within one search examples take after each other."""
    drawn: list[list[Parts]] = []

    @seed(n)
    @settings(max_examples=2, phases=[Phase.generate], database=None, suppress_health_check=list(HealthCheck))
    @given(kin(size))
    def draw(parts: list[Parts]) -> None:
        drawn.append(parts)

    draw()
    return drawn[-1]  # the first is the simplest


def cast(scenario: Scenario, base: Futures) -> Roles:
    """Give out the parts: whoever lost a leader by the record's last blow is the victim."""
    blow = next(event for event in reversed(scenario.record.values()) if event.loses)
    control = {
        tie.proxy: tie.control.middle()
        for tie in scenario.ties.values()
        if tie.kind == "patronage" and tie.patron == blow.target
    }
    loose, *_, tight = sorted(control, key=control.__getitem__) * 2
    own = base.rung[base.acts(actors=[blow.target], targets=[blow.actor], at_least=5)]
    return Roles(
        striker=blow.actor,
        victim=blow.target,
        tight=tight,
        loose=loose,
        hot=str(blow.arena),
        climber=blow.target,
        step=int(np.bincount(own, minlength=7).argmax()) if len(own) else 6,
        deterred=blow.target,  # no attack of its own waits for an answer, as the raids of the proxy do
        host=str(scenario.arenas[str(blow.arena)].host),
        divided=blow.actor,
        doves=tuple(key for key, one in scenario.actors[blow.actor].factions.items() if one.wish.middle() < 0.5),
        builder=blow.target,
    )
