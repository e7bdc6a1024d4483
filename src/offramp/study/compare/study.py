"""The comparison study: the same futures with an event, off-ramps or a setting, and without.

*Without an event* is the world as the record before it left it, played from its eve: the event has no effect and what
followed it did not follow. The days up to the case's start are played there, too, so both worlds are counted over the
same days, and what either saw before them counts in neither. *Without off-ramps* nobody is told to take them, and
*without a setting* is the case as it stands. Both arms of a pair have the same seed, draws, runs and turns, hence the
same luck (common random numbers), and weigh the draws by the record that both have.
"""

from __future__ import annotations

from collections.abc import Sequence

from offramp.ensemble.player import Player
from offramp.scenario import Scenario
from offramp.study.backtest.past import past
from offramp.study.shared.effects import effects, named
from offramp.study.shared.largest_differences import turns
from offramp.study.shared.leading import asked_first
from offramp.study.shared.paired import CounterfactualPair
from offramp.study.shared.result import ResultHead
from offramp.study.shared.setup import Setup

from .question import Compare
from .result import Comparison


def compare(asked: Compare, player: Player) -> Comparison:
    """Play both worlds with the same luck, and estimate what differs.

    Raises
    ------
    CaseError
        If the case is faulty, or has no such event, off-ramp or measure.
    """
    setup = Setup.of(asked.design)
    both = CounterfactualPair.of(setup, asked.without, asked.offramps)
    known = both.with_it.measures
    names = named(known, asked.measures or asked_first(both.with_it, known))
    plan, rules = setup.plan, setup.design.rules(asked.structure)
    player.work.expect((2 * len(rules) + 1) * plan.total)
    pairs = both.play(player, rules)
    before = past(setup.as_set, both.without.start, plan, rules[0], player, names)
    event = None if asked.without is None else both.with_it.record[asked.without]
    return Comparison(
        event=asked.without,
        what=event.what if event else " and ".join(_names(setup.as_set, asked.offramps)),
        offramps=tuple(asked.offramps),
        eve=both.without.start,
        evidence=pairs[0].evidence,
        effects=tuple(effects(both.with_it, plan.clock.days, pairs, names)),
        past=tuple(before.values()),
        turns=turns(both.with_it, pairs[0], *both.addresses, wanted=asked.measures),
        **ResultHead.of(setup, plan, rules, player.work.seconds),
    )


def _names(case: Scenario, offramps: Sequence[str]) -> list[str]:
    """Off-ramps and policies by their names."""
    known = {**case.policies, **case.offramps}
    return [known[each].name for each in offramps]
