"""What a quantity moves: the same futures with it at both ends of its range, all else alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

from offramp.analysis.estimates import LUCK
from offramp.ensemble import Design, Settings
from offramp.ensemble.engine import Engine
from offramp.ensemble.execute import Plan
from offramp.ensemble.player import Player, World
from offramp.ensemble.work import Work
from offramp.scenario import Quantity, Scenario
from offramp.scenario.sets import replaced
from offramp.study.shared.effects import Effect, effects
from offramp.study.shared.paired import Pair, filled
from offramp.study.shared.record import Record

from .numbers import ends

RUNS = 1_024
ODDS = 0.05  # that anything at all seems moved where nothing is


@dataclass(frozen=True)
class Moved(Record):
    """An effect among others in a list, where the most certain comes first."""

    KEYS = "measure *effect"

    measure: str
    effect: Effect


@dataclass(frozen=True)
class Moves(Record):
    """What a quantity moves from the lower end of its range to the upper one.

    Attributes
    ----------
    low, high : float
        The ends that were played.
    runs, days : int
        Futures at each end, and their length.
    measures : int
        How many measures were compared.
    effects : tuple of Effect
        Of those that it moves beyond the luck of so many measures, the surest first; `with_it` is at the upper end.
    """

    KEYS = "low high runs days measures effects:moved luck_level"

    low: float
    high: float
    runs: int
    days: int
    measures: int
    effects: tuple[Effect, ...]

    @property
    def moved(self) -> tuple[Moved, ...]:
        """The effects with their measures, as a list has them."""
        return tuple(Moved(each.measure, each) for each in self.effects)


def moves(case: Scenario, path: str, work: Work, engine: Engine | None, settings: Settings) -> Moves:
    """Play the same futures at both ends of a range.

    Parameters
    ----------
    case : Scenario
        After what was set, as of its day.
    path : str
        Of a quantity with a range.
    work : Work
    engine : Engine or None
    settings : Settings
        As in `offramp.ensemble.Design`.
    """
    settings.setdefault("runs", RUNS)
    design = Design(case.case, **settings)
    plan = Plan.of(design, case.days)
    work.expect(2 * plan.total)
    quantity = dict(case.quantities())[path]
    low, high = ends(quantity)
    player = Player(engine, work)
    arms = [player.play(World(_at(case, path, quantity, end)), plan, design.rule) for end in (high, low)]
    upper, lower = (filled(arm.measures, case.measures, plan.clock.days) for arm in arms)
    pair = Pair(upper, lower, None, arms[0].evidence)
    every = list(effects(case, plan.clock.days, [pair], tuple(case.measures)))
    return Moves(low, high, plan.total, plan.clock.days, len(every), tuple(_sure(every)))


def _at(case: Scenario, path: str, quantity: Quantity, value: float) -> Scenario:
    known = quantity.model_copy(update={"shape": "known", "low": value, "high": value, "likely": None})
    return replaced(case, path, known)


def _sure(every: Sequence[Effect]) -> list[Effect]:
    """Sort out what is moved beyond the luck of as many measures as were looked at (Bonferroni)."""
    needed = NormalDist().inv_cdf(1 - ODDS / 2 / max(1, len(every)))
    ranked = sorted(every, key=lambda each: -distance(each))
    return [each for each in ranked if distance(each) > needed]


def distance(each: Effect) -> float:
    """How many standard errors a difference lies from none."""
    found, luck = each.difference.estimate, each.difference.luck
    if not found or luck is None:
        return 0.0
    error = (luck[1] - luck[0]) / 2 / NormalDist().inv_cdf((1 + LUCK) / 2)
    return abs(found) / error if error > 0 else float("inf")
