"""Run each off-ramp as a counterfactual against one baseline, in which none is taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from offramp.analysis import estimate
from offramp.analysis.robust import narrower, share_above
from offramp.ensemble.arm import Arm, Values
from offramp.ensemble.execute import Plan
from offramp.ensemble.player import Player, World
from offramp.ensemble.record_weights import Asked, Floats, asked
from offramp.errors import CaseError, Fault
from offramp.results import Evidence
from offramp.scenario import Scenario
from offramp.scenario.passing import passes, sides
from offramp.scenario.questions import Measure
from offramp.scenario.words import show
from offramp.study.shared.direction import harm
from offramp.study.shared.effects import Effect, effects, named, sure
from offramp.study.shared.padding import padded, rounded_up
from offramp.study.shared.paired import Pair, filled
from offramp.study.shared.setup import Setup

from .result import Tried, Verdict

RISK, RARE, ELSE = "war_prob", 0.01, "violent_acts"


@dataclass(frozen=True)
class Trial:
    """Off-ramps that are taken together, from one day on, with what the search needs to know of them.

    Attributes
    ----------
    offramps : tuple of str
    shift : int
        Days by which their orders were put off.
    day : int or None
        Of the first order; None if nobody is ordered anything.
    risk : str
        The measure by which off-ramps are ranked.
    effects : mapping of str to Effect
        By measure, the risk among them.
    robust : float or None
        Share of the draws in which the risk falls, luck removed.
    narrower : float or None
        How many times narrower the luck of the risk's effect is than that of as many futures without pairs.
    among : int
        How many were tried beside it: the more, the surer an effect must be.
    harm : {-1, 1}
        1 where more of the risk is worse, -1 where it is better.
    futures : float64[draw, run]
        The risk, future by future.
    """

    offramps: tuple[str, ...]
    shift: int
    day: int | None
    risk: str
    effects: Mapping[str, Effect]
    robust: float | None
    narrower: float | None
    among: int
    harm: int
    futures: Values = field(repr=False, compare=False)

    @property
    def effect(self) -> Effect:
        """What it does to the risk."""
        return self.effects[self.risk]

    @property
    def helps(self) -> float:
        """By how much the risk gets better."""
        return -self.harm * (self.effect.difference.estimate or 0.0)

    @property
    def verdict(self) -> Verdict:
        """Whether it helps or harms, beyond the luck of so many tries."""
        if not sure(self.effect.difference, self.among):
            return "no effect found"
        return "helps" if self.helps > 0 else "harms"

    @property
    def result(self) -> Tried:
        """What is told of it."""
        return Tried(self.day, self.verdict, self.robust, self.narrower, self.effect.worse, self.effects)


@dataclass
class Trials:
    """Plays off-ramps against one baseline, which is played first.

    Attributes
    ----------
    setup : Setup
    player : Player
    rules : tuple of str
        Decision rules; the first one's numbers are given, the others' are in the structure bar.
    orders : int
        Orders that every world has, so that one program plays all; those that are added never fall due.
    risk : str
        The measure by which off-ramps are ranked.
    measures : sequence of str
        The measures whose effects are estimated, the risk first.
    baselines : list of Arm
        The futures of the world without off-ramps, under each rule.
    """

    setup: Setup
    player: Player
    rules: tuple[str, ...]
    orders: int
    risk: str = RISK
    measures: Sequence[str] = ()
    baselines: list[Arm] = field(init=False)

    def __post_init__(self) -> None:
        self.baselines = self._play(padded(self.case, orders=self.orders), asked(self.setup.design.evidence))

    @property
    def case(self) -> Scenario:
        """The case without an off-ramp."""
        return self.setup.case

    @property
    def plan(self) -> Plan:
        """The futures of each world."""
        return self.setup.plan

    @property
    def base(self) -> Mapping[str, Values]:
        """The measures of the baseline under the first rule."""
        return self.baselines[0].measures

    @property
    def weights(self) -> Floats | None:
        """How much each draw counts by the record of the baseline; None where all count the same."""
        return self.baselines[0].weights

    @property
    def evidence(self) -> Evidence:
        """What that record made of the draws."""
        return self.baselines[0].evidence

    @property
    def late(self) -> bool:
        """Whether the time is over, so that nothing new is begun."""
        return self.player.work.late

    def choose(self, risk: str | None, measures: Sequence[str]) -> None:
        """Choose the risk, and the measures whose effects are estimated.

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
        """Return the mean of a measure without any off-ramp; 0 if no future has it."""
        return estimate(self.base[measure], weights=self.weights).estimate or 0.0

    def play(self, offramps: tuple[str, ...], shift: int = 0, among: int = 1) -> Trial:
        """Take off-ramps, and estimate their effects.

        Parameters
        ----------
        offramps : tuple of str
            All are taken together.
        shift : int
            Days by which their orders are put off.
        among : int
            How many trials there are beside each other: the more, the surer an effect must be.
        """
        arms = self._play(padded(self.case, offramps, shift, self.orders), "off")
        measure, days = self.case.measures[self.risk], self.plan.clock.days
        sign = harm(measure, self.case.moves)
        if sign > 0 and (own := ordered(self.case, offramps, shift, measure, days)):  # what is ordered is no backfire
            arms = [replace(arm, measures={**arm.measures, self.risk: arm.measures[self.risk] - own}) for arm in arms]
        pairs = [
            Pair(arm.measures, base.measures, base.weights, base.evidence)
            for arm, base in zip(arms, self.baselines, strict=True)
        ]
        by_name = {each.measure: each for each in effects(self.case, self.plan.clock.days, pairs, self.measures)}
        if self.risk not in by_name:
            raise _refusal(self.risk, "a measure that some future has, such as war_prob")
        one, other = pairs[0].with_it[self.risk], self.base[self.risk]
        return Trial(
            offramps,
            shift,
            _first_day(self.case, offramps, shift),
            self.risk,
            by_name,
            robust=share_above(-sign * (one - other), self.weights),
            narrower=narrower(one, other, self.weights),
            among=among,
            harm=sign,
            futures=one,
        )

    def _play(self, scenario: Scenario, weigh: Asked) -> list[Arm]:
        """Play a world under each rule, and fill what is empty."""
        plan = self.plan
        arms = self.player.play_all({"": World(scenario)}, plan, self.rules, weigh_by="", asked=weigh).values()
        return [
            Arm(filled(arm.measures, self.case.measures, plan.clock.days), arm.weights, arm.evidence) for arm in arms
        ]


def _refusal(risk: str, allowed: str) -> CaseError:
    return CaseError(Fault("--risk", None, "", show(risk), allowed))


def most_orders(case: Scenario, names: Sequence[str]) -> int:
    """Return how many orders the two off-ramps that have most of them have together, rounded up."""
    two = sorted((len(case.offramps[name].orders) for name in names), reverse=True)[:2]
    return rounded_up(max(1, sum(two) + len(case.orders)))


def ordered(case: Scenario, offramps: Sequence[str], shift: int, measure: Measure, days: int) -> int:
    """How many acts of a count of acts off-ramps order themselves, whatever comes; 0 for other kinds of measures.

    Parameters
    ----------
    case : Scenario
    offramps : sequence of str
    shift : int
        Days by which their orders are put off.
    measure : Measure
    days : int
        That are played.
    """
    if measure.kind != "count":
        return 0
    side, (first, last) = sides(case), measure.window
    due = (each for name in offramps for each in case.offramps[name].orders if each.after is None)
    return sum(
        first <= max(1, each.from_day + shift) <= min(last or days, days)
        and passes(case, side, measure.where, (each.actor, each.move, each.target, each.arena), False)
        for each in due
    )


def _first_day(case: Scenario, offramps: Sequence[str], shift: int) -> int | None:
    """The day of their first order; None if they order nothing."""
    orders = [each for name in offramps for each in case.offramps[name].orders]
    return min((max(1, each.from_day + shift) for each in orders), default=None)
