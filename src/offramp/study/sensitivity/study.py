"""The sensitivity study: which assumptions the answer depends on, what knowing them is worth, early signs.

The dials are hundreds, and the draws some thousands: so every dial's first-order index and score come from one sample,
and only the most promising have their total index from paired futures in which they are drawn again. All the others
together are drawn again, too: that bounds what any of them could carry.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from offramp.engine import Clock
from offramp.ensemble.arm import Futures, Values
from offramp.ensemble.execute import Plan
from offramp.ensemble.player import Player, World, notes
from offramp.errors import CaseError, Fault
from offramp.scenario import Scenario
from offramp.scenario.words import show
from offramp.study.shared.effects import named
from offramp.study.shared.paired import filled
from offramp.study.shared.result import ResultHead
from offramp.study.shared.setup import Setup

from .early_signs import COUNTS, DAYS, ActCounter, still_open
from .question import FindSensitivity
from .resampled_dials import Resampler, plans
from .result import Carried, Sensitivity, Sign
from .sample import Sample, carried

RISK, RARE, ELSE = "war_prob", 0.01, "violent_acts"
BESIDE = ("open_violent_answer_30d_prob", "violent_acts", "settlement_prob")


def sensitivity(asked: FindSensitivity, player: Player) -> Sensitivity:
    """Find out which dials carry the answer.

    Raises
    ------
    CaseError
        If the case is faulty, has no such measure or not every future has it, there are too few draws or runs, or
        draws are to be weighed.
    """
    setup = Setup.of(asked.design)
    named(setup.case.measures, asked.measures)
    plan, few = plans(setup.design, setup.case)
    rules = setup.design.rules(asked.structure)
    first_days = Clock.of(DAYS, plan.clock.turn)
    watched = first_days.days if first_days.days < plan.clock.days else 0
    resampler = Resampler(setup.case, player)
    every = len(resampler.dials)
    most = min(asked.dials, every)
    player.work.expect(plan.total * (len(rules) + bool(watched)) + few.total * (1 + most + (every > most)))
    found = tuple(_carried(resampler, plan, few, rules, asked.measures, most, first_days if watched else None))
    head = ResultHead.of(setup, plan, rules, player.work.seconds)
    return Sensitivity(**head, dials=every, watched=watched, measures=found)


def _carried(
    resampler: Resampler,
    plan: Plan,
    few: Plan,
    rules: Sequence[str],
    measures: Sequence[str],
    most: int,
    first_days: Clock | None,
) -> Iterator[Carried]:
    """Play all that is needed, and say what carries each measure."""
    case = resampler.case
    base = resampler.play(plan, rules[0])
    names = measures or _usual(case, base)
    _refuse_empty(names, base)
    rivals = [resampler.play(plan, rule) for rule in rules[1:]]
    counter, early = _first_days(resampler, plan, rules[0], first_days) if first_days else (None, {})
    drawn = resampler.drawn(plan).values
    inputs = {each: np.stack([drawn[path] for path in resampler.paths(each)]) for each in resampler.dials}
    samples = {name: Sample(inputs, [each[name] for each in (base, *rivals)]) for name in names}
    arms = _arms(resampler, few, rules[0], _promising(samples.values(), most))
    for name in names:
        signs: tuple[Sign, ...] = ()
        if counter:
            signs = counter.signs(still_open(case.measures[name], base[name], early[name]), len(names))
        yield carried(
            case, plan.clock.days, name, samples[name], {path: arm[name] for path, arm in arms.items()}, signs
        )


def _first_days(resampler: Resampler, plan: Plan, rule: str, days: Clock) -> tuple[ActCounter, Mapping[str, Values]]:
    """Play the first days of the same futures by themselves: what was done, and what had come by then."""
    case, short = resampler.case, replace(plan, clock=days)
    counter = ActCounter(case, days, days.days)
    found = resampler.player.roll(World(case), short, rule, Futures.of(short), counter)
    counter.counts = notes(found)[COUNTS]
    shape = short.draws, short.runs_per_draw
    early = {name: found[name].astype(np.float64).reshape(shape) for name in case.measures}
    return counter, filled(early, case.measures, days.days)


def _arms(resampler: Resampler, few: Plan, rule: str, chosen: Sequence[str]) -> dict[str, Mapping[str, Values]]:
    """The worlds in which one dial is resampled, by that dial; with all the others resampled under `*`."""
    arms = {"": resampler.play(few, rule)} | {path: resampler.play(few, rule, [path]) for path in chosen}
    others = [path for path in resampler.dials if path not in set(chosen)]
    return arms | ({"*": resampler.play(few, rule, others)} if others else {})


def _promising(samples: Collection[Sample], most: int) -> list[str]:
    """The dials that promise most for any of the measures, in turn; as many for the first as for all others."""
    first, *others = (each.ranked for each in samples)
    more = max(1, len(others))
    rows = (first[n * more : (n + 1) * more] + [each[n] for each in others] for n in range(len(first)))
    return list(dict.fromkeys(path for row in rows for path in row))[:most]


def _usual(case: Scenario, base: Mapping[str, Values]) -> list[str]:
    """The risk, and what else people ask for."""
    risk = RISK if base[RISK].mean() >= RARE else ELSE
    return list(dict.fromkeys([risk, *(name for name in BESIDE if name in case.measures)]))


def _refuse_empty(names: Sequence[str], base: Mapping[str, Values]) -> None:
    if faults := [
        Fault("--measure", None, "", show(name), "a measure that every future has")
        for name in names
        if np.isnan(base[name]).any()
    ]:
        raise CaseError(faults)
