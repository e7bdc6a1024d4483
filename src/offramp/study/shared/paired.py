"""Paired futures: the same luck in two worlds (common random numbers)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from offramp import __version__
from offramp.ensemble import Address, Design
from offramp.ensemble.address import HASH_LETTERS
from offramp.ensemble.arm import Arm, play_arm
from offramp.ensemble.design import draws
from offramp.ensemble.engine import Engine
from offramp.ensemble.execute import Plan, Progress
from offramp.ensemble.record_weights import Asked, Floats, asked
from offramp.results import Evidence
from offramp.scenario import Scenario, apply, case_hash, load
from offramp.scenario.asof import as_of
from offramp.scenario.policy import refuse_overruled
from offramp.scenario.questions import Measure
from offramp.scenario.without import without as leave_out

from .padding import taken

Values = NDArray[np.float64]


@dataclass(frozen=True)
class Worlds:
    """Two worlds of one case.

    Attributes
    ----------
    design : Design
        Which futures are played in each of them.
    unset, asked : Scenario
        The case as it stands, and after what was set.
    with_it, without : Scenario
        The world with what is asked about, and the world without it.
    event, offramps
        What is asked about; neither if it is what was set.
    """

    design: Design
    unset: Scenario
    asked: Scenario
    with_it: Scenario
    without: Scenario
    event: str = ""
    offramps: tuple[str, ...] = ()

    @classmethod
    def of(cls, design: Design, event: str | None = None, offramps: Sequence[str] = ()) -> Worlds:
        """Give the worlds with and without an event or off-ramps; as set and as the case stands if there are none."""
        unset = load(design.case)
        case = apply(unset, design.sets or {})
        day = case.start if design.as_of is None else design.as_of
        here = as_of(case, day)
        if offramps:
            refuse_overruled(unset, offramps, design.sets or {})
            return cls(design, unset, case, taken(here, offramps), taken(here), offramps=tuple(offramps))
        if event is not None:
            return cls(design, unset, case, here, leave_out(here, event), event)
        return cls(design, unset, case, here, as_of(unset, day))

    @property
    def plan(self) -> Plan:
        """The futures of the world with it."""
        return Plan.of(self.design, self.with_it.days)

    @property
    def addresses(self) -> tuple[Address, Address]:
        """Of the first future in either world, with it and without it."""
        plan = self.plan
        plain = Address(
            case=self.asked.case, hash=case_hash(self.asked)[:HASH_LETTERS], version=__version__, seed=plan.seed,
            as_of=self.with_it.start_date, turns=plan.clock.turns, draw=0, run=0, rule=self.design.rule,
            turn_days=plan.clock.turn,
        )  # fmt: skip
        if self.offramps:
            return replace(plain, offramps=self.offramps), plain
        if self.event:
            return plain, replace(plain, without=self.event)
        return plain, replace(plain, hash=case_hash(self.unset)[:HASH_LETTERS])

    def play(self, engine: Engine, rule: str, progress: Progress) -> Pair:
        """Play both under one rule; the days in which the one has left the other already are played, too."""
        plan, total = self.plan, self.plan.total
        lead = (self.with_it.start_date - self.without.start_date).days

        def arm(world: Scenario, plan: Plan, weigh: Asked, before: int) -> Arm:
            def tell(done: int, of: int) -> None:
                progress(before + done, 2 * total)

            values = draws(world, plan.seed, plan.draws)
            return play_arm(engine, world, values, plan, rule, weigh, tell)

        with_it = arm(self.with_it, plan, "off", 0)
        later = replace(plan, clock=replace(plan.clock, lead=lead))
        without = arm(self.without, later, asked(self.design.evidence), total)
        one, other = (whole(each.measures, self.with_it.measures, plan.clock.days) for each in (with_it, without))
        return Pair(one, other, without.weights, without.evidence)


@dataclass(frozen=True)
class Pair:
    """Every measure as [draw, run] in both worlds.

    Attributes
    ----------
    with_it, without : mapping
    weights : float64[draw] or None
        How much each draw counts by the record of the world `without`, which is what both have; None for all the same.
    evidence : Evidence
        What that record made of the draws.
    """

    with_it: Mapping[str, Values]
    without: Mapping[str, Values]
    weights: Floats | None
    evidence: Evidence


def whole(found: Mapping[str, Values], measures: Mapping[str, Measure], days: int) -> dict[str, Values]:
    """Fill what is empty where that says something: a first day that never comes, and no rung without an act."""
    never = {"first": days + 1.0, "highest": 0.0}
    return {name: np.nan_to_num(values, nan=never.get(measures[name].kind, np.nan)) for name, values in found.items()}
