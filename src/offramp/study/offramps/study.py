"""The off-ramp study: try every off-ramp of a case alone, the best on other days and in pairs, and rank them.

Every world has the same seed, draws and runs, hence the same luck (common random numbers), and is of one shape, so that
one compiled program plays them all. An effect counts if it is beyond the luck of as many tries as there were: among
twenty exits that do nothing one would else seem to do something.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

from offramp.analysis import estimate
from offramp.analysis.estimates import LUCK
from offramp.analysis.pareto import front
from offramp.ensemble import Design, Settings
from offramp.ensemble.engine import Engine
from offramp.ensemble.player import Player
from offramp.ensemble.work import Progress, Work
from offramp.errors import CaseError, Fault
from offramp.results import Evidence
from offramp.results.tables import frame
from offramp.scenario.policy import go_together, policy
from offramp.scenario.questions import OffRamp
from offramp.study.shared.direction import harm
from offramp.study.shared.effects import named
from offramp.study.shared.result import ResultHead
from offramp.study.shared.setup import Setup

from .result import VERDICTS, Both, Exit, Price, Tried, Window, price_of
from .trials import Trials, most_orders

if TYPE_CHECKING:
    import pandas as pd

RUNS = 4_096
FEW = 3  # off-ramps that are tried on other days and in pairs
DAYS = (1, 4, 8, 15, 29, 60)
MORE_DAYS = (1, 2, 3, 5, 8, 11, 15, 22, 29, 43, 60, 90)
SHOWN = ("war_prob", "violent_acts", "deaths_military", "deaths_civilian", "conciliatory_acts", "settlement_prob")
ALONE = "risk without tried narrower thorough seconds".split()


@dataclass(frozen=True)
class Offramps(ResultHead):
    """What the off-ramps of a case do.

    Attributes
    ----------
    risk : str
        The measure by which they are ranked, and `without` what it is if none is taken.
    exits : tuple of Exit
        What helps first, and the more the earlier; what harms last.
    pairs : tuple of Both
    asked, thorough : bool
        Whether its measures were asked for by name, and whether all was to be tried.
    possible_pairs, with_window : int
        How many pairs there are, and how many off-ramps that can be put off as a whole and do no harm.
    evidence : Evidence
    seconds : float
    """

    risk: str
    without: float
    exits: tuple[Exit, ...]
    pairs: tuple[Both, ...]
    asked: bool
    thorough: bool
    possible_pairs: int
    with_window: int
    evidence: Evidence
    seconds: float

    @property
    def tried(self) -> dict[str, list[int]]:
        """How far the search got: so many of so many pairs, and off-ramps on other days."""
        windows = sum(each.window is not None for each in self.exits)
        return {
            "alone": [len(self.exits)] * 2,
            "pairs": [len(self.pairs), self.possible_pairs],
            "on_other_days": [windows, self.with_window],
        }

    @property
    def narrower(self) -> float | None:
        """The median, over the off-ramps alone, of how many times pairs narrow the luck of the effect on the risk."""
        known = sorted(each.tried.narrower for each in self.exits if each.tried.narrower is not None)
        return known[len(known) // 2] if known else None

    @property
    def table(self) -> pd.DataFrame:
        """One row for each off-ramp and measure."""
        rows = [
            {"offramp": each.id, "measure": name, "verdict": each.tried.verdict, "price": each.price[1], **e.summary()}
            for each in self.exits
            for name, e in each.tried.effects.items()
        ]
        return frame(rows, "offramp", "measure")

    def summary(self) -> dict[str, Any]:
        """The object that `offramp offramps --json` prints."""
        about = self.head | {name: getattr(self, name) for name in ALONE} | {"evidence": asdict(self.evidence)}
        exits = {each.id: each.summary() for each in self.exits}
        return {**about, "luck_level": LUCK, "offramps": exits, "pairs": [each.summary() for each in self.pairs]}


def offramps(
    case: str | Path,
    *,
    only: Sequence[str] = (),
    risk: str | None = None,
    measures: Sequence[str] = (),
    thorough: bool = False,
    minutes: float | None = None,
    structure: bool = False,
    progress: Progress | None = None,
    engine: Engine | None = None,
    **settings: Unpack[Settings],
) -> Offramps:
    """Try every off-ramp of a case, the best of them on other days and in pairs.

    Parameters
    ----------
    case : str or Path
    only : sequence of str, optional
        The off-ramps to try; all that the case declares if left out.
    risk : str, optional
        The measure to rank by. War if left out, or violent acts where a war is rarer than 1 in 100.
    measures : sequence of str, optional
        Other measures than the usual ones.
    thorough : bool
        Try all of them on more days, and all pairs.
    minutes : float, optional
        Begin nothing new after so long; each is tried alone, however long that takes.
    structure : bool
        Try all under the other decision rules, too: what they move is the third error bar.
    progress, engine
        As in `offramp.study.compare.study.compare`.
    **settings
        As in `offramp.ensemble.Design`; `runs` is the number of pairs for each, 4,096 if left out.

    Raises
    ------
    CaseError
        If the case is faulty, has no off-ramp or not this one, or has no such measure, or nobody could say what is
        better of the risk.
    """
    work = Work.of(progress, minutes)
    settings.setdefault("runs", RUNS)
    setup = Setup.of(Design(case, **settings))
    here = setup.case
    if not here.offramps:
        raise CaseError(Fault(str(case), None, "offramps", "none", "at least one, to be tried"))
    for name in only:
        policy(here, [name])  # refuses what is not declared; each is taken alone
    names = tuple(dict.fromkeys(only)) or tuple(here.offramps)
    wanted = named(here.measures, measures or [each for each in SHOWN if each in here.measures])
    few, days = (len(names), MORE_DAYS) if thorough else (min(FEW, len(names)), DAYS)
    rules = setup.design.rules(structure)
    work.expect(_worlds(len(names), few, len(days)) * len(rules) * setup.plan.total)
    trials = Trials(setup, Player(engine, work), rules, most_orders(here, names))
    trials.choose(risk, wanted)
    alone = {name: trials.play((name,), among=len(names)) for name in names}
    ranked = sorted(names, key=lambda name: _rank(alone[name]))
    late = [name for name in ranked if _can_be_late(trials, alone[name])][:few]
    windows = {name: window for name in late if (window := _window(trials, alone[name], days))}
    pairs = _pairs(trials, [alone[name] for name in ranked[:few]])
    return _result(trials, alone, windows, pairs, chosen=bool(measures), thorough=thorough)


def _worlds(names: int, few: int, days: int) -> int:
    """How many worlds are played at most: none, each off-ramp alone, a few of them on other days and in pairs."""
    return 1 + names + few * days + few * (few - 1) // 2


def _rank(tried: Tried) -> tuple[int, float]:
    """What helps first, and the more the earlier; what harms last."""
    return VERDICTS.index(tried.verdict), -tried.helps


def _can_be_late(trials: Trials, alone: Tried) -> bool:
    """Whether all that it does can be put off: a dial is set from the first day on. What harms need not be tried."""
    (name,) = alone.offramps
    return alone.day is not None and not trials.case.offramps[name].sets and alone.verdict != "harms"


def _window(trials: Trials, alone: Tried, days: Sequence[int]) -> Window | None:
    """Try an off-ramp on other days; None if there is no time for it."""
    assert alone.day is not None
    others = [day for day in days if day != alone.day and day <= trials.plan.clock.days]
    among = alone.among + len(others)
    found = [replace(alone, among=among)]
    for day in others:
        if trials.late:
            return None
        found.append(trials.play(alone.offramps, day - alone.day, among=among))
    return Window(tuple(sorted(found, key=lambda each: each.day or 0)))


def _pairs(trials: Trials, best: Sequence[Tried]) -> list[tuple[Tried, Tried]]:
    """Try two at a time, and give each two with the better one alone; the most promising first."""
    helpful = [each for each in best if each.verdict != "harms"]
    two = [
        (one, other)
        for one, other in combinations(helpful, 2)
        if go_together(trials.case, (*one.offramps, *other.offramps))
    ]
    two.sort(key=lambda pair: -pair[0].helps - pair[1].helps)
    found = []
    for one, other in two:
        if trials.late:
            break
        better = max(one, other, key=lambda each: each.helps)
        found.append((trials.play((*one.offramps, *other.offramps), among=len(two)), better))
    return found


def _result(
    trials: Trials,
    alone: Mapping[str, Tried],
    windows: Mapping[str, Window],
    pairs: Sequence[tuple[Tried, Tried]],
    chosen: bool,
    thorough: bool,
) -> Offramps:
    """Rank what was tried, and draw the front of what helps."""
    known = trials.setup.as_set.offramps
    every = [*alone.values(), *(tried for tried, _ in pairs)]
    prices = [price_of(*(known[name].price for name in tried.offramps)) for tried in every]
    ahead = _ahead(trials, every, prices)
    exits = [
        _exit(known[name], name, prices[n], tried, windows.get(name), ahead[n])
        for n, (name, tried) in enumerate(alone.items())
    ]
    both = [
        Both(prices[n], tried, estimate(tried.futures - better.futures, weights=trials.weights), ahead[n])
        for n, (tried, better) in enumerate(pairs, len(exits))
    ]
    return Offramps(
        **vars(ResultHead.of(trials.setup, trials.plan, trials.rules)),
        risk=trials.risk,
        without=trials.mean(trials.risk),
        exits=tuple(sorted(exits, key=lambda each: _rank(each.tried))),
        pairs=tuple(sorted(both, key=lambda each: _rank(each.tried))),
        asked=chosen,
        thorough=thorough,
        possible_pairs=sum(go_together(trials.case, pair) for pair in combinations(alone, 2)),
        with_window=sum(_can_be_late(trials, each) for each in alone.values()),
        evidence=trials.evidence,
        seconds=trials.player.work.seconds,
    )


def _exit(declared: OffRamp, id: str, price: Price, tried: Tried, window: Window | None, ahead: bool) -> Exit:
    return Exit(id, declared.name, declared.says, declared.condition, price, tried, window, ahead)


def _ahead(trials: Trials, every: Sequence[Tried], prices: Sequence[Price]) -> list[bool]:
    """Whether each helps and is on the front of risk against price, on which doing nothing is free."""
    sign = harm(trials.case.measures[trials.risk], trials.case.moves)
    points = [(price[1], sign * tried.effect.with_it) for tried, price in zip(every, prices, strict=True)]
    helping = [n for n, tried in enumerate(every) if tried.verdict == "helps"]
    on_it = front([(0.0, sign * trials.mean(trials.risk)), *(points[n] for n in helping)])[1:]
    chosen = {n for n, is_on_it in zip(helping, on_it, strict=True) if is_on_it}
    return [n in chosen for n in range(len(every))]
