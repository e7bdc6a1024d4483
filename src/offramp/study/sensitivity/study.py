"""Which assumptions carry the answer, what it would be worth to know them, and which early signs move the forecast.

The dials are hundreds, and the draws some thousands: so every dial's first-order index and score come from one sample,
and only the most promising have their total index from paired futures in which they are dealt anew. All the others
together are dealt anew, too: that bounds what any of them could carry.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

import numpy as np

from offramp.analysis.sensitivity import place
from offramp.engine import RULES
from offramp.engine.clock import Clock
from offramp.ensemble import Design, Settings
from offramp.ensemble.engine import Engine, OfframpEngine
from offramp.ensemble.execute import Plan, Progress
from offramp.errors import CaseError, Fault
from offramp.results.tables import frame
from offramp.scenario import Scenario
from offramp.scenario.words import show
from offramp.study.shared.effects import named
from offramp.study.shared.paired import Values, Worlds
from offramp.study.shared.result import About

from .early_signs import DAYS, Sign, Watch, still_open
from .resampled_dials import Dealer, plans
from .result import Carried, Sample, carried

if TYPE_CHECKING:
    import pandas as pd

DRAWS, RUNS = 4_096, 32_768
DIALS = 16
RISK, RARE, ELSE = "war_prob", 0.01, "violent_acts"
BESIDE = ("open_violent_answer_30d_prob", "violent_acts", "settlement_prob")


@dataclass(frozen=True)
class Sensitivity(About):
    """What carries the answer.

    Attributes
    ----------
    dials : int
        How many uncertain quantities the case has.
    watched : int
        By which day signs are looked for; 0 if the futures are no longer than that.
    measures : tuple of Carried
    seconds : float
    """

    dials: int
    watched: int
    measures: tuple[Carried, ...]
    seconds: float

    @property
    def table(self) -> pd.DataFrame:
        """One row for each measure and each dial that is listed."""
        rows = [{"measure": each.measure, **dial.summary()} for each in self.measures for dial in each.dials]
        return frame(rows, "measure", "path")

    def summary(self) -> dict[str, Any]:
        """The object that `offramp sensitivity --json` prints."""
        about = self.head | {name: getattr(self, name) for name in ("dials", "watched", "seconds")}
        return {**about, "measures": {each.measure: each.summary() for each in self.measures}}


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
    began = time.monotonic()
    settings.setdefault("draws", DRAWS)
    settings.setdefault("runs", RUNS)
    design = Design(case, **settings)
    worlds = Worlds.of(design)
    here = worlds.with_it
    named(here.measures, measures)
    plan, few = plans(design, here)
    rules = (design.rule, *(rule for rule in RULES if structure and rule != design.rule))
    days = Clock.of(DAYS, plan.clock.turn)
    watched = days.days if days.days < plan.clock.days else 0
    dealer = Dealer(worlds, engine or OfframpEngine(), lambda more: None)
    every = len(dealer.dials)
    most = min(dials, every)
    steps = plan.total * (len(rules) + bool(watched)) + few.total * (1 + most + (every > most))
    dealer.tell = _counter(progress, steps)
    found = tuple(_found(dealer, plan, few, rules, measures, most, days if watched else None))
    about = About.of(worlds.asked, here.start, design, plan, rules)
    seconds = round(time.monotonic() - began, 3)
    return Sensitivity(**vars(about), dials=every, watched=watched, measures=found, seconds=seconds)


def _found(
    dealer: Dealer, plan: Plan, few: Plan, rules: Sequence[str], measures: Sequence[str], most: int, days: Clock | None
) -> Iterator[Carried]:
    """Play all that is needed, and say what carries each measure."""
    case = dealer.case
    base = dealer.play(plan, rules[0])
    names = measures or _usual(case, base)
    _refuse_empty(names, base)
    rivals = [dealer.play(plan, rule) for rule in rules[1:]]
    watch, early = _first_days(dealer, plan, rules[0], days) if days else (None, {})
    drawn = dealer.drawn(plan).values
    places = place(np.stack([drawn[path] for path in dealer.dials]))
    samples = {name: Sample(dealer.dials, places, [each[name] for each in (base, *rivals)]) for name in names}
    arms = _arms(dealer, few, rules[0], _promising(samples.values(), most))
    for name in names:
        signs: tuple[Sign, ...] = ()
        if watch:
            signs = watch.signs(still_open(case.measures[name], base[name], early[name]), len(names))
        yield carried(
            case, plan.clock.days, name, samples[name], {path: arm[name] for path, arm in arms.items()}, signs
        )


def _first_days(dealer: Dealer, plan: Plan, rule: str, days: Clock) -> tuple[Watch, Mapping[str, Values]]:
    """Play the first days of the same futures by themselves: what was done, and what had come by then."""
    watch = Watch(dealer.case, plan, days.days)
    return watch, dealer.play(replace(plan, clock=days, keep=plan.runs_per_draw), rule, see=watch.see)


def _arms(dealer: Dealer, few: Plan, rule: str, chosen: Sequence[str]) -> dict[str, Mapping[str, Values]]:
    """The worlds in which one dial is dealt anew, by that dial; with all the others dealt anew under `*`."""
    arms = {"": dealer.play(few, rule)} | {path: dealer.play(few, rule, [path]) for path in chosen}
    others = [path for path in dealer.dials if path not in set(chosen)]
    return arms | ({"*": dealer.play(few, rule, others)} if others else {})


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


def _counter(progress: Progress | None, total: int) -> Callable[[int], None]:
    done = 0

    def tell(more: int) -> None:
        nonlocal done
        done += more
        if progress:
            progress(done, total)

    return tell
