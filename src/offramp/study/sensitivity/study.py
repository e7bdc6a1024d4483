"""The sensitivity study: which assumptions the answer depends on, what knowing them is worth, early signs.

The dials are hundreds, and the draws some thousands: so every dial's first-order index and score come from one sample,
and only the most promising have their total index from paired futures in which they are dealt anew. All the others
together are dealt anew, too: that bounds what any of them could carry.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

import numpy as np

from offramp.analysis.estimates import LUCK
from offramp.analysis.sensitivity import place
from offramp.engine import Clock
from offramp.ensemble import Design, Settings
from offramp.ensemble.arm import Futures, Values
from offramp.ensemble.engine import Engine
from offramp.ensemble.execute import Plan
from offramp.ensemble.player import Player, World, notes
from offramp.ensemble.work import Progress, Work
from offramp.errors import CaseError, Fault
from offramp.results.tables import frame
from offramp.scenario import Scenario
from offramp.scenario.words import show
from offramp.study.shared.effects import named
from offramp.study.shared.paired import filled
from offramp.study.shared.result import ResultHead
from offramp.study.shared.setup import Setup

from .early_signs import COUNTS, DAYS, ActCounter, Sign, still_open
from .resampled_dials import Resampler, plans
from .result import Carried, Sample, carried

if TYPE_CHECKING:
    import pandas as pd

DRAWS, RUNS = 4_096, 32_768
DIALS = 16
RISK, RARE, ELSE = "war_prob", 0.01, "violent_acts"
BESIDE = ("open_violent_answer_30d_prob", "violent_acts", "settlement_prob")


@dataclass(frozen=True, kw_only=True)
class Sensitivity(ResultHead):
    """What carries the answer.

    Attributes
    ----------
    dials : int
        How many uncertain quantities the case has.
    watched : int
        By which day signs are looked for; 0 if the futures are no longer than that.
    measures : tuple of Carried
    """

    dials: int
    watched: int
    measures: tuple[Carried, ...]

    @property
    def table(self) -> pd.DataFrame:
        """One row for each measure and each dial that is listed."""
        rows = [{"measure": each.measure, **dial.summary()} for each in self.measures for dial in each.dials]
        return frame(rows, "measure", "path")

    def summary(self) -> dict[str, Any]:
        """The object that `offramp sensitivity --json` prints."""
        about = self.head | {name: getattr(self, name) for name in ("dials", "watched", "seconds")}
        return {**about, "luck_level": LUCK, "measures": {each.measure: each.summary() for each in self.measures}}


def sensitivity(
    case: str | Path,
    *,
    measures: Sequence[str] = (),
    dials: int = DIALS,
    structure: bool = False,
    progress: Progress | None = None,
    engine: Engine | None = None,
    **settings: Unpack[Settings],
) -> Sensitivity:
    """Find out which dials carry the answer.

    Parameters
    ----------
    case : str or Path
    measures : sequence of str, optional
        The first is shown in full. War if left out, or violent acts where a war is rarer than 1 in 100, and a few more.
    dials : int
        How many of them have their total index.
    structure : bool
        Take first-order indices under the other decision rules, too.
    progress, engine
        As in `offramp.study.compare.study.compare`.
    **settings
        As in `offramp.ensemble.Design`; `draws` is 4,096 and `runs` 32,768 if left out. Draws count alike.

    Raises
    ------
    CaseError
        If the case is faulty, has no such measure or not every future has it, there are too few draws or runs, or
        draws are to be weighed.
    """
    work = Work.of(progress)
    settings.setdefault("draws", DRAWS)
    settings.setdefault("runs", RUNS)
    setup = Setup.of(Design(case, **settings))
    named(setup.case.measures, measures)
    plan, few = plans(setup.design, setup.case)
    rules = setup.design.rules(structure)
    first_days = Clock.of(DAYS, plan.clock.turn)
    watched = first_days.days if first_days.days < plan.clock.days else 0
    resampler = Resampler(setup.case, Player(engine, work))
    every = len(resampler.dials)
    most = min(dials, every)
    work.expect(plan.total * (len(rules) + bool(watched)) + few.total * (1 + most + (every > most)))
    found = tuple(_carried(resampler, plan, few, rules, measures, most, first_days if watched else None))
    head = ResultHead.of(setup, plan, rules, work.seconds)
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
    places = place(np.stack([drawn[path] for path in resampler.dials]))
    samples = {name: Sample(resampler.dials, places, [each[name] for each in (base, *rivals)]) for name in names}
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
