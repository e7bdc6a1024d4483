"""The off-ramp study: try every off-ramp of a case alone, the best on other days and in pairs, and rank them.

Every world has the same seed, draws and runs, hence the same luck (common random numbers), and is of one shape, so that
one compiled program plays them all. An effect counts if it is beyond the luck of as many tries as there were: among
twenty exits that do nothing one would else seem to do something.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from offramp.analysis import estimate
from offramp.analysis.pareto import front
from offramp.ensemble.player import Player
from offramp.errors import CaseError, Fault
from offramp.scenario.policy import go_together, policy
from offramp.scenario.quantity import Quantity
from offramp.scenario.questions import OffRamp
from offramp.study.shared.direction import harm
from offramp.study.shared.effects import named, sure
from offramp.study.shared.result import ResultHead
from offramp.study.shared.setup import Setup

from .question import TryOfframps
from .result import Added, Both, Exit, Offramps, Price, Verdict, Window
from .trials import Trial, Trials, most_orders

VERDICTS: tuple[Verdict, ...] = ("helps", "no effect found", "harms")
FEW = 3  # off-ramps that are tried on other days and in pairs
DAYS = (1, 4, 8, 15, 29, 60)
MORE_DAYS = (1, 2, 3, 5, 8, 11, 15, 22, 29, 43, 60, 90)
SHOWN = ("war_prob", "violent_acts", "deaths_military", "deaths_civilian", "conciliatory_acts", "settlement_prob")


def offramps(asked: TryOfframps, player: Player) -> Offramps:
    """Try every off-ramp of a case, the best of them on other days and in pairs.

    Raises
    ------
    CaseError
        If the case is faulty, has no off-ramp or not this one, or has no such measure, or nobody could say what is
        better of the risk.
    """
    setup = Setup.of(asked.design)
    here = setup.case
    if not here.offramps:
        raise CaseError(Fault(str(asked.case), None, "offramps", "none", "at least one, to be tried"))
    for name in asked.only:
        policy(here, [name])  # refuses what is not declared; each is taken alone
    names = tuple(dict.fromkeys(asked.only)) or tuple(here.offramps)
    wanted = named(here.measures, asked.measures or [each for each in SHOWN if each in here.measures])
    few, days = (len(names), MORE_DAYS) if asked.thorough else (min(FEW, len(names)), DAYS)
    rules = setup.design.rules(asked.structure)
    player.work.expect(_worlds(len(names), few, len(days)) * len(rules) * setup.plan.total)
    trials = Trials(setup, player, rules, most_orders(here, names))
    trials.choose(asked.risk, wanted)
    alone = {name: trials.play((name,), among=len(names)) for name in names}
    ranked = sorted(names, key=lambda name: _rank(alone[name]))
    late = [name for name in ranked if _can_be_late(trials, alone[name])][:few]
    windows = {name: window for name in late if (window := _window(trials, alone[name], days))}
    pairs = _pairs(trials, [alone[name] for name in ranked[:few]])
    return _result(trials, alone, windows, pairs, asked.thorough)


def _worlds(names: int, few: int, days: int) -> int:
    """How many worlds are played at most: none, each off-ramp alone, a few of them on other days and in pairs."""
    return 1 + names + few * days + few * (few - 1) // 2


def _rank(tried: Trial) -> tuple[int, float]:
    """What helps first, and the more the earlier; what harms last."""
    return VERDICTS.index(tried.verdict), -tried.helps


def _can_be_late(trials: Trials, alone: Trial) -> bool:
    """Whether all that it does can be put off: a dial is set from the first day on. What harms need not be tried."""
    (name,) = alone.offramps
    return alone.day is not None and not trials.case.offramps[name].sets and alone.verdict != "harms"


def _window(trials: Trials, alone: Trial, days: Sequence[int]) -> Window | None:
    """Try an off-ramp on other days; None if there is no time for it."""
    assert alone.day is not None
    others = [day for day in days if day != alone.day and day <= trials.plan.clock.days]
    among = alone.among + len(others)
    found = [replace(alone, among=among)]
    for day in others:
        if trials.late:
            return None
        found.append(trials.play(alone.offramps, day - alone.day, among=among))
    found.sort(key=lambda each: each.day or 0)
    useful = any(each.verdict == "helps" for each in found)
    best = max(found, key=lambda each: each.helps).day if useful else None
    return Window(best, {each.day: each.result for each in found if each.day is not None})


def _pairs(trials: Trials, best: Sequence[Trial]) -> list[tuple[Trial, Trial]]:
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
    alone: Mapping[str, Trial],
    windows: Mapping[str, Window],
    pairs: Sequence[tuple[Trial, Trial]],
    thorough: bool,
) -> Offramps:
    """Rank what was tried, and draw the front of what helps."""
    known = trials.setup.as_set.offramps
    every = [*alone.values(), *(tried for tried, _ in pairs)]
    prices = [price_of(*(known[name].price for name in tried.offramps)) for tried in every]
    ahead = _ahead(trials, every, prices)
    order = sorted(range(len(every)), key=lambda n: _rank(every[n]))
    exits = tuple(
        _exit(known[name], name, prices[n], every[n], windows.get(name), ahead[n])
        for n in order
        if n < len(alone)
        for name in every[n].offramps
    )
    both = tuple(_both(trials, prices[n], *pairs[n - len(alone)], front=ahead[n]) for n in order if n >= len(alone))
    possible = sum(go_together(trials.case, pair) for pair in combinations(alone, 2))
    can_be_late = sum(_can_be_late(trials, each) for each in alone.values())
    narrower = sorted(each.narrower for each in alone.values() if each.narrower is not None)
    return Offramps(
        risk=trials.risk,
        without=trials.mean(trials.risk),
        exits=exits,
        pairs=both,
        thorough=thorough,
        tried={
            "alone": [len(exits)] * 2,
            "pairs": [len(both), possible],
            "on_other_days": [len(windows), can_be_late],
        },
        narrower=narrower[len(narrower) // 2] if narrower else None,
        evidence=trials.evidence,
        **ResultHead.of(trials.setup, trials.plan, trials.rules, trials.player.work.seconds),
    )


def _exit(declared: OffRamp, id: str, price: Price, tried: Trial, window: Window | None, ahead: bool) -> Exit:
    return Exit(id, declared.name, declared.says, declared.condition, price, tried.result, window, ahead)


def _both(trials: Trials, price: Price, both: Trial, better: Trial, front: bool) -> Both:
    """Two together, and what the second adds to the better one alone."""
    adds = estimate(both.futures - better.futures, weights=trials.weights)
    more = sure(adds, both.among) and -both.harm * (adds.estimate or 0.0) > 0
    return Both(both.offramps, price, both.result, Added(adds.estimate, adds.luck), more, front)


def _ahead(trials: Trials, every: Sequence[Trial], prices: Sequence[Price]) -> list[bool]:
    """Whether each helps and is on the front of risk against price, on which doing nothing is free."""
    sign = harm(trials.case.measures[trials.risk], trials.case.moves)
    points = [(price[1], sign * tried.effect.with_it) for tried, price in zip(every, prices, strict=True)]
    helping = [n for n, tried in enumerate(every) if tried.verdict == "helps"]
    on_it = front([(0.0, sign * trials.mean(trials.risk)), *(points[n] for n in helping)])[1:]
    chosen = {n for n, is_on_it in zip(helping, on_it, strict=True) if is_on_it}
    return [n in chosen for n in range(len(every))]


def price_of(*prices: Quantity) -> Price:
    """The price of off-ramps taken together: their sum, at most 1."""
    low, middle, high = (min(1.0, sum(each)) for each in zip(*map(_ends, prices), strict=True))
    return low, middle, high


def _ends(price: Quantity) -> Price:
    return price.low, price.middle(), price.high
