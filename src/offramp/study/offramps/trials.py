"""A bench on which off-ramps are tried one after the other, all with the luck of the world in which none is taken."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from offramp.analysis import estimate
from offramp.analysis.robust import narrower, share_above
from offramp.ensemble.arm import play_arm
from offramp.ensemble.design import draws
from offramp.ensemble.engine import Engine
from offramp.ensemble.execute import Plan, Progress
from offramp.ensemble.record_weights import Asked, Floats, asked
from offramp.errors import CaseError, Fault
from offramp.game.commands.orders import AT_ONCE
from offramp.results import Evidence
from offramp.scenario import Scenario
from offramp.scenario.words import show
from offramp.study.shared.direction import harm
from offramp.study.shared.effects import effects, named
from offramp.study.shared.padding import taken
from offramp.study.shared.paired import Pair, Values, Worlds, whole

from .result import Tried

Base = tuple[Mapping[str, Values], Floats | None, Evidence]
RISK, RARE, ELSE = "war_prob", 0.01, "violent_acts"


@dataclass
class Bench:
    """Plays off-ramps; the first world that it plays is that without any.

    Attributes
    ----------
    worlds : Worlds
        Its `with_it` is the case as it is asked for, without an off-ramp.
    engine : Engine
    orders : int
        How many orders every world has, most of which never fall due.
    total : int
        How many worlds it expects to play under each rule, at most.
    rules : tuple of str
        The first one's numbers are given; what the others make of it is in the structure bar.
    progress : callable or None
    minutes : float or None
        After which nothing new is begun.
    """

    worlds: Worlds
    engine: Engine
    orders: int
    total: int
    rules: tuple[str, ...]
    progress: Progress | None = None
    minutes: float | None = None
    risk: str = RISK
    measures: Sequence[str] = ()
    played: int = 0
    bases: Sequence[Base] = field(init=False)

    def __post_init__(self) -> None:
        self.began = time.monotonic()
        self.bases = self._arms(taken(self.case, orders=self.orders), asked(self.worlds.design.evidence))
        self.base, self.weights, self.evidence = self.bases[0]

    @property
    def case(self) -> Scenario:
        """The case as it is asked for."""
        return self.worlds.with_it

    @property
    def plan(self) -> Plan:
        """The futures of each world."""
        return self.worlds.plan

    @property
    def late(self) -> bool:
        """Whether the time is over."""
        return self.minutes is not None and time.monotonic() - self.began > 60 * self.minutes

    def watch(self, risk: str | None, measures: Sequence[str]) -> None:
        """Say what is looked at.

        Parameters
        ----------
        risk : str or None
            War if left out, or violent acts where a war is rarer than 1 in 100.
        measures : sequence of str

        Raises
        ------
        CaseError
            If the case has no such measure, or nobody could say what is better of the risk.
        """
        named(self.case.measures, [risk] if risk else [], "--risk")
        self.risk = risk or (RISK if self.mean(RISK) >= RARE else ELSE)
        if not harm(self.case.measures[self.risk], self.case.moves):
            raise _refusal(self.risk, "a measure of which more is worse or better, such as war_prob")
        self.measures = tuple(dict.fromkeys((self.risk, *measures)))

    def mean(self, measure: str) -> float:
        """The mean of a measure without any off-ramp; 0 if no future has it."""
        return estimate(self.base[measure], weights=self.weights).estimate or 0.0

    def play(self, offramps: tuple[str, ...], shift: int = 0, among: int = 1) -> Tried:
        """Take off-ramps, and say what comes of it among so many tries."""
        world = taken(self.case, offramps, shift, self.orders)
        found = [arm for arm, _, _ in self._arms(world, "off")]
        pairs = [Pair(arm, *base) for arm, base in zip(found, self.bases, strict=True)]
        every = {e.measure: e for e in effects(self.case, self.plan.clock.days, pairs, self.measures)}
        if self.risk not in every:
            raise _refusal(self.risk, "a measure that some future has, such as war_prob")
        one, other = found[0][self.risk], self.base[self.risk]
        return Tried(
            offramps, shift, _first_day(self.case, offramps, shift), self.risk, every,
            robust=share_above(-every[self.risk].harm * (one - other), self.weights),
            narrower=narrower(one, other, self.weights), among=among, futures=one,
        )  # fmt: skip

    def _arms(self, world: Scenario, weigh: Asked) -> list[Base]:
        """Play a world under each rule."""
        plan, values = self.plan, draws(world, self.plan.seed, self.plan.draws)
        expected = self.total * len(self.rules) * plan.total

        def arm(rule: str) -> Base:
            def tell(done: int, of: int) -> None:
                if self.progress:
                    self.progress(self.played * plan.total + done, expected)

            made = play_arm(self.engine, world, values, plan, rule, weigh, tell)
            self.played += 1
            return whole(made.measures, self.case.measures, plan.clock.days), made.weights, made.evidence

        return [arm(rule) for rule in self.rules]


def _refusal(risk: str, allowed: str) -> CaseError:
    return CaseError(Fault("--risk", None, "", show(risk), allowed))


def most_orders(case: Scenario, names: Sequence[str]) -> int:
    """How many orders the two of these off-ramps that have most of them have, in whole lots."""
    two = sorted((len(case.offramps[name].orders) for name in names), reverse=True)[:2]
    return AT_ONCE * -(-max(1, sum(two) + len(case.orders)) // AT_ONCE)


def _first_day(case: Scenario, offramps: Sequence[str], shift: int) -> int | None:
    """The day of their first order; None if they order nothing."""
    orders = [each for name in offramps for each in case.offramps[name].orders]
    return min((max(1, each.from_day + shift) for each in orders), default=None)
