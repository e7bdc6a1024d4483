"""Play every world that the claims need under each decision rule, with equal luck, and hand out the numbers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from offramp.analysis.truth import Bound
from offramp.engine import Clock
from offramp.ensemble.design import draws
from offramp.ensemble.execute import Plan
from offramp.ensemble.player import Player
from offramp.ensemble.player import World as PlayedWorld
from offramp.ensemble.record_weights import asked
from offramp.ensemble.settings import Design
from offramp.results import Evidence
from offramp.results.manifest import NO_EVIDENCE
from offramp.scenario import Scenario
from offramp.scenario.questions import Test
from offramp.scenario.recorded import recorded
from offramp.study.backtest.past import Past, past
from offramp.study.shared.paired import filled

from .required_worlds import Arm, RequiredWorlds, World, shaped

Values = NDArray[np.float64]
ROUNDS = 90  # of a future; the longer ones are played so much less often
FEWEST = 2  # futures of each draw, without which luck cannot be told from assumptions


@dataclass
class Session:
    """Plays the required worlds, and keeps the measures that its tests read.

    Attributes
    ----------
    case : Scenario
        After what was set.
    design : Design
    rules : sequence of str
    player : Player
    required : RequiredWorlds
    found : mapping of (Arm, rule) to measures [draw, run]
    weights : mapping of (Arm, rule) to float64[draw] or None
        How much each draw counts by the record of the arm's world; None for all the same.
    evidence : mapping of (Arm, rule) to Evidence
    """

    case: Scenario
    design: Design
    rules: Sequence[str]
    player: Player
    required: RequiredWorlds
    found: dict[tuple[Arm, str], Mapping[str, Values]] = field(default_factory=dict)
    weights: dict[tuple[Arm, str], Values | None] = field(default_factory=dict)
    evidence: dict[tuple[Arm, str], Evidence] = field(default_factory=dict)
    _pasts: dict[tuple[str, int, int], Mapping[str, Past]] = field(default_factory=dict)

    def play_all(self) -> Session:
        """Play every required world under every rule; worlds of one horizon one after the other, for one program."""
        self.player.work.expect(len(self.rules) * sum(self.plan(arm).total for arm in self.arms))
        for spell in sorted({(arm.turn, arm.days) for arm in self.arms}):
            same = [arm for arm in self.arms if (arm.turn, arm.days) == spell]
            worlds = shaped({arm.world: self.worlds[arm.world] for arm in same})
            played = {arm: PlayedWorld(worlds[arm.world], self.plan(arm).clock.lead) for arm in same}
            for rule in self.rules:
                for arm in same:
                    self._play(arm, played[arm], rule)
        return self

    @cached_property
    def arms(self) -> list[Arm]:
        """Everything that is played."""
        return self.required.to_play()

    @cached_property
    def worlds(self) -> dict[World, Scenario]:
        """The worlds of all arms."""
        return {arm.world: arm.world.of(self.case) for arm in self.arms}

    @cached_property
    def dials(self) -> dict[str, Values]:
        """The values [draw] of every dial that has a say in the case."""
        values = draws(self.case, self.design.seed, self.design.draws).values
        return {path: values[path] for path in self.case.dials() if not path.startswith("offramps.")}

    @property
    def start(self) -> str:
        """The day before the first turn of worlds of which no test says another."""
        day = self.design.as_of
        return self.case.start if day is None else str(day)

    def plan(self, arm: Arm) -> Plan:
        """The futures of an arm: all have the same draws, long ones fewer runs of each."""
        start = dt.date.fromisoformat(arm.world.start or self.start)
        clock = Clock.of(arm.days, arm.turn, lead=(start - self.worlds[arm.world].start_date).days)
        plan = replace(Plan.of(self.design, arm.days), clock=clock)
        runs = round(plan.runs_per_draw * min(1.0, ROUNDS / clock.rounds))
        return replace(plan, runs_per_draw=max(FEWEST, runs))

    @property
    def record(self) -> Evidence:
        """What the record made of the draws of the first world that was judged by it."""
        return next((each for each in self.evidence.values() if each.asked != "off"), NO_EVIDENCE)

    def numbers(self, test: Test, rule: str) -> Values:
        """What a test compares, future by future [draw, run]; NaN where a future has none."""
        one, other = self.required.arms[test]
        mine = self._numbers(test, one, rule)
        return mine if other is None else mine - self._numbers(test, other, rule)

    def past(self, test: Test) -> Past | None:
        """What the world without it would have expected of as many days before; None unless a test is of an effect.

        Played once for all tests of one day and length, and none if the record does not reach so far back.
        """
        other = self.required.arms[test][1]
        if other is None or not test.effect_of:
            return None
        end, plan = self.worlds[other.world].start, self.plan(other)
        key = end, plan.clock.days, plan.clock.turn
        if key not in self._pasts:
            names = sorted({each.measure for each, pair in self.required.arms.items() if pair[1] is not None})
            plain = replace(plan, clock=replace(plan.clock, lead=0))
            self._pasts[key] = past(self.case, end, plain, self.rules[0], self.player, names)
        return self._pasts[key].get(test.measure)

    def weight(self, tests: Sequence[Test], rule: str) -> Values | None:
        """How much each draw counts: by the shortest of the records that the tests' worlds have in common."""
        known = [self._known(test) for test in tests]
        return self.weights[min(known, key=lambda arm: self.worlds[arm.world].start), rule]

    def _known(self, test: Test) -> Arm:
        """The arm whose record both worlds of a test have."""
        one, other = self.required.arms[test]
        return other or one

    def _play(self, arm: Arm, world: PlayedWorld, rule: str) -> None:
        """Play a world under a rule, and keep the measures that its tests read."""
        tests = [test for test, pair in self.required.arms.items() if arm in pair]
        weigh = asked(self.design.evidence) if any(self._known(test) == arm for test in tests) else "off"
        played = self.player.play(world, self.plan(arm), rule, weigh)
        names = {name for test in tests for name in (test.measure, test.minus, test.given) if name}
        measures = {name: played.measures[name] for name in names}
        self.found[arm, rule] = filled(measures, world.scenario.measures, arm.days)
        self.weights[arm, rule], self.evidence[arm, rule] = played.weights, played.evidence

    def _numbers(self, test: Test, arm: Arm, rule: str) -> Values:
        found = self.found[arm, rule]
        x = found[test.measure] - (found[test.minus] if test.minus else 0.0)
        if test.minus_record is not None:
            where = self.case.measures[test.measure].where
            before = recorded(self.worlds[arm.world], where, test.minus_record)
            x = x - (np.nan if before is None else before)
        if test.passes:
            x = np.where(np.isnan(x), np.nan, Bound.read(test.passes).met(x))
        return np.where(found[test.given] > 0, x, np.nan) if test.given else x
